package cx.warehouse.experience.dimension;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.FactCustomerExperience;
import cx.warehouse.experience.KeyDigests;
import cx.warehouse.experience.identity.Identifiers;
import cx.warehouse.experience.identity.IdentityResolution;
import cx.warehouse.experience.identity.KeyReplacement;
import cx.warehouse.experience.visit.Visits;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Builds {@code dim_customer}, {@code customer_history} and {@code bridge_identity} from resolved identities and
 * visits.
 */
public final class DimCustomer {

    private DimCustomer() {}

    /**
     * One row per visitor: visitor_key, first_seen_at (UTC). The stored visitors of the prior night are merged in.
     *
     * @param visits frame of {@link Visits#stateRows}
     * @param prior the visitors of the prior night, same columns
     */
    public static Dataset<Row> visitors(Dataset<Row> visits, Dataset<Row> prior) {
        return visits.select(col("visitor_key"), col("visit_started_at").as("first_seen_at"))
                .unionByName(prior.select("visitor_key", "first_seen_at"))
                .groupBy("visitor_key")
                .agg(min("first_seen_at").as("first_seen_at"));
    }

    /**
     * {@code dim_customer}: one row per key ever issued: customer_key, current_customer_key, is_anonymous,
     * first_seen_at (UTC).
     *
     * <p>A customer was first seen when the first of its identifiers was seen. A key that no identifier has any more
     * keeps its last values. A key that ended in a merge leads to the surviving key, through any number of merges. The
     * key of an anonymous visitor leads to the customer of the visitor's earliest visit in which a person was seen.
     *
     * @param prior dim_customer as last published, or an empty frame with its columns
     * @param resolved result of {@link IdentityResolution#resolve} for this night
     * @param visitors frame of {@link #visitors}
     * @param logins all visits in which a person was seen: {@link Visits#logins}
     */
    public static Dataset<Row> rows(
            Dataset<Row> prior,
            IdentityResolution.ResolvedIdentities resolved,
            Dataset<Row> visitors,
            Dataset<Row> logins) {
        Dataset<Row> ended = resolved.changes()
                .filter(col("reason").equalTo("merge"))
                .select(col("old_key").as("ended_key"), col("new_key").as("survivor_key"));
        Dataset<Row> standing = resolved.nodes()
                .groupBy("customer_key")
                .agg(min("first_seen_at").as("first_seen_at"))
                .select(
                        col("customer_key"),
                        col("customer_key").as("current_customer_key"),
                        lit(false).as("is_anonymous"),
                        col("first_seen_at"),
                        col("first_seen_at").as("now_first_seen_at"));
        Dataset<Row> before = prior.filter(col("is_anonymous").equalTo(false))
                .select("customer_key", "current_customer_key", "is_anonymous", "first_seen_at");
        Dataset<Row> known = before.unionByName(standing, true)
                .groupBy("customer_key")
                .agg(
                        min_by(
                                        col("current_customer_key"),
                                        col("current_customer_key").equalTo(col("customer_key")))
                                .as("current_customer_key"),
                        min("is_anonymous").as("is_anonymous"),
                        coalesce(min("now_first_seen_at"), min("first_seen_at")).as("first_seen_at"))
                .join(ended, col("current_customer_key").equalTo(col("ended_key")), "left")
                .withColumn("current_customer_key", coalesce(col("survivor_key"), col("current_customer_key")))
                .drop("ended_key", "survivor_key");
        Dataset<Row> earliest = logins.groupBy("visitor_key")
                .agg(min_by(col("customer_key"), struct(col("visit_started_at"), col("visit_key")))
                        .as("login_key"));
        Dataset<Row> current = known.select(
                col("customer_key").as("known_key"), col("current_customer_key").as("known_current"));
        Dataset<Row> anonymous = visitors.join(earliest, new String[] {"visitor_key"}, "left")
                .join(current, col("login_key").equalTo(col("known_key")), "left")
                .withColumn("customer_key", Visits.anonymousCustomer(col("visitor_key")))
                .select(
                        col("customer_key"),
                        coalesce(col("known_current"), col("login_key"), col("customer_key"))
                                .as("current_customer_key"),
                        lit(true).as("is_anonymous"),
                        col("first_seen_at"));
        return known.unionByName(anonymous);
    }

