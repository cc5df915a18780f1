package cx.warehouse.quality.suite;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known of earlier nights when this one is judged.
 *
 * @param date the day that this night speaks for
 * @param asOf the moment until which its rows could have come: how old they are is counted from here
 * @param nights earlier nights, oldest first; one a day
 */
public record MetricHistory(LocalDate date, Instant asOf, List<NightMetrics> nights) {

    /** One night's figures, by name: {@code row_count}, {@code mean(amount)}, {@code null_share(email)}. */
    public record NightMetrics(LocalDate date, Map<String, Double> metrics) {
        public NightMetrics {
            metrics = Map.copyOf(metrics);
        }
    }

    /** One night's value of one figure. */
    public record MetricPoint(LocalDate date, double value) {}

    public MetricHistory {
        LocalDate today = date;
        nights = nights.stream()
                .filter(night -> night.date().isBefore(today))
                .sorted(Comparator.comparing(NightMetrics::date))
                .toList();
    }

    /** Nothing is known yet. */
    public static MetricHistory none(Instant now) {
        return new MetricHistory(now.atOffset(ZoneOffset.UTC).toLocalDate(), now, List.of());
    }

    /** A figure of the last night that has it. */
    public Optional<Double> latest(String figure) {
        return nights.stream()
                .map(night -> night.metrics().get(figure))
                .filter(Objects::nonNull)
                .reduce((earlier, later) -> later);
    }

    /** A figure on the last days before this night, oldest first; nights that lack it are passed over. */
    public List<MetricPoint> recent(String figure, int days) {
        return nights.stream()
                .filter(night -> !night.date().isBefore(date.minusDays(days)))
                .flatMap(
                        night -> Optional.ofNullable(night.metrics().get(figure))
                                .map(value -> new MetricPoint(night.date(), value))
                                .stream())
                .toList();
    }
}
