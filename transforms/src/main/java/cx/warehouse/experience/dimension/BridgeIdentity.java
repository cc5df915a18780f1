package cx.warehouse.experience.dimension;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.FactCustomerExperience;
import cx.warehouse.experience.KeyDigests;
import cx.warehouse.experience.identity.Identifiers;
import cx.warehouse.experience.identity.IdentityResolution;
import cx.warehouse.experience.visit.Visits;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Builds {@code bridge_identity} from resolved identities and the logins of visitors. */
public final class BridgeIdentity {

    private BridgeIdentity() {}

    /**
     * {@code bridge_identity}: one row per identifier, customer and period: identifier_type, identifier_hash,
     * customer_key, valid_from, valid_to, rule, first_seen_month. Dates are days in the reporting zone.
     *
     * <p>An identifier of a person is valid from the day it was first seen, without end. A visitor leads to one
     * customer after the other as logins change, at most once per day and customer. A visitor without login leads to
     * its anonymous customer. valid_from is null for a visitor's first customer, because events before the first login
     * are that person's too.
     *
     * @param nodes identifiers of persons: those of {@link IdentityResolution#resolve}, or some of them
     * @param visitors frame of {@link Visitors#rows}, or some of its rows
     * @param logins the visits of these visitors in which a person was seen: {@link Visits#logins}
     * @param persons the rows of dim_customer that are not anonymous
     */
    public static Dataset<Row> rows(
            Dataset<Row> nodes,
            Dataset<Row> visitors,
            Dataset<Row> logins,
            Dataset<Row> persons,
            ExperienceSettings settings) {
        Dataset<Row> firstMonths = visitors.select(
                col("visitor_key"),
                FactCustomerExperience.month(col("first_seen_at"), settings).as("first_seen_month"));
        Dataset<Row> visitorRows = firstMonths
                .join(turns(logins, persons, settings), new String[] {"visitor_key"}, "left")
                .select(
                        lit(Identifiers.VISITOR).as(Identifiers.TYPE),
                        col("visitor_key").as("identifier_hash"),
                        coalesce(col("customer_key"), Visits.anonymousCustomer(col("visitor_key")))
                                .as("customer_key"),
                        col("valid_from"),
                        col("valid_to"),
                        coalesce(col("rule"), lit("anonymous")).as("rule"),
                        col("first_seen_month"));
        return nodes.select(
                        col(Identifiers.TYPE),
                        hash(settings),
                        col("customer_key"),
                        FactCustomerExperience.day(col("first_seen_at"), settings)
                                .as("valid_from"),
                        lit(null).cast("date").as("valid_to"),
                        col("rule"),
                        FactCustomerExperience.month(col("first_seen_at"), settings)
                                .as("first_seen_month"))
                .unionByName(visitorRows);
    }

    /**
     * The identifiers whose rows a load may have changed: identifier_type, identifier_hash.
     *
     * @param nodes identifiers of persons: identifier_type, identifier_value
     * @param visitors visitor_key
     */
    public static Dataset<Row> keys(Dataset<Row> nodes, Dataset<Row> visitors, ExperienceSettings settings) {
        return nodes.select(col(Identifiers.TYPE), hash(settings))
                .unionByName(visitors.select(
                        lit(Identifiers.VISITOR).as(Identifiers.TYPE),
                        col("visitor_key").as("identifier_hash")));
    }

    private static Column hash(ExperienceSettings settings) {
        return KeyDigests.identifierHash(col(Identifiers.TYPE), col(Identifiers.VALUE), settings.hashKey())
                .as("identifier_hash");
    }

    /** The customers of visitors, one after the other: visitor_key, customer_key, valid_from, valid_to, rule. */
    private static Dataset<Row> turns(Dataset<Row> logins, Dataset<Row> persons, ExperienceSettings settings) {
        var inTime = Window.partitionBy("visitor_key").orderBy("visit_started_at", "visit_key");
        Column before = lag(col("customer_key"), 1).over(inTime);
        Dataset<Row> turns = DimCustomer.withCurrentKeys(logins, persons)
                .withColumn("opens", coalesce(before.notEqual(col("customer_key")), lit(true)))
                .filter(col("opens"))
                .withColumn("place", row_number().over(inTime))
                .withColumn("next_at", lead(col("visit_started_at"), 1).over(inTime))
                .withColumn(
                        "valid_from",
                        when(col("place").gt(1), FactCustomerExperience.day(col("visit_started_at"), settings)));
        // two people may take turns on one device within a day, but a row only holds days
        var ofDay = Window.partitionBy("visitor_key", "customer_key", "valid_from")
                .orderBy(col("place").desc());
        return turns.withColumn("turn", row_number().over(ofDay))
                .filter(col("turn").equalTo(1))
                .select(
                        col("visitor_key"),
                        col("customer_key"),
                        col("valid_from"),
                        FactCustomerExperience.day(col("next_at"), settings).as("valid_to"),
                        col("identity_rule").as("rule"));
    }
}
