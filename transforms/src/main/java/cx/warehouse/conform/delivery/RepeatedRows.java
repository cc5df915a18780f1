package cx.warehouse.conform.delivery;

import java.io.Serializable;
import java.util.HashSet;
import java.util.Set;

/**
 * Repeated rows that are found only after earlier rows of the file were passed on, so that the file is read again with
 * them.
 *
 * @param conflicts hashes of keys with two different rows
 * @param superseded hashes of rows that are like a later row of the file, which is kept in their place
 */
public record RepeatedRows(Set<Long> conflicts, Set<Long> superseded) implements Serializable {

    /** No repeated rows, for the first reading of a file. */
    public static final RepeatedRows NONE = new RepeatedRows(Set.of(), Set.of());

    public RepeatedRows {
        conflicts = Set.copyOf(conflicts);
        superseded = Set.copyOf(superseded);
    }

    public boolean isEmpty() {
        return conflicts.isEmpty() && superseded.isEmpty();
    }

    /** These rows and those of a further reading. */
    public RepeatedRows plus(RepeatedRows other) {
        return new RepeatedRows(union(conflicts, other.conflicts), union(superseded, other.superseded));
    }

    private static Set<Long> union(Set<Long> one, Set<Long> other) {
        Set<Long> both = new HashSet<>(one);
        both.addAll(other);
        return both;
    }
}
