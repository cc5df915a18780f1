package cx.warehouse.night;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A source that was expected on a business date but delivered nothing. It delivered before, or it is required.
 *
 * @param lastDelivered the latest earlier business date on which it delivered; absent when it never did
 */
public record StaleSource(String source, LocalDate date, Optional<LocalDate> lastDelivered) {

    /**
     * The stale sources of a business date, ordered by name.
     *
     * @param delivered sources that delivered on that date
     * @param before by source, the latest earlier date with a delivery
     * @param required the setting {@code required-sources}
     */
    public static List<StaleSource> of(
            LocalDate date, Set<String> delivered, Map<String, LocalDate> before, List<String> required) {
        Set<String> expected = new TreeSet<>(before.keySet());
        expected.addAll(required);
        expected.removeAll(delivered);
        return expected.stream()
                .map(source -> new StaleSource(source, date, Optional.ofNullable(before.get(source))))
                .toList();
    }

    /** A line for a person to read. */
    public String text() {
        return source + " is stale: nothing was delivered for " + date
                + lastDelivered.map(last -> "; its last delivery is of " + last).orElse(", nor ever before");
    }
}
