package cx.warehouse.experience.identity;

import static org.apache.spark.sql.functions.array_min;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.first_value;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.FactCustomerExperience;
import cx.warehouse.experience.IntermediateFrames;
import cx.warehouse.experience.KeyDigests;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.StructType;

/**
 * Gives each component of identifiers a customer key: the oldest key of its identifiers, or a new key made from its
 * anchor.
 */
public final class CustomerKeys {

    /** Columns of the resolved identifiers that are stored from night to night. */
    public static final String NODES = "identifier_type string, identifier_value string, customer_key string, "
            + "key_created_on date, anchor string, first_seen_at timestamp, first_seen_month date, rule string";

    /** The identifiers of a component; the least of them is the anchor. */
    private static final String MEMBERS = "members";

    /** True for an identifier that makes no person, such as an order number. It is never the anchor and sorts last. */
    private static final String IS_OTHER = "is_other";

    private CustomerKeys() {}

    /**
     * Assigns a key to each component that contains a person.
     *
     * @param identified one row per identifier: identifier_type, identifier_value, first_seen_at, node, component
     * @param prior nodes of the prior night, with the columns {@link #NODES}
     * @param issued every customer_key ever issued, with is_anonymous
     * @param blocked values that join no identifiers; returned as they are
     */
    static IdentityResolution.ResolvedIdentities assign(
            Dataset<Row> identified,
            Dataset<Row> prior,
            Dataset<Row> issued,
            Dataset<Row> blocked,
            ExperienceSettings settings,
            LocalDate businessDate,
            IntermediateFrames frames) {
        if (isNeverWritten(prior) && isNeverWritten(issued)) {
            Dataset<Row> keys = componentsWithAnchor(identified)
                    .withColumn("customer_key", key(settings, col("anchor")))
                    .withColumn("key_created_on", lit(businessDate));
            return new IdentityResolution.ResolvedIdentities(
                    nodes(keys, settings), blocked, noChanges(identified.sparkSession(), businessDate));
        }
        Dataset<Row> components = frames.materializeOnUse(componentsWithAnchor(withPrior(identified, prior)));
        Dataset<Row> claims = frames.materializeOnUse(claims(components));
        Dataset<Row> kept = claims.filter(
                        col("place").equalTo(1).and(col("rank").equalTo(1)))
                .select(
                        col(ConnectedComponents.COMPONENT).as("kept_component"),
                        col("prior_key").as("kept_key"),
                        col("prior_created_on").as("kept_on"));
        // the key of a visitor is made otherwise, and never that of a person
        Dataset<Row> given = issued.where(not(col("is_anonymous")))
                .select(col("customer_key").as("issued_key"))
                .unionByName(prior.select(col("customer_key").as("issued_key")))
                .distinct();
        Column again = key(settings, col("anchor"), lit(businessDate.toString()));
        Dataset<Row> keys = frames.materializeOnUse(components
                .join(kept, col(ConnectedComponents.COMPONENT).equalTo(col("kept_component")), "left")
                .withColumn("anchored_key", key(settings, col("anchor")))
                .join(given, col("anchored_key").equalTo(col("issued_key")), "left")
                .select(
                        col(ConnectedComponents.COMPONENT),
                        col(MEMBERS),
                        col("anchor"),
                        coalesce(
                                        col("kept_key"),
                                        when(col("issued_key").isNull(), col("anchored_key"))
                                                .otherwise(again))
                                .as("customer_key"),
                        coalesce(col("kept_on"), lit(businessDate)).as("key_created_on")));
        return new IdentityResolution.ResolvedIdentities(
                nodes(keys, settings), blocked, changes(claims, keys, businessDate));
    }

    /**
     * One row per component with a person: component, members (its identifiers), anchor (node of the member seen
     * first).
     */
    private static Dataset<Row> componentsWithAnchor(Dataset<Row> identified) {
        Column isPersonal = col(Identifiers.TYPE).isInCollection(Identifiers.PERSONAL);
        List<Column> member = new ArrayList<>();
        member.add(not(isPersonal).as(IS_OTHER));
        member.add(col("first_seen_at"));
        member.add(priority().as("priority"));
        member.add(col(ConnectedComponents.NODE));
        Arrays.stream(identified
                        .drop(ConnectedComponents.COMPONENT, "first_seen_at", ConnectedComponents.NODE)
                        .columns())
                .forEach(name -> member.add(col(name)));
        // anchors, claims and keys all read whole components, so one shuffle serves them
        return identified
                .select(
                        col(ConnectedComponents.COMPONENT),
                        struct(member.toArray(Column[]::new)).as("member"))
                .repartition(col(ConnectedComponents.COMPONENT))
                .groupBy(ConnectedComponents.COMPONENT)
                .agg(collect_list("member").as(MEMBERS))
                .withColumn("least", array_min(col(MEMBERS)))
                .filter(not(col("least." + IS_OTHER)))
                .select(
                        col(ConnectedComponents.COMPONENT),
                        col(MEMBERS),
                        col("least." + ConnectedComponents.NODE).as("anchor"));
    }

