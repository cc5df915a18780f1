package cx.warehouse.experience.identity;

import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.array_min;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What was seen together, record by record, and each identifier that was seen. */
final class IdentityEvidence {

    /** The identifiers of a record, each once: identifier_type, identifier_value, seen_at. */
    static final String IDENTIFIERS = "identifiers";

    /** The contacts among the identifiers of a record, also those that were merged away. */
    static final String CONTACTS = "contacts";

    /** How many contacts an identifier's records have, each counted in each record; null where none has the identifier. */
    static final String TIES = "ties";

    /**
     * The least and the greatest hash of the contacts that an identifier's records have; null where none has any. Numbers,
     * since Spark would sort all identifiers for the least of texts.
     */
    static final String LEAST_CONTACT = "least_contact";

    static final String GREATEST_CONTACT = "greatest_contact";

    private static final String RECORD = "record";
    private static final String SEEN_AT = "seen_at";
    private static final String ONE = "one";

    private IdentityEvidence() {}

    /**
     * One row a record: identifiers, contacts (its contact values).
     *
     * @param identities conformed.identity of all sources, all deliveries
     */
    static Dataset<Row> records(Dataset<Row> identities) {
        Column contacts = transform(
                filter(col(IDENTIFIERS), one -> one.getField(Identifiers.TYPE).equalTo(Identifiers.CONTACT)),
                one -> one.getField(Identifiers.VALUE));
        // a record that is delivered every night has each identifier once all the same, so its row does not grow
        return identities
                .select(
                        concat_ws("|", col("source"), col("record_key")).as(RECORD),
                        col(Identifiers.TYPE),
                        Identifiers.normalize(col(Identifiers.TYPE), col(Identifiers.VALUE))
                                .as(Identifiers.VALUE),
                        col(SEEN_AT))
                .filter(col(Identifiers.VALUE).isNotNull())
                .repartition(col(RECORD))
                .groupBy(RECORD, Identifiers.TYPE, Identifiers.VALUE)
                .agg(min(SEEN_AT).as(SEEN_AT))
                .groupBy(RECORD)
                .agg(collect_list(struct(Identifiers.TYPE, Identifiers.VALUE, SEEN_AT))
                        .as(IDENTIFIERS))
                .select(col(IDENTIFIERS), contacts.as(CONTACTS));
    }

    /**
     * The contacts that a CRM merged: contact, survivor, seen_at.
     *
     * @param profiles conformed.profile, all deliveries
     */
    static Dataset<Row> merges(Dataset<Row> profiles) {
        return profiles.filter(col("merged_into").isNotNull())
                .select(
                        contact(col("contact_id")).as("contact"),
                        contact(col("merged_into")).as("survivor"),
                        coalesce(col("version_at"), col("created_at")).as(SEEN_AT))
                .filter(col("contact").isNotNull().and(col("survivor").isNotNull()))
                .groupBy("contact", "survivor")
                .agg(min(SEEN_AT).as(SEEN_AT));
    }

    /**
     * One row an identifier: identifier_type, identifier_value, first_seen_at, ties, least_contact, greatest_contact.
     *
     * @param records what {@link #records} returns
     * @param merges what {@link #merges} returns
     */
    static Dataset<Row> identifiers(Dataset<Row> records, Dataset<Row> merges) {
        Column hashes = transform(col(CONTACTS), contact -> xxhash64(contact));
        Dataset<Row> seen = records.select(
                        explode(col(IDENTIFIERS)).as(ONE),
                        size(col(CONTACTS)).cast("bigint").as(TIES),
                        array_min(hashes).as(LEAST_CONTACT),
                        array_max(hashes).as(GREATEST_CONTACT))
                .select(ONE + ".*", TIES, LEAST_CONTACT, GREATEST_CONTACT);
        return seen.unionByName(contactsOfMerges(merges, "survivor"))
                .unionByName(contactsOfMerges(merges, "contact"))
                .groupBy(Identifiers.TYPE, Identifiers.VALUE)
                .agg(
                        min(SEEN_AT).as("first_seen_at"),
                        sum(TIES).as(TIES),
                        min(LEAST_CONTACT).as(LEAST_CONTACT),
                        max(GREATEST_CONTACT).as(GREATEST_CONTACT));
    }

    /**
     * One row a record that may join identifiers, an array of nodes.
     *
     * @param records what {@link #records} returns
     */
    static Dataset<Row> nodesSeenTogether(Dataset<Row> records) {
        Column joining =
                filter(col(IDENTIFIERS), one -> one.getField(Identifiers.TYPE).notEqual(Identifiers.PHONE));
        return records.filter(size(col(IDENTIFIERS)).gt(1))
                .select(transform(joining, one -> node(one.getField(Identifiers.TYPE), one.getField(Identifiers.VALUE)))
                        .as("nodes"))
                .filter(size(col("nodes")).gt(1));
    }

    static Column node(Column type, Column value) {
        return concat_ws(":", type, value);
    }

    /** The name of an identifier in a graph of identifiers. */
    static String node(String type, String value) {
        return type + ":" + value;
    }

    private static Column contact(Column value) {
        return Identifiers.normalize(lit(Identifiers.CONTACT), value);
    }

    private static Dataset<Row> contactsOfMerges(Dataset<Row> merges, String contact) {
        return merges.select(
                lit(Identifiers.CONTACT).as(Identifiers.TYPE),
                col(contact).as(Identifiers.VALUE),
                col(SEEN_AT),
                lit(null).cast("bigint").as(TIES),
                lit(null).cast("bigint").as(LEAST_CONTACT),
                lit(null).cast("bigint").as(GREATEST_CONTACT));
    }
}
