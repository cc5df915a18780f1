package cx.warehouse.experience;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Identifiers seen together become customers: evidence in, customers with keys that stay out. */
public final class Identities {

    /** A value that ties more contacts of one CRM than this is blocked. */
    static final int CONTACTS_OF_ONE_CRM = 5;

    private static final String RECORD = "record";

    /**
     * What a night knows of identities.
     *
     * @param nodes one row an identifier that leads to a customer: identifier_type, identifier_value (normalised;
     *     personal, not for publishing), customer_key, key_created_on, anchor, first_seen_at, rule
     * @param blocked one row a value that joins nobody: identifier_type, identifier_value, reason, degree (contacts of
     *     one CRM), blocked_on
     * @param changes one row a key that tonight's evidence ended or split: old_key, new_key, reason (merge, split),
     *     changed_on
     */
    public record Resolved(Dataset<Row> nodes, Dataset<Row> blocked, Dataset<Row> changes) {}

    private Identities() {}

    /**
     * Resolves all evidence into customers.
     *
     * <p>A customer is a connected component over contacts, logins, e-mails and loyalty numbers; an order number follows
     * the e-mail it was seen with and makes no customer alone; phones and visitors join nobody. A merge that a CRM
     * declares joins the two contacts. Blocked values join nobody and belong to nobody.
     *
     * <p>Keys: a component keeps the oldest key that its identifiers had; the other keys end and lead to it. A component
     * without one gets the HMAC of its anchor, the identifier first seen (ties by type, then value). A key whose
     * identifiers fell apart stays with the part that holds most contacts and logins, then the oldest. Keys are never
     * given twice.
     *
     * @param identities conformed.identity of all sources, all deliveries
     * @param profiles conformed.profile, all deliveries: contact_id, merged_into
     * @param prior nodes of the night before, or {@link #none}
     * @param issued every key ever given, as customer_key; {@code dim_customer} is
     * @param blocked values that are never identifiers; {@link Identifiers#DEFAULT_BLOCKED}
     */
    public static Resolved resolve(
            Dataset<Row> identities,
            Dataset<Row> profiles,
            Dataset<Row> prior,
            Dataset<Row> issued,
            List<String> blocked,
            ExperienceSettings settings,
            LocalDate businessDate) {
        // what follows looks at these frames many times over: each is computed once and kept
        Dataset<Row> seen = seen(identities).localCheckpoint();
        Dataset<Row> merges = profiles.filter(col("merged_into").isNotNull())
                .select(
                        Identifiers.normalised(lit(Identifiers.CONTACT), col("contact_id"))
                                .as("contact"),
                        Identifiers.normalised(lit(Identifiers.CONTACT), col("merged_into"))
                                .as("survivor"),
                        coalesce(col("version_at"), col("created_at")).as("seen_at"))
                .distinct()
                .localCheckpoint();
        Dataset<Row> stopped = blocked(seen, merges, blocked, businessDate).localCheckpoint();
        Dataset<Row> evidence = seen.join(
                        broadcast(stopped.select(Identifiers.TYPE, Identifiers.VALUE)),
                        new String[] {Identifiers.TYPE, Identifiers.VALUE},
                        "left_anti")
                .filter(col(Identifiers.TYPE).notEqual(Identifiers.PHONE))
                .withColumn(Components.NODE, node(col(Identifiers.TYPE), col(Identifiers.VALUE)))
                .localCheckpoint();
        Dataset<Row> nodes = nodes(evidence, merges);
        Dataset<Row> components = Components.of(edges(evidence, merges));
        Dataset<Row> grouped = nodes.join(
                        components.withColumnRenamed(Components.NODE, "joined_node"),
                        col(Components.NODE).equalTo(col("joined_node")),
                        "left")
                .withColumn(Components.COMPONENT, coalesce(col(Components.COMPONENT), col(Components.NODE)))
                .drop("joined_node")
                .localCheckpoint();
        return CustomerKeys.assign(grouped, prior, issued, stopped, settings, businessDate);
    }

    /** An empty frame of nodes, for the first night. */
    public static Dataset<Row> none(SparkSession spark) {
        return spark.createDataFrame(List.of(), StructType.fromDDL(CustomerKeys.NODES));
    }

