package cx.warehouse.experience.identity;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Finds identifier values that must not join people: values on the block list, and values that tie too many contacts of
 * one CRM.
 */
final class BlockedValues {

    /** A value with more contacts of one CRM is blocked. */
    static final int CONTACTS_OF_ONE_CRM = 5;

    private static final String TIES_TOO_MANY = "ties more than " + CONTACTS_OF_ONE_CRM + " contacts";
    private static final String SUSPECT_TYPE = "suspect_type";
    private static final String SUSPECT_VALUE = "suspect_value";

    private BlockedValues() {}

    /**
     * One row per value that may be blocked: identifier_type, identifier_value, listed (the reason to block it; null
     * where there is none yet). A value without a reason is included when its records show more than
     * {@value #CONTACTS_OF_ONE_CRM} contacts that are not all the same.
     *
     * @param identifiers frame of {@link IdentityEvidence#identifiers}
     * @param blocked values, or local parts of e-mail addresses ending in {@code @}
     */
    static Dataset<Row> suspects(Dataset<Row> identifiers, List<String> blocked) {
        Column listed = Identifiers.blockReason(col(Identifiers.TYPE), col(Identifiers.VALUE), blocked);
        Column mayTie = col(IdentityEvidence.TIES)
                .gt(CONTACTS_OF_ONE_CRM)
                .and(col(IdentityEvidence.LEAST_CONTACT).notEqual(col(IdentityEvidence.GREATEST_CONTACT)))
                .and(col(Identifiers.TYPE)
                        .isin(Identifiers.CONTACT, Identifiers.ORDER)
                        .equalTo(false));
        return identifiers
                .select(col(Identifiers.TYPE), col(Identifiers.VALUE), listed.as("listed"), mayTie.as("may_tie"))
                .filter(col("listed").isNotNull().or(col("may_tie")))
                .drop("may_tie");
    }

    /**
     * One row per blocked value: identifier_type, identifier_value, reason, degree (most contacts of one CRM on its
     * records; contacts that were merged away do not count).
     *
     * @param suspects frame of {@link #suspects}
     * @param records frame of {@link IdentityEvidence#records}
     * @param merges frame of {@link IdentityEvidence#merges}
     */
    static Dataset<Row> of(Dataset<Row> suspects, Dataset<Row> records, Dataset<Row> merges) {
        Dataset<Row> suspected = suspects.select(
                col(Identifiers.TYPE).as(SUSPECT_TYPE), col(Identifiers.VALUE).as(SUSPECT_VALUE));
        Column isSuspect = col("one." + Identifiers.TYPE)
                .equalTo(col(SUSPECT_TYPE))
                .and(col("one." + Identifiers.VALUE).equalTo(col(SUSPECT_VALUE)));
        Dataset<Row> degrees = records.filter(
                        size(col(IdentityEvidence.CONTACTS)).gt(0))
                .select(explode(col(IdentityEvidence.IDENTIFIERS)).as("one"), col(IdentityEvidence.CONTACTS))
                .join(broadcast(suspected), isSuspect)
                .filter(col(SUSPECT_TYPE).notEqual(Identifiers.CONTACT))
                .select(
                        col(SUSPECT_TYPE),
                        col(SUSPECT_VALUE),
                        explode(col(IdentityEvidence.CONTACTS)).as("contact"))
                .join(merges.select("contact"), new String[] {"contact"}, "left_anti")
                .groupBy(
                        col(SUSPECT_TYPE),
                        col(SUSPECT_VALUE),
                        substring_index(col("contact"), ":", 1).as("crm"))
                .agg(count_distinct(col("contact")).as("contacts"))
                .groupBy(SUSPECT_TYPE, SUSPECT_VALUE)
                .agg(max("contacts").as("degree"));
        Column reason = coalesce(col("listed"), when(col("degree").gt(CONTACTS_OF_ONE_CRM), TIES_TOO_MANY));
        return suspects.join(
                        degrees,
                        col(Identifiers.TYPE)
                                .equalTo(col(SUSPECT_TYPE))
                                .and(col(Identifiers.VALUE).equalTo(col(SUSPECT_VALUE))),
                        "left")
                .select(
                        col(Identifiers.TYPE),
                        col(Identifiers.VALUE),
                        reason.as("reason"),
                        coalesce(col("degree"), lit(0L)).as("degree"))
                .filter(col("reason").isNotNull());
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
        return blocked.filter(col("reason").equalTo(TIES_TOO_MANY)).select(Identifiers.TYPE, Identifiers.VALUE);
    }
}
