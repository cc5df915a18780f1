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

/** Values that join nobody: those that are listed, and those that tie too many contacts of one CRM. */
final class BlockedValues {

    /** A value that ties more contacts of one CRM than this is blocked. */
    static final int CONTACTS_OF_ONE_CRM = 5;

    private static final String TIES_TOO_MANY = "ties more than " + CONTACTS_OF_ONE_CRM + " contacts";
    private static final String SUSPECT_TYPE = "suspect_type";
    private static final String SUSPECT_VALUE = "suspect_value";

    private BlockedValues() {}

    /**
     * Values that may be blocked: identifier_type, identifier_value, listed (why, null when it is not), ties. All that
     * are listed, and those whose records have so many contacts, not all the same, that more than five of one CRM may be
     * among them.
     *
     * @param identifiers what {@link IdentityEvidence#identifiers} returns
     * @param blocked values, or local parts of e-mails ending in {@code @}
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
     * The suspects that are blocked: identifier_type, identifier_value, reason, degree (contacts of one CRM; contacts
     * merged away do not count).
     *
     * @param suspects what {@link #suspects} returns
     * @param records what {@link IdentityEvidence#records} returns
     * @param merges what {@link IdentityEvidence#merges} returns
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
     * Values that tie too many contacts in only one of two answers of {@link #of}: identifier_type, identifier_value. What
     * is listed was never anybody's.
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
