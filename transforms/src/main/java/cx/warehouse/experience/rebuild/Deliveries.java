package cx.warehouse.experience.rebuild;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A selection of deliveries, by their age, their days and their sources.
 *
 * @param age the deliveries that count
 * @param nearDays days that the rows should be near; rows of other days may come too. Empty for rows of any day
 * @param sources the sources that count; absent for all of them
 */
public record Deliveries(Age age, SortedSet<LocalDate> nearDays, Optional<Set<String>> sources) {

    /** Deliveries of a night, beside those of the nights before. */
    public enum Age {
        NEW,
        PRIOR,
        ANY
    }

    /** Deliveries that no earlier night took in. */
    public static final Deliveries NEW = new Deliveries(Age.NEW, Collections.emptySortedSet(), Optional.empty());

    /** Deliveries of earlier nights, without those that a new one replaces. */
    public static final Deliveries PRIOR = new Deliveries(Age.PRIOR, Collections.emptySortedSet(), Optional.empty());

    /** Every delivery that is in the warehouse. */
    public static final Deliveries ALL = new Deliveries(Age.ANY, Collections.emptySortedSet(), Optional.empty());

    public Deliveries {
        nearDays = Collections.unmodifiableSortedSet(new TreeSet<>(nearDays));
        sources = sources.map(Set::copyOf);
    }

    /** Rows of every delivery that may lie on these days or beside them: files of other days are not read. */
    public static Deliveries near(Collection<LocalDate> days) {
        return new Deliveries(Age.ANY, new TreeSet<>(days), Optional.empty());
    }

    /** The same deliveries, of some sources alone. */
    public Deliveries of(Collection<String> some) {
        return new Deliveries(age, nearDays, Optional.of(Set.copyOf(some)));
    }

    /** The same deliveries, of one source alone. */
    public Deliveries of(String source) {
        return of(Set.of(source));
    }

    public boolean includes(String source) {
        return sources.isEmpty() || sources.get().contains(source);
    }
}
