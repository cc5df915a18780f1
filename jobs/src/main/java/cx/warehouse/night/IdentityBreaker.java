package cx.warehouse.night;

import cx.warehouse.experience.rebuild.NightTables;
import cx.warehouse.experience.rebuild.TableNames;
import cx.warehouse.files.Fault;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/**
 * Refuses a night that merges or splits too many known customers, which is more often a faulty delivery than the truth.
 * A visitor who is identified for the first time changes no known customer.
 */
final class IdentityBreaker {

    /**
     * The number of known customer keys that one night may merge or split.
     *
     * @param oneIn one key in so many known keys may change
     * @param atLeast number of keys that may always change, so that small warehouses go on
     */
    record BreakerSettings(int oneIn, int atLeast) {

        /** The number of keys that may change. */
        long allowed(long known) {
            return Math.max(atLeast, known / oneIn);
        }
    }

    /** The reaction to a night that changes too many customer keys. */
    enum Reaction {
        REFUSE,
        ACCEPT
    }

    private static final int LISTED = 50;

    private final BreakerSettings settings;
    private final Reaction reaction;

    IdentityBreaker(BreakerSettings settings, Reaction reaction) {
        this.settings = settings;
        this.reaction = reaction;
    }

    /**
     * Checks the staged changes of customer keys. No query runs where they are few.
     *
     * @param changeCount number of staged changes
     * @throws Fault REFUSED with the changes
     */
    void check(NightTables tables, long changeCount) {
        if (reaction == Reaction.ACCEPT || changeCount <= settings.atLeast()) {
            return;
        }
        long changed = tables.current(TableNames.KEY_CHANGES)
                .select("old_key")
                .distinct()
                .count();
        long known = tables.published(TableNames.IDENTIFIERS)
                .select("customer_key")
                .distinct()
                .count();
        if (changed > settings.allowed(known)) {
            throw new Fault(Fault.Kind.REFUSED, message(tables, changed, known));
        }
    }

    private String message(NightTables tables, long changed, long known) {
        List<Row> changes = tables.current(TableNames.KEY_CHANGES)
                .select("old_key", "new_key", "reason")
                .orderBy("old_key", "new_key")
                .limit(LISTED)
                .collectAsList();
        return "Cannot take in these identifiers: they would merge or split %,d of %,d known customers; identity.breaker allows %,d."
                        .formatted(changed, known, settings.allowed(known))
                + " Look for one value on the records of many people. If the changes are right, run the same command with"
                + " --accept-identity-changes. The first changes, as old key, new key and reason:\n  "
                + changes.stream()
                        .map(row -> row.getString(0) + " " + row.getString(1) + " " + row.getString(2))
                        .collect(Collectors.joining("\n  "));
    }
}