    /**
     * {@code customer_history}: one row per change of a key: old_key, new_key, reason, valid_from. Earlier rows stay.
     *
     * @param prior customer_history as last published, same columns
     * @param resolved result of {@link IdentityResolution#resolve} for this night
     */
    public static Dataset<Row> customerHistory(Dataset<Row> prior, IdentityResolution.ResolvedIdentities resolved) {
        return prior.select("old_key", "new_key", "reason", "valid_from")
                .unionByName(resolved.changes()
                        .select(
                                col("old_key"),
                                col("new_key"),
                                col("reason"),
                                col("changed_on").as("valid_from")))
                .groupBy("old_key", "new_key", "reason")
                .agg(min("valid_from").as("valid_from"));
    }

    /**
     * {@code bridge_identity}: one row per identifier, customer and period: identifier_type, identifier_hash,
     * customer_key, valid_from, valid_to, rule. Dates are days in the reporting zone.
     *
     * <p>An identifier of a person is valid from the day it was first seen, without end. A visitor leads to one
     * customer after the other as logins change, at most once per day and customer. A visitor without login leads to
     * its anonymous customer. valid_from is null for a visitor's first customer, because events before the first login
     * are that person's too.
     *
     * @param resolved result of {@link IdentityResolution#resolve} for this night
     * @param visitors frame of {@link #visitors}
     * @param logins all visits in which a person was seen: {@link Visits#logins}
     * @param dimension dim_customer
     */
    public static Dataset<Row> bridgeIdentity(
            IdentityResolution.ResolvedIdentities resolved,
            Dataset<Row> visitors,
            Dataset<Row> logins,
            Dataset<Row> dimension,
            ExperienceSettings settings) {
        Dataset<Row> persons = resolved.nodes()
                .select(
                        col(Identifiers.TYPE),
                        KeyDigests.identifierHash(col(Identifiers.TYPE), col(Identifiers.VALUE), settings.hashKey())
                                .as("identifier_hash"),
                        col("customer_key"),
                        FactCustomerExperience.day(col("first_seen_at"), settings)
                                .as("valid_from"),
                        lit(null).cast("date").as("valid_to"),
                        col("rule"));
        var inTime = Window.partitionBy("visitor_key").orderBy("visit_started_at", "visit_key");
        Column before = lag(col("customer_key"), 1).over(inTime);
        Dataset<Row> turns = withCurrentKeys(logins, dimension)
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
        Dataset<Row> lastOfDay = turns.withColumn("turn", row_number().over(ofDay))
                .filter(col("turn").equalTo(1));
        Dataset<Row> seen = lastOfDay.select(
                lit(Identifiers.VISITOR).as(Identifiers.TYPE),
                col("visitor_key").as("identifier_hash"),
                col("customer_key"),
                col("valid_from"),
                FactCustomerExperience.day(col("next_at"), settings).as("valid_to"),
                col("identity_rule").as("rule"));
        Dataset<Row> unseen = visitors.join(logins.select("visitor_key"), new String[] {"visitor_key"}, "left_anti")
                .select(
                        lit(Identifiers.VISITOR).as(Identifiers.TYPE),
                        col("visitor_key").as("identifier_hash"),
                        Visits.anonymousCustomer(col("visitor_key")).as("customer_key"),
                        to_date(lit(null)).as("valid_from"),
                        to_date(lit(null)).as("valid_to"),
                        lit("anonymous").as("rule"));
        return persons.unionByName(seen).unionByName(unseen);
    }

    /**
     * Returns the same rows with the surviving customer_key. Keys that are not in the dimension stay.
     *
     * @param rows any rows with customer_key
     * @param dimension dim_customer
     */
    public static Dataset<Row> withCurrentKeys(Dataset<Row> rows, Dataset<Row> dimension) {
        Dataset<Row> changed = dimension
                .filter(col("customer_key").notEqual(col("current_customer_key")))
                .select(
                        col("customer_key").as("old_key"),
                        col("current_customer_key").as("new_key"));
        return KeyReplacement.replaceKeys(rows, changed);
    }
}
