package cx.warehouse.experience.rebuild;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A selection of deliveries by age, days and sources.
 *
 * @param age the age of the deliveries
 * @param nearDays days near which rows are wanted; rows of other days may come too. Empty for rows of any day
 * @param sources the sources; absent for all of them
 */
public record Deliveries(Age age, SortedSet<LocalDate> nearDays, Optional<Set<String>> sources) {

    /** Age of a delivery: taken in by this night, by an earlier one, or either. */
    public enum Age {
        NEW,
        PRIOR,
        ANY
    }

    /** Deliveries that no earlier night took in. */
    public static final Deliveries NEW = new Deliveries(Age.NEW, Collections.emptySortedSet(), Optional.empty());

    /** Deliveries of earlier nights, without those that a new delivery replaces. */
    public static final Deliveries PRIOR = new Deliveries(Age.PRIOR, Collections.emptySortedSet(), Optional.empty());

    /** All deliveries in the warehouse. */
    public static final Deliveries ALL = new Deliveries(Age.ANY, Collections.emptySortedSet(), Optional.empty());

    public Deliveries {
        nearDays = Collections.unmodifiableSortedSet(new TreeSet<>(nearDays));
        sources = sources.map(Set::copyOf);
    }

    /**
     * Selects rows of all deliveries that may lie on these days or the days around them. Files of other days are not
     * read.
     */
    public static Deliveries near(Collection<LocalDate> days) {
        return new Deliveries(Age.ANY, new TreeSet<>(days), Optional.empty());
    }

    /** The same among the deliveries of earlier nights. */
    public static Deliveries priorNear(Collection<LocalDate> days) {
        return new Deliveries(Age.PRIOR, new TreeSet<>(days), Optional.empty());
    }

    /** Returns the same selection for some sources. */
    public Deliveries of(Collection<String> some) {
        return new Deliveries(age, nearDays, Optional.of(Set.copyOf(some)));
    }

    /** Returns the same selection for one source. */
    public Deliveries of(String source) {
        return of(Set.of(source));
    }

    public boolean includes(String source) {
        return sources.isEmpty() || sources.get().contains(source);
    }
}
