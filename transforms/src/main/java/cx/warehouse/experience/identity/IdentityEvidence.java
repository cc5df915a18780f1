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
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Groups identifiers by the record that shows them together, and lists every identifier once. */
final class IdentityEvidence {

    /** The identifiers of a record, each once: identifier_type, identifier_value, seen_at. */
    static final String IDENTIFIERS = "identifiers";

    /** The contacts among a record's identifiers, including contacts that were merged away. */
    static final String CONTACTS = "contacts";

    /**
     * Number of contacts on the records of an identifier, counted per record; null for contacts that no record shows.
     */
    static final String TIES = "ties";

    /**
     * Least and greatest hash of the contacts on the records of an identifier; null where no record has a contact. They
     * differ where the records show different contacts. Hashes are numbers, because Spark sorts all identifiers for the
     * minimum of texts.
     */
    static final String LEAST_CONTACT = "least_contact";

    static final String GREATEST_CONTACT = "greatest_contact";

    /** Source and key of a record. */
    static final String RECORD = "record";

    static final String SEEN_AT = "seen_at";
    private static final String ONE = "one";

    private IdentityEvidence() {}

    /**
     * One row per record: record, identifiers, contacts (normalized values).
     *
     * @param identities conformed.identity of all sources and deliveries
     */
    static Dataset<Row> records(Dataset<Row> identities) {
        Column contacts = transform(
                filter(col(IDENTIFIERS), one -> one.getField(Identifiers.TYPE).equalTo(Identifiers.CONTACT)),
                one -> one.getField(Identifiers.VALUE));
        // a record that is delivered every night still has each identifier once, so its row does not grow
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
                .select(col(RECORD), col(IDENTIFIERS), contacts.as(CONTACTS));
    }

    /**
     * One row per contact that a CRM merged into another: contact, survivor (both normalized), seen_at (UTC).
     *
     * @param profiles conformed.profile of all deliveries
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
     * One row per identifier: identifier_type, identifier_value, first_seen_at (UTC), ties, least_contact,
     * greatest_contact.
     *
     * @param records frame of {@link #records}
     * @param merges frame of {@link #merges}
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
     * One row per record that shows at least two identifiers other than phones: nodes, an array of graph nodes.
     *
     * @param records frame of {@link #records}
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

    /** Name of an identifier in the graph of identifiers. */
    static String node(String type, String value) {
        return type + ":" + value;
    }

    /** The type of an identifier, from its name in the graph. */
    static Column type(Column node) {
        return substring_index(node, ":", 1);
    }

    /** The value of an identifier, from its name in the graph. */
    static Column value(Column node) {
        return regexp_replace(node, "^[^:]*:", "");
    }

    /** The type of an identifier, from its name in the graph. */
    static String type(String node) {
        return node.substring(0, node.indexOf(':'));
    }

    /** The value of an identifier, from its name in the graph. */
    static String value(String node) {
        return node.substring(node.indexOf(':') + 1);
    }

    /** The comparable value of a contact. */
    static Column contact(Column value) {
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