    /**
     * The identifiers that interactions themselves carry, as rows of conformed.identity: those of one interaction belong
     * together. Rows with a visitor give their login alone, once: what else a device shows is no evidence.
     *
     * @param interactions conformed.interaction, all versions
     */
    public static Dataset<Row> ofInteractions(Dataset<Row> interactions) {
        Column hasVisitor = col(Interaction.VISITOR_ID).isNotNull();
        Column record = when(hasVisitor, concat_ws(":", lit("login"), col(Interaction.LOGIN_ID)))
                .otherwise(col(Interaction.INTERACTION_KEY));
        Column carried = array(
                pair(Identifiers.LOGIN, col(Interaction.LOGIN_ID)),
                pair(Identifiers.CONTACT, when(hasVisitor.equalTo(false), col(Interaction.CONTACT_ID))),
                pair(Identifiers.EMAIL, when(hasVisitor.equalTo(false), col(Interaction.EMAIL))),
                pair(Identifiers.LOYALTY, when(hasVisitor.equalTo(false), col(Interaction.LOYALTY_NUMBER))),
                pair(Identifiers.ORDER, when(hasVisitor.equalTo(false), col(Interaction.ORDER_ID))));
        return interactions
                .filter(coalesce(
                                col(Interaction.LOGIN_ID),
                                col(Interaction.CONTACT_ID),
                                col(Interaction.EMAIL),
                                col(Interaction.LOYALTY_NUMBER))
                        .isNotNull())
                .select(
                        record.as("record_key"),
                        explode(carried).as("carried"),
                        col(Interaction.OCCURRED_AT).as("seen_at"),
                        col(Interaction.SOURCE),
                        col(Interaction.BUSINESS_DATE))
                .filter(col("carried.value").isNotNull())
                .groupBy(
                        col("record_key"),
                        col("carried.type").as(Identifiers.TYPE),
                        col("carried.value").as(Identifiers.VALUE),
                        col(Interaction.SOURCE),
                        col(Interaction.BUSINESS_DATE))
                .agg(min("seen_at").as("seen_at"));
    }

    /**
     * The part of the nodes that these interactions name, small enough to be broadcast: identifier_type,
     * identifier_value, customer_key.
     *
     * @param nodes as resolved
     * @param interactions conformed.interaction, or any frame with some of its identifier columns
     */
    public static Dataset<Row> persons(Dataset<Row> nodes, Dataset<Row> interactions) {
        List<String> there = List.of(interactions.columns());
        List<String[]> carriers = List.of(
                new String[] {Identifiers.LOGIN, Interaction.LOGIN_ID},
                new String[] {Identifiers.CONTACT, Interaction.CONTACT_ID},
                new String[] {Identifiers.EMAIL, Interaction.EMAIL},
                new String[] {Identifiers.LOYALTY, Interaction.LOYALTY_NUMBER},
                new String[] {Identifiers.ORDER, Interaction.ORDER_ID});
        Column[] carried = carriers.stream()
                .filter(carrier -> there.contains(carrier[1]))
                .map(carrier -> pair(carrier[0], Identifiers.normalised(lit(carrier[0]), col(carrier[1]))))
                .toArray(Column[]::new);
        Dataset<Row> named = interactions
                .select(explode(array(carried)).as("carried"))
                .filter(col("carried.value").isNotNull())
                .select(
                        col("carried.type").as("named_type"),
                        col("carried.value").as("named_value"))
                .distinct();
        return nodes.join(
                        broadcast(named),
                        col(Identifiers.TYPE)
                                .equalTo(col("named_type"))
                                .and(col(Identifiers.VALUE).equalTo(col("named_value"))),
                        "left_semi")
                .select(Identifiers.TYPE, Identifiers.VALUE, "customer_key");
    }

    private static Column pair(String type, Column value) {
        return struct(lit(type).as("type"), value.cast("string").as("value"));
    }

