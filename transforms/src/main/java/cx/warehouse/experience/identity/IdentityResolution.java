package cx.warehouse.experience.identity;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import cx.warehouse.experience.CountedFrame;
import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.ExperienceSettings.CustomerLimits;
import cx.warehouse.experience.Interaction;
import cx.warehouse.experience.IntermediateFrames;
import cx.warehouse.experience.KeyDigests;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Resolves identifiers that were seen together into customers, whose keys stay the same from night to night. */
public final class IdentityResolution {

    /**
     * Customers and blocked values after one night.
     *
     * @param nodes one row per identifier that leads to a customer: identifier_type, identifier_value (normalized;
     *     personal, not for publishing), customer_key, key_created_on, anchor, first_seen_at (UTC), first_seen_month
     *     (its first day, reporting zone), rule
     * @param blockedValues one row per value that joins no identifiers: identifier_type, identifier_value, reason,
     *     degree (contacts of one CRM, or people where they are too many), blocked_on
     * @param changes one row per key that new evidence ended or split: old_key, new_key, reason (merge, split),
     *     changed_on
     * @param droppedLinks one row per link between identifiers that would break a limit of a customer: left_type,
     *     left_value, right_type, right_value (normalized; personal), records, first_seen_at (UTC), reason; absent
     *     where no customer could break a limit
     */
    public record ResolvedIdentities(
            Dataset<Row> nodes, Dataset<Row> blockedValues, Dataset<Row> changes, Optional<Dataset<Row>> droppedLinks) {

        /** Identities without dropped links. */
        public ResolvedIdentities(Dataset<Row> nodes, Dataset<Row> blockedValues, Dataset<Row> changes) {
            this(nodes, blockedValues, changes, Optional.empty());
        }
    }

    /**
     * Columns of conformed.interaction that may carry identifiers, with the key, time, source and delivery of the row.
     */
    public static final String[] CARRIERS = {
        Interaction.INTERACTION_KEY,
        Interaction.OCCURRED_AT,
        Interaction.VISITOR_ID,
        Interaction.LOGIN_ID,
        Interaction.EMAIL,
        Interaction.LOYALTY_NUMBER,
        Interaction.CONTACT_ID,
        Interaction.ORDER_ID,
        Interaction.SOURCE,
        Interaction.BUSINESS_DATE
    };

    private IdentityResolution() {}

    /**
     * Resolves all evidence into customers.
     *
     * <p>A customer is a connected component of contacts, logins, e-mails and loyalty numbers. An order number follows
     * the e-mail on its record and makes no customer alone. Phones and visitors join no identifiers. A merge that a CRM
     * declares joins the two contacts. A blocked value joins no identifiers and has no customer. A component that
     * breaks a limit of a customer is divided: links are added one by one, the strongest first, and a link that would
     * break the limit is dropped.
     *
     * <p>A component keeps the oldest key of its identifiers; its other keys end and lead to that key. A component
     * without a key gets the HMAC of its anchor, the identifier seen first (ties: by type, then by value). When the
     * identifiers of a key fall apart, the key stays with the component that has most contacts and logins, then with
     * the oldest. No key is issued twice.
     *
     * @param identities conformed.identity of all sources and deliveries, with the number of rows, which is at least
     *     that of the links. It decides whether the graph is solved in the driver's memory
     * @param profiles conformed.profile of all deliveries
     * @param prior nodes of the prior night, or {@link #emptyNodes}
     * @param issued customer_key and is_anonymous of every key ever issued, such as {@code dim_customer}
     * @param blocked values that are never identifiers, such as {@link Identifiers#DEFAULT_BLOCKED}
     * @param businessDate date of new keys, blocked values and changes
     */
    public static ResolvedIdentities resolve(
            CountedFrame identities,
            Dataset<Row> profiles,
            Dataset<Row> prior,
            Dataset<Row> issued,
            List<String> blocked,
            ExperienceSettings settings,
            LocalDate businessDate,
            IntermediateFrames frames) {
        // the steps below read these frames several times, so each is computed once
        Dataset<Row> records = frames.materializeOnUse(IdentityEvidence.records(identities.rows()));
        CustomerLimits limits = settings.identity().limits();
        StoredRows.Store store =
                identities.count() > settings.identity().graph().driverEdges()
                        ? rows -> StoredRows.onCluster(rows, frames)
                        : StoredRows::inDriver;
        StoredRows merges = store.store(IdentityEvidence.merges(profiles));
        Dataset<Row> identifiers = frames.materializeOnUse(IdentityEvidence.identifiers(records, merges.frame()));
        StoredRows suspects = store.store(BlockedValues.suspects(identifiers, blocked, limits.contactsOfOneCrm()));
        StoredRows stopped =
                BlockedValues.of(suspects, records, merges.frame(), profiles, limits.contactsOfOneCrm(), store);
        Dataset<Row> persons = identifiers
                .join(stopped.forJoin(), new String[] {Identifiers.TYPE, Identifiers.VALUE}, "left_anti")
                .filter(col(Identifiers.TYPE).notEqual(Identifiers.PHONE))
                .select(
                        col(Identifiers.TYPE),
                        col(Identifiers.VALUE),
                        col("first_seen_at"),
                        IdentityEvidence.node(col(Identifiers.TYPE), col(Identifiers.VALUE))
                                .as(ConnectedComponents.NODE));
        IdentityGraph.Customers customers =
                new IdentityGraph(records, merges, stopped, profiles).customers(persons, limits, frames);
        ResolvedIdentities resolved = CustomerKeys.assign(
                customers.identified(),
                prior,
                issued,
                stopped.frame().withColumn("blocked_on", lit(businessDate)),
                settings,
                businessDate,
                frames);
        return new ResolvedIdentities(
                resolved.nodes(), resolved.blockedValues(), resolved.changes(), customers.droppedLinks());
    }

