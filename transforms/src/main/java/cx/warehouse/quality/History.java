package cx.warehouse.quality;

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
public record History(LocalDate date, Instant asOf, List<Night> nights) {

    /** One night's figures, by name: {@code row_count}, {@code mean(amount)}, {@code null_share(email)}. */
    public record Night(LocalDate date, Map<String, Double> figures) {
        public Night {
            figures = Map.copyOf(figures);
        }
    }

    /** One night's value of one figure. */
    record Point(LocalDate date, double value) {}

    public History {
        LocalDate today = date;
        nights = nights.stream()
                .filter(night -> night.date().isBefore(today))
                .sorted(Comparator.comparing(Night::date))
                .toList();
    }

    /** Nothing is known yet. */
    public static History none(Instant now) {
        return new History(now.atOffset(ZoneOffset.UTC).toLocalDate(), now, List.of());
    }

    /** A figure of the last night that has it. */
    Optional<Double> last(String figure) {
        return nights.stream()
                .map(night -> night.figures().get(figure))
                .filter(Objects::nonNull)
                .reduce((earlier, later) -> later);
    }

    /** A figure on the last days before this night, oldest first; nights that lack it are passed over. */
    List<Point> of(String figure, int days) {
        return nights.stream()
                .filter(night -> !night.date().isBefore(date.minusDays(days)))
                .flatMap(night ->
                        Optional.ofNullable(night.figures().get(figure))
                                .map(value -> new Point(night.date(), value))
                                .stream())
                .toList();
    }
}