    private static Dataset<Row> seen(Dataset<Row> identities) {
        return identities
                .select(
                        concat_ws("|", col("source"), col("record_key")).as(RECORD),
                        col(Identifiers.TYPE),
                        Identifiers.normalised(col(Identifiers.TYPE), col(Identifiers.VALUE))
                                .as(Identifiers.VALUE),
                        col("seen_at"))
                .filter(col(Identifiers.VALUE).isNotNull())
                .groupBy(RECORD, Identifiers.TYPE, Identifiers.VALUE)
                .agg(min("seen_at").as("seen_at"));
    }

    /** Values that are listed, and values that tie too many contacts of one CRM; contacts merged away do not count. */
    private static Dataset<Row> blocked(
            Dataset<Row> seen, Dataset<Row> merges, List<String> blocked, LocalDate businessDate) {
        Dataset<Row> contacts = seen.filter(col(Identifiers.TYPE).equalTo(Identifiers.CONTACT))
                .select(col(RECORD).as("contact_record"), col(Identifiers.VALUE).as("contact"))
                .join(merges.select("contact"), new String[] {"contact"}, "left_anti");
        Dataset<Row> degrees = seen.filter(col(Identifiers.TYPE).notEqual(Identifiers.CONTACT))
                .join(contacts, col(RECORD).equalTo(col("contact_record")))
                .groupBy(
                        col(Identifiers.TYPE),
                        col(Identifiers.VALUE),
                        substring_index(col("contact"), ":", 1).as("crm"))
                .agg(count_distinct(col("contact")).as("contacts"))
                .groupBy(Identifiers.TYPE, Identifiers.VALUE)
                .agg(max("contacts").as("degree"));
        Column because = Identifiers.blockedBecause(col(Identifiers.TYPE), col(Identifiers.VALUE), blocked);
        Column reason = coalesce(
                because,
                when(
                        col("degree")
                                .gt(CONTACTS_OF_ONE_CRM)
                                .and(col(Identifiers.TYPE).notEqual(Identifiers.ORDER)),
                        "ties more than " + CONTACTS_OF_ONE_CRM + " contacts"));
        return seen.groupBy(Identifiers.TYPE, Identifiers.VALUE)
                .agg(count(lit(1)).as("records"))
                .join(degrees, new String[] {Identifiers.TYPE, Identifiers.VALUE}, "left")
                .withColumn("reason", reason)
                .filter(col("reason").isNotNull())
                .select(
                        col(Identifiers.TYPE),
                        col(Identifiers.VALUE),
                        col("reason"),
                        coalesce(col("degree"), lit(0L)).as("degree"),
                        lit(businessDate).as("blocked_on"));
    }

    private static Dataset<Row> nodes(Dataset<Row> evidence, Dataset<Row> merges) {
        Dataset<Row> survivors = merges.select(
                lit(Identifiers.CONTACT).as(Identifiers.TYPE), col("survivor").as(Identifiers.VALUE), col("seen_at"));
        Dataset<Row> merged = merges.select(
                lit(Identifiers.CONTACT).as(Identifiers.TYPE), col("contact").as(Identifiers.VALUE), col("seen_at"));
        return evidence.select(Identifiers.TYPE, Identifiers.VALUE, "seen_at")
                .unionByName(survivors)
                .unionByName(merged)
                .groupBy(Identifiers.TYPE, Identifiers.VALUE)
                .agg(min("seen_at").as("first_seen_at"))
                .withColumn(Components.NODE, node(col(Identifiers.TYPE), col(Identifiers.VALUE)));
    }

    /** Each identifier of a record joined to the record's least one; and contact to contact where a CRM merged. */
    private static Dataset<Row> edges(Dataset<Row> evidence, Dataset<Row> merges) {
        Dataset<Row> hubs = evidence.groupBy(RECORD).agg(min(Components.NODE).as("hub"));
        Dataset<Row> together = evidence.join(hubs, new String[] {RECORD})
                .filter(col("hub").notEqual(col(Components.NODE)))
                .select(col("hub"), col(Components.NODE));
        return together.unionByName(merges.select(
                node(lit(Identifiers.CONTACT), col("survivor")).as("hub"),
                node(lit(Identifiers.CONTACT), col("contact")).as(Components.NODE)));
    }

    static Column node(Column type, Column value) {
        return concat_ws(":", type, value);
    }
}
