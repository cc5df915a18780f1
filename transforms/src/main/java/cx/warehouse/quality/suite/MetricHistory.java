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
 * Metrics of earlier nights, for expectations that compare the current rows with them.
 *
 * @param date the day that the current rows belong to
 * @param asOf the latest moment at which the current rows could have arrived; their age is counted back from here
 * @param nights earlier nights, oldest first, one per day
 */
public record MetricHistory(LocalDate date, Instant asOf, List<NightMetrics> nights) {

    /** Metrics of one night by name: {@code row_count}, {@code mean(amount)}, {@code null_share(email)}. */
    public record NightMetrics(LocalDate date, Map<String, Double> metrics) {
        public NightMetrics {
            metrics = Map.copyOf(metrics);
        }
    }

    /** Value of one metric on one night. */
    public record MetricPoint(LocalDate date, double value) {}

    public MetricHistory {
        LocalDate today = date;
        nights = nights.stream()
                .filter(night -> night.date().isBefore(today))
                .sorted(Comparator.comparing(NightMetrics::date))
                .toList();
    }

    /** A history without earlier nights. */
    public static MetricHistory none(Instant now) {
        return new MetricHistory(now.atOffset(ZoneOffset.UTC).toLocalDate(), now, List.of());
    }

    /** Value of a metric on the last night that has it. */
    public Optional<Double> latest(String figure) {
        return nights.stream()
                .map(night -> night.metrics().get(figure))
                .filter(Objects::nonNull)
                .reduce((earlier, later) -> later);
    }

    /**
     * Values of a metric on the given number of days before this night, oldest first; nights without it are left out.
     */
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
