package cx.warehouse.night;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A source that was expected on a business date and is absent: one that delivered before, or that a night cannot do without.
 *
 * @param lastDelivered the business date before this one on which it delivered last; null when it never did
 */
public record StaleSource(String source, LocalDate date, LocalDate lastDelivered) {

    /**
     * The stale sources of a business date, in order of name.
     *
     * @param delivered what was delivered on that date
     * @param before by source, the last date before it that has a delivery
     * @param required the setting {@code required-sources}
     */
    public static List<StaleSource> of(
            LocalDate date, Set<String> delivered, Map<String, LocalDate> before, List<String> required) {
        Set<String> expected = new TreeSet<>(before.keySet());
        expected.addAll(required);
        expected.removeAll(delivered);
        return expected.stream()
                .map(source -> new StaleSource(source, date, before.get(source)))
                .toList();
    }

    /** One line a person reads. */
    public String text() {
        return source + " is stale: nothing was delivered for " + date
                + (lastDelivered == null ? ", nor ever before" : "; its last delivery is of " + lastDelivered);
    }
}
