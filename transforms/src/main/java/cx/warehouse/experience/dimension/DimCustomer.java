package cx.warehouse.experience.dimension;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;

import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.FactCustomerExperience;
import cx.warehouse.experience.identity.IdentityResolution;
import cx.warehouse.experience.identity.KeyReplacement;
import cx.warehouse.experience.visit.Visits;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Builds {@code dim_customer} from resolved identities and visits. */
public final class DimCustomer {

    private DimCustomer() {}

    /**
     * {@code dim_customer}: one row per key ever issued: customer_key, current_customer_key, is_anonymous,
     * first_seen_at (UTC), first_seen_month (its first day, reporting zone), first_visit_at (UTC).
     *
     * <p>A customer was first seen when the first of its identifiers was seen. A key that no identifier has any more
     * keeps its last values. A key that ended in a merge leads to the surviving key, through any number of merges. The
     * key of an anonymous visitor leads to the customer of the visitor's earliest visit in which a person was seen.
     * first_visit_at is that of a key alone: the visitor's first visit, or the first one in which the person was seen.
     * The first visit of a customer is the earliest of all keys that lead to it.
     *
     * @param prior dim_customer as last published, or an empty frame with its columns
     * @param resolved result of {@link IdentityResolution#resolve} for this night
     * @param visitors frame of {@link Visitors#rows}
     * @param logins all visits in which a person was seen: {@link Visits#logins}
     */
    public static Dataset<Row> rows(
            Dataset<Row> prior,
            IdentityResolution.ResolvedIdentities resolved,
            Dataset<Row> visitors,
            Dataset<Row> logins,
            ExperienceSettings settings) {
        Dataset<Row> persons = persons(prior, resolved);
        return table(persons, firstVisits(logins), anonymous(visitors, logins, endedKeys(persons)), settings);
    }

    /**
     * The rows of some keys: all rows that {@link #rows} has for them.
     *
     * @param keys customer_key, one row each. They hold every key whose identifiers, visits or successor changed
     * @param prior all rows of dim_customer as last published
     */
    public static Dataset<Row> rowsOf(
            Dataset<Row> keys,
            Dataset<Row> prior,
            IdentityResolution.ResolvedIdentities resolved,
            Dataset<Row> visitors,
            Dataset<Row> logins,
            ExperienceSettings settings) {
        String[] key = {"customer_key"};
        IdentityResolution.ResolvedIdentities resolvedOfKeys = new IdentityResolution.ResolvedIdentities(
                resolved.nodes().join(keys, key, "left_semi"), resolved.blockedValues(), resolved.changes());
        Dataset<Row> persons = persons(prior.join(keys, key, "left_semi"), resolvedOfKeys);
        Dataset<Row> ended = endedKeys(persons)
                .unionByName(endedKeys(prior.filter(not(col("is_anonymous")))).join(keys, key, "left_anti"));
        return table(
                persons,
                firstVisits(logins.join(keys, key, "left_semi")),
                anonymous(ofKeys(visitors, keys), ofKeys(logins, keys), ended),
                settings);
    }

    private static Dataset<Row> table(
            Dataset<Row> persons, Dataset<Row> firstVisits, Dataset<Row> anonymous, ExperienceSettings settings) {
        return persons.join(firstVisits, new String[] {"customer_key"}, "left")
                .unionByName(anonymous.withColumn("first_visit_at", col("first_seen_at")))
                .withColumn("first_seen_month", FactCustomerExperience.month(col("first_seen_at"), settings))
                .select(
                        "customer_key",
                        "current_customer_key",
                        "is_anonymous",
                        "first_seen_at",
                        "first_seen_month",
                        "first_visit_at");
    }

    private static Dataset<Row> persons(Dataset<Row> prior, IdentityResolution.ResolvedIdentities resolved) {
        Dataset<Row> merged = resolved.changes()
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
        Dataset<Row> before = prior.filter(not(col("is_anonymous")))
                .select("customer_key", "current_customer_key", "is_anonymous", "first_seen_at");
        return before.unionByName(standing, true)
                .groupBy("customer_key")
                .agg(
                        min_by(
                                        col("current_customer_key"),
                                        col("current_customer_key").equalTo(col("customer_key")))
                                .as("current_customer_key"),
                        min("is_anonymous").as("is_anonymous"),
                        coalesce(min("now_first_seen_at"), min("first_seen_at")).as("first_seen_at"))
                .join(merged, col("current_customer_key").equalTo(col("ended_key")), "left")
                .withColumn("current_customer_key", coalesce(col("survivor_key"), col("current_customer_key")))
                .drop("ended_key", "survivor_key");
    }

    /** The keys of persons that lead to another key: customer_key, current_customer_key. */
    private static Dataset<Row> endedKeys(Dataset<Row> persons) {
        return persons.filter(col("customer_key").notEqual(col("current_customer_key")))
                .select("customer_key", "current_customer_key");
    }

    private static Dataset<Row> anonymous(Dataset<Row> visitors, Dataset<Row> logins, Dataset<Row> ended) {
        Dataset<Row> current = ended.select(
                col("customer_key").as("ended_key"), col("current_customer_key").as("survivor_key"));
        return visitors.join(anonymousLeads(logins), new String[] {"visitor_key"}, "left")
                .join(current, col("login_key").equalTo(col("ended_key")), "left")
                .withColumn("customer_key", Visits.anonymousCustomer(col("visitor_key")))
                .select(
                        col("customer_key"),
                        coalesce(col("survivor_key"), col("login_key"), col("customer_key"))
                                .as("current_customer_key"),
                        lit(true).as("is_anonymous"),
                        col("first_seen_at"));
    }

    /** The first visit in which each person was seen: customer_key, first_visit_at. */
    private static Dataset<Row> firstVisits(Dataset<Row> logins) {
        return logins.groupBy("customer_key").agg(min("visit_started_at").as("first_visit_at"));
    }

    /** The rows of visitors whose anonymous key is among some customer keys. */
    private static Dataset<Row> ofKeys(Dataset<Row> rows, Dataset<Row> keys) {
        return rows.join(
                keys.withColumnRenamed("customer_key", "anonymous_key"),
                Visits.anonymousCustomer(col("visitor_key")).equalTo(col("anonymous_key")),
                "left_semi");
    }

    /**
     * The customer to which the anonymous key of each visitor leads: that of the earliest visit in which a person was
     * seen. One row per such visitor: visitor_key, login_key.
     *
     * @param logins visits in which a person was seen: visitor_key, visit_key, visit_started_at, customer_key
     */
    public static Dataset<Row> anonymousLeads(Dataset<Row> logins) {
        return logins.groupBy("visitor_key")
                .agg(min_by(col("customer_key"), struct(col("visit_started_at"), col("visit_key")))
                        .as("login_key"));
    }

    /**
     * The keys that lead to another key now than before: customer_key, former_lead, current_customer_key, is_anonymous.
     * New keys are left out.
     *
     * @param before dim_customer as last published
     * @param now dim_customer of this night
     */
    public static Dataset<Row> redirectedKeys(Dataset<Row> before, Dataset<Row> now) {
        Dataset<Row> former = before.select(
                col("customer_key").as("former_key"),
                col("current_customer_key").as("former_lead"));
        return now.join(
                        former,
                        col("customer_key")
                                .equalTo(col("former_key"))
                                .and(col("current_customer_key").notEqual(col("former_lead"))))
                .select("customer_key", "former_lead", "current_customer_key", "is_anonymous");
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