    private static Column key(ExperienceSettings settings, Column... of) {
        Column[] parts =
                Stream.concat(Stream.of(lit("customer")), Stream.of(of)).toArray(Column[]::new);
        return KeyDigests.hmac(concat_ws("|", parts), settings.hashKey()).substr(1, 32);
    }

    private static Dataset<Row> nodes(Dataset<Row> keys, ExperienceSettings settings) {
        return keys.select(
                        explode(col(MEMBERS)).as("member"), col("customer_key"), col("key_created_on"), col("anchor"))
                .select(
                        col("member." + Identifiers.TYPE),
                        col("member." + Identifiers.VALUE),
                        col("customer_key"),
                        col("key_created_on"),
                        col("anchor"),
                        col("member.first_seen_at"),
                        FactCustomerExperience.month(col("member.first_seen_at"), settings)
                                .as("first_seen_month"),
                        lit("deterministic").as("rule"));
    }

    /**
     * Adds the key that each identifier had in the prior night: prior_key, prior_created_on; null for a new identifier.
     */
    private static Dataset<Row> withPrior(Dataset<Row> identified, Dataset<Row> prior) {
        Dataset<Row> before = prior.select(
                col(Identifiers.TYPE).as("prior_type"),
                col(Identifiers.VALUE).as("prior_value"),
                col("customer_key").as("prior_key"),
                col("key_created_on").as("prior_created_on"));
        return identified
                .join(
                        before,
                        col(Identifiers.TYPE)
                                .equalTo(col("prior_type"))
                                .and(col(Identifiers.VALUE).equalTo(col("prior_value"))),
                        "left")
                .drop("prior_type", "prior_value");
    }

    /**
     * One row per component and prior key of its identifiers: component, prior_key, prior_created_on, held_by (the
     * component with the strongest claim on the key), rank (1 for that component), place (1 for the component's first
     * choice).
     */
    private static Dataset<Row> claims(Dataset<Row> components) {
        Column isStrong = col(Identifiers.TYPE).isin(Identifiers.CONTACT, Identifiers.LOGIN);
        var ofKey = Window.partitionBy("prior_key")
                .orderBy(col("strong").desc(), col("claim_seen_at"), col(ConnectedComponents.COMPONENT));
        var ofComponent = Window.partitionBy(ConnectedComponents.COMPONENT)
                .orderBy(col("rank").gt(1), col("prior_created_on"), col("claim_seen_at"), col("prior_key"));
        return components
                .select(
                        col(ConnectedComponents.COMPONENT),
                        explode(col(MEMBERS)).as("member"))
                .select(ConnectedComponents.COMPONENT, "member.*")
                .filter(not(col(IS_OTHER)).and(col("prior_key").isNotNull()))
                .groupBy(ConnectedComponents.COMPONENT, "prior_key", "prior_created_on")
                .agg(count(when(isStrong, 1)).as("strong"), min("first_seen_at").as("claim_seen_at"))
                .withColumn("rank", row_number().over(ofKey))
                .withColumn(
                        "held_by",
                        first_value(col(ConnectedComponents.COMPONENT)).over(ofKey))
                .withColumn("place", row_number().over(ofComponent));
    }

    private static Dataset<Row> noChanges(SparkSession spark, LocalDate businessDate) {
        return spark.createDataFrame(List.of(), StructType.fromDDL("old_key string, new_key string, reason string"))
                .withColumn("changed_on", lit(businessDate));
    }

    /**
     * Keys that ended because their component kept an older key, and keys that some identifiers left for another key.
     */
    private static Dataset<Row> changes(Dataset<Row> claims, Dataset<Row> keys, LocalDate businessDate) {
        Column isHeld = col("rank").equalTo(1);
        Column hasEnded = isHeld.and(col("prior_key").notEqual(col("customer_key")));
        Column hasLeft = not(isHeld).and(col(ConnectedComponents.COMPONENT).notEqual(col("held_by")));
        return claims.join(
                        keys.select(ConnectedComponents.COMPONENT, "customer_key"),
                        new String[] {ConnectedComponents.COMPONENT})
                .filter(hasEnded.or(hasLeft))
                .select(
                        col("prior_key").as("old_key"),
                        col("customer_key").as("new_key"),
                        when(isHeld, "merge").otherwise("split").as("reason"))
                .distinct()
                .withColumn("changed_on", lit(businessDate));
    }

    /**
     * True for the frame of a table that does not exist yet. A table that exists is not queried, since that would run a
     * job.
     */
    private static boolean isNeverWritten(Dataset<Row> rows) {
        return rows.isLocal() && rows.isEmpty();
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
