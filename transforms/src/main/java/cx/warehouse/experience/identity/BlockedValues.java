package cx.warehouse.experience.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Finds identifier values that must not join people: values on the block list, and values that tie too many contacts of
 * one CRM that disagree. Copies of one person agree, so any number of them may share a value.
 */
final class BlockedValues {

    private static final String TIES_TOO_MANY = "ties more than ";
    private static final String LISTED = "listed";
    private static final String REASON = "reason";
    private static final String DEGREE = "degree";

    private BlockedValues() {}

    /**
     * One row per value that may be blocked: identifier_type, identifier_value, listed (the reason to block it; null
     * where there is none yet). A value without a reason is included when its records show more contacts than one
     * customer may have, and these are not all the same.
     *
     * @param identifiers frame of {@link IdentityEvidence#identifiers}
     * @param blocked values, or local parts of e-mail addresses ending in {@code @}
     * @param limit number of disagreeing contacts of one CRM that one customer may have
     */
    static Dataset<Row> suspects(Dataset<Row> identifiers, List<String> blocked, int limit) {
        Column listed = Identifiers.blockReason(col(Identifiers.TYPE), col(Identifiers.VALUE), blocked);
        Column mayTie = col(IdentityEvidence.TIES)
                .gt(limit)
                .and(col(IdentityEvidence.LEAST_CONTACT).notEqual(col(IdentityEvidence.GREATEST_CONTACT)))
                .and(col(Identifiers.TYPE)
                        .isin(Identifiers.CONTACT, Identifiers.ORDER)
                        .equalTo(false));
        return identifiers
                .select(col(Identifiers.TYPE), col(Identifiers.VALUE), listed.as(LISTED), mayTie.as("may_tie"))
                .filter(col(LISTED).isNotNull().or(col("may_tie")))
                .drop("may_tie");
    }

    /**
     * One row per blocked value: identifier_type, identifier_value, reason, degree (of a listed value, the most
     * contacts of one CRM on its records; of another, the most people of one CRM that it would join, see
     * {@link TiedContacts#people}). Profiles are read only where a value ties too many contacts.
     *
     * @param suspects frame of {@link #suspects}
     * @param records frame of {@link IdentityEvidence#records}
     * @param merges frame of {@link IdentityEvidence#merges}
     * @param profiles conformed.profile of all deliveries
     * @param limit number of disagreeing contacts of one CRM that one customer may have
     * @param store stores the result
     */
    static StoredRows of(
            StoredRows suspects,
            Dataset<Row> records,
            Dataset<Row> merges,
            Dataset<Row> profiles,
            int limit,
            StoredRows.Store store) {
        Column ties = coalesce(col(TiedContacts.CONTACTS), lit(0L));
        Dataset<Row> tied = TiedContacts.contacts(TiedContacts.of(suspects.forJoin(), records, merges));
        StoredRows exceeding = store.store(suspects.frame()
                .join(tied, identifier(), "left")
                .select(
                        col(Identifiers.TYPE),
                        col(Identifiers.VALUE),
                        col(LISTED).as(REASON),
                        ties.as(DEGREE))
                .filter(col(REASON).isNotNull().or(col(DEGREE).gt(limit))));
        if (!exceeding.hasNull(REASON)) {
            return exceeding;
        }
        Dataset<Row> unlisted = exceeding.forJoin().filter(col(REASON).isNull());
        Dataset<Row> joining = TiedContacts.people(TiedContacts.of(unlisted, records, merges), profiles)
                .filter(col(TiedContacts.PEOPLE).gt(limit))
                .select(
                        col(Identifiers.TYPE),
                        col(Identifiers.VALUE),
                        lit(TIES_TOO_MANY + limit + " contacts").as(REASON),
                        col(TiedContacts.PEOPLE).as(DEGREE));
        return store.store(exceeding.frame().filter(col(REASON).isNotNull()).unionByName(joining));
    }

    private static String[] identifier() {
        return new String[] {Identifiers.TYPE, Identifiers.VALUE};
    }

    /**
     * Values that tie too many contacts in only one of two frames of {@link #of}: identifier_type, identifier_value.
     * Other blocked values are left out, because they never identified a person.
     */
    static Dataset<Row> blockingChanges(Dataset<Row> before, Dataset<Row> now) {
        Dataset<Row> then = valuesTyingTooMany(before);
        Dataset<Row> today = valuesTyingTooMany(now);
        return then.except(today).unionByName(today.except(then));
    }

    private static Dataset<Row> valuesTyingTooMany(Dataset<Row> blocked) {
        return blocked.filter(col(REASON).startsWith(TIES_TOO_MANY)).select(Identifiers.TYPE, Identifiers.VALUE);
    }
}