    /** Returns an empty frame of nodes, for the first night. */
    public static Dataset<Row> emptyNodes(SparkSession spark) {
        return spark.createDataFrame(List.of(), StructType.fromDDL(CustomerKeys.NODES));
    }

    /**
     * The evidence of new deliveries. One row per record, identifier and delivery: record_key, identifier_type,
     * identifier_value (as delivered), seen_at (UTC), source, business_date.
     *
     * @param identities conformed.identity of the deliveries
     * @param interactions conformed.interaction of the deliveries; only {@link #CARRIERS} are needed
     */
    public static Dataset<Row> newEvidence(Dataset<Row> identities, Dataset<Row> interactions) {
        Dataset<Row> carried = ofInteractions(interactions);
        return identities
                .select(Arrays.stream(carried.columns()).map(name -> col(name)).toArray(Column[]::new))
                .unionByName(carried);
    }

    /**
     * The identifiers on interactions, as rows of conformed.identity. Identifiers of one interaction belong together. A
     * row with a visitor yields only its login, as a record of its own, because several people may use one device.
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
     * The nodes that these interactions mention: identifier_type, identifier_value, customer_key.
     *
     * @param nodes resolved nodes
     * @param interactions conformed.interaction, or any frame with some of its identifier columns
     */
    public static Dataset<Row> persons(Dataset<Row> nodes, Dataset<Row> interactions) {
        Dataset<Row> named = interactions
                .select(explode(carriedIdentifiers(interactions)).as("carried"))
                .filter(col("carried.value").isNotNull())
                .select(
                        col("carried.type").as("named_type"),
                        col("carried.value").as("named_value"))
                .distinct();
        return nodes.join(
                        named,
                        col(Identifiers.TYPE)
                                .equalTo(col("named_type"))
                                .and(col(Identifiers.VALUE).equalTo(col("named_value"))),
                        "left_semi")
                .select(Identifiers.TYPE, Identifiers.VALUE, "customer_key");
    }

    /**
     * Identifiers that joined people in the prior night and join no one now, or the reverse: identifier_type,
     * identifier_value. There is rarely one.
     *
     * @param before blocked values of the prior night
     * @param now blocked values of this night
     */
    public static Dataset<Row> blockingChanges(Dataset<Row> before, Dataset<Row> now) {
        return BlockedValues.blockingChanges(before, now);
    }

    /**
     * The interactions that carry one of these identifiers: interaction_id, source; one row per interaction.
     *
     * @param interactions conformed.interaction
     * @param identifiers identifier_type, identifier_value; broadcast
     */
    public static Dataset<Row> interactionsWith(Dataset<Row> interactions, Dataset<Row> identifiers) {
        return interactions
                .select(
                        KeyDigests.digest(col(Interaction.SOURCE), col(Interaction.INTERACTION_KEY))
                                .as("interaction_id"),
                        col(Interaction.SOURCE),
                        explode(carriedIdentifiers(interactions)).as("carried"))
                .join(
                        broadcast(identifiers),
                        col("carried.type")
                                .equalTo(col(Identifiers.TYPE))
                                .and(col("carried.value").equalTo(col(Identifiers.VALUE))),
                        "left_semi")
                .select("interaction_id", Interaction.SOURCE)
                .distinct();
    }

    /**
     * The normalized identifiers of an interaction: an array of structs (type, value), with a null value for an absent
     * type.
     */
    private static Column carriedIdentifiers(Dataset<Row> interactions) {
        List<String> there = List.of(interactions.columns());
        List<String[]> carriers = List.of(
                new String[] {Identifiers.LOGIN, Interaction.LOGIN_ID},
                new String[] {Identifiers.CONTACT, Interaction.CONTACT_ID},
                new String[] {Identifiers.EMAIL, Interaction.EMAIL},
                new String[] {Identifiers.LOYALTY, Interaction.LOYALTY_NUMBER},
                new String[] {Identifiers.ORDER, Interaction.ORDER_ID});
        return array(carriers.stream()
                .filter(carrier -> there.contains(carrier[1]))
                .map(carrier -> pair(carrier[0], Identifiers.normalize(lit(carrier[0]), col(carrier[1]))))
                .toArray(Column[]::new));
    }

    private static Column pair(String type, Column value) {
        return struct(lit(type).as("type"), value.cast("string").as("value"));
    }
}
