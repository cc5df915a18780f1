package cx.warehouse.experience;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Gives each component of identifiers its customer key: the oldest it had, or a new one from its anchor. */
final class CustomerKeys {

    /** Shape of the nodes that are kept from night to night. */
    static final String NODES = "identifier_type string, identifier_value string, customer_key string, "
            + "key_created_on date, anchor string, first_seen_at timestamp, rule string";

    private CustomerKeys() {}

    /**
     * @param grouped identifier_type, identifier_value, first_seen_at, node, component
     * @param prior nodes of the night before
     * @param issued customer_key: every key ever given
     */
    static Identities.Resolved assign(
            Dataset<Row> grouped,
            Dataset<Row> prior,
            Dataset<Row> issued,
            Dataset<Row> blocked,
            ExperienceSettings settings,
            LocalDate businessDate) {
        Dataset<Row> personal = grouped.filter(col(Identifiers.TYPE).isInCollection(Identifiers.PERSONAL));
        Dataset<Row> anchors = personal.groupBy(Components.COMPONENT)
                .agg(min(struct(col("first_seen_at"), priority().as("priority"), col(Components.NODE)))
                        .as("anchored"))
                .select(
                        col(Components.COMPONENT),
                        col("anchored.node").as("anchor"),
                        col("anchored.first_seen_at").as("anchor_seen_at"));
        Dataset<Row> claims = claims(grouped, prior).localCheckpoint();
        var ofKey = Window.partitionBy("prior_key")
                .orderBy(col("strong").desc(), col("claim_seen_at"), col(Components.COMPONENT));
        var ofComponent =
                Window.partitionBy(Components.COMPONENT).orderBy("prior_created_on", "claim_seen_at", "prior_key");
        Dataset<Row> held = claims.withColumn("rank", row_number().over(ofKey))
                .filter(col("rank").equalTo(1))
                .withColumn("place", row_number().over(ofComponent))
                .localCheckpoint();
        Dataset<Row> kept = held.filter(col("place").equalTo(1))
                .select(
                        col(Components.COMPONENT).as("kept_component"),
                        col("prior_key").as("kept_key"),
                        col("prior_created_on").as("kept_on"));
        Column anchored = Digests.hmac(concat_ws("|", lit("customer"), col("anchor")), settings.hashKey())
                .substr(1, 32);
        Column again = Digests.hmac(
                        concat_ws("|", lit("customer"), col("anchor"), lit(businessDate.toString())),
                        settings.hashKey())
                .substr(1, 32);
        Dataset<Row> given = issued.select(col("customer_key").as("issued_key"))
                .unionByName(prior.select(col("customer_key").as("issued_key")))
                .distinct();
        Dataset<Row> keys = anchors.join(kept, col(Components.COMPONENT).equalTo(col("kept_component")), "left")
                .withColumn("anchored_key", anchored)
                .join(given, col("anchored_key").equalTo(col("issued_key")), "left")
                .select(
                        col(Components.COMPONENT).as("keyed_component"),
                        coalesce(
                                        col("kept_key"),
                                        when(col("issued_key").isNull(), col("anchored_key"))
                                                .otherwise(again))
                                .as("customer_key"),
                        coalesce(col("kept_on"), lit(businessDate)).as("key_created_on"),
                        col("anchor"))
                .localCheckpoint();
        Dataset<Row> nodes = grouped.join(keys, col(Components.COMPONENT).equalTo(col("keyed_component")))
                .select(
                        col(Identifiers.TYPE),
                        col(Identifiers.VALUE),
                        col("customer_key"),
                        col("key_created_on"),
                        col("anchor"),
                        col("first_seen_at"),
                        lit("deterministic").as("rule"));
        return new Identities.Resolved(nodes, blocked, changes(claims, held, keys, businessDate));
    }

    /** One row a component and prior key of its identifiers. */
    private static Dataset<Row> claims(Dataset<Row> grouped, Dataset<Row> prior) {
        Dataset<Row> before = prior.select(
                col(Identifiers.TYPE).as("prior_type"),
                col(Identifiers.VALUE).as("prior_value"),
                col("customer_key").as("prior_key"),
                col("key_created_on").as("prior_created_on"));
        Column isStrong = col(Identifiers.TYPE).isin(Identifiers.CONTACT, Identifiers.LOGIN);
        return grouped.filter(col(Identifiers.TYPE).isInCollection(Identifiers.PERSONAL))
                .join(
                        before,
                        col(Identifiers.TYPE)
                                .equalTo(col("prior_type"))
                                .and(col(Identifiers.VALUE).equalTo(col("prior_value"))))
                .groupBy(Components.COMPONENT, "prior_key", "prior_created_on")
                .agg(count(when(isStrong, 1)).as("strong"), min("first_seen_at").as("claim_seen_at"));
    }

    /** Keys that ended because their component kept an older one, and keys whose identifiers left for a new one. */
    private static Dataset<Row> changes(
            Dataset<Row> claims, Dataset<Row> held, Dataset<Row> keys, LocalDate businessDate) {
        Dataset<Row> now =
                keys.select(col("keyed_component"), col("customer_key").as("new_key"));
        Dataset<Row> merges = held.join(now, col(Components.COMPONENT).equalTo(col("keyed_component")))
                .filter(col("prior_key").notEqual(col("new_key")))
                .select(
                        col("prior_key").as("old_key"),
                        col("new_key"),
                        lit("merge").as("reason"));
        Dataset<Row> splits = claims.join(
                        held.select(
                                col("prior_key").as("held_key"),
                                col(Components.COMPONENT).as("held_by")),
                        col("prior_key").equalTo(col("held_key")))
                .filter(col(Components.COMPONENT).notEqual(col("held_by")))
                .join(now, col(Components.COMPONENT).equalTo(col("keyed_component")))
                .select(
                        col("prior_key").as("old_key"),
                        col("new_key"),
                        lit("split").as("reason"));
        return merges.unionByName(splits).distinct().withColumn("changed_on", lit(businessDate));
    }

    private static Column priority() {
        Column priority = null;
        for (int i = 0; i < Identifiers.PERSONAL.size(); i++) {
            Column is = col(Identifiers.TYPE).equalTo(Identifiers.PERSONAL.get(i));
            priority = priority == null ? when(is, i) : priority.when(is, i);
        }
        return priority.otherwise(Identifiers.PERSONAL.size());
    }
}
