package cx.warehouse.experience.rebuild;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.FactCustomerExperience;
import cx.warehouse.experience.dimension.DimCustomer;
import cx.warehouse.experience.visit.VisitOwner;
import cx.warehouse.experience.visit.Visits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Finds and replaces rows of published days: those of some visits, some interactions, some customers. */
public final class FactRebuild {

    private FactRebuild() {}

    /**
     * The days that visits cover: source, first and last day in the reporting zone as text; one row each.
     *
     * @param further columns that are kept, too
     */
    public static Dataset<Row> visitSpans(Dataset<Row> visits, ExperienceSettings settings, String... further) {
        List<Column> columns = new ArrayList<>(List.of(
                col("source"),
                Visits.firstDay(settings).cast("string").as("first"),
                Visits.lastDay(settings).cast("string").as("last")));
        Arrays.stream(further).forEach(name -> columns.add(col(name)));
        return visits.select(columns.toArray(Column[]::new)).distinct();
    }

    /** The visits that cover one of the days: {@link Visits#stateRows}. */
    public static Dataset<Row> visitsOnDays(Dataset<Row> visits, SourceDays days, ExperienceSettings settings) {
        Column first = Visits.firstDay(settings);
        Column last = Visits.lastDay(settings);
        return visits.filter(days.matchesDays(
                own -> when(first.lt(last), exists(sequence(first, last), day -> day.isin(own.toArray())))
                        .otherwise(first.isin(own.toArray()))));
    }

    /**
     * The visits that are new, gone or changed by a rebuild: source, visit_started_at, visit_ended_at of each version,
     * and is_led. A visit in which no person was seen does not change with its customer, because its key leads to that
     * customer. One over midnight is returned all the same, with is_led true: where one of its days is written again,
     * all are, so that its rows keep one key.
     *
     * @param former published visits: {@link Visits#stateRows}, with current keys
     * @param rebuilt the same visits after the rebuild; same shape
     */
    static Dataset<Row> changedVisits(Dataset<Row> former, Dataset<Row> rebuilt, ExperienceSettings settings) {
        String[] version = {
            "source",
            "visit_key",
            Visits.VISIT_STARTED_AT,
            Visits.VISIT_ENDED_AT,
            Visits.CONTENT_HASH,
            "seen_customer",
            "seen_rule"
        };
        Column isOverMidnight = Visits.firstDay(settings).lt(Visits.lastDay(settings));
        return select(former, stateColumns())
                .withColumn("side", lit(-1))
                .unionByName(select(rebuilt, stateColumns()).withColumn("side", lit(1)))
                .withColumn("seen_customer", when(isSeen(), col("customer_key")))
                .withColumn("seen_rule", when(isSeen(), col("identity_rule")))
                .withColumn(
                        "own_customer",
                        when(
                                isOverMidnight.and(not(isSeen())),
                                concat_ws(" ", col("customer_key"), col("identity_rule"))))
                .groupBy(Arrays.stream(version).map(name -> col(name)).toArray(Column[]::new))
                .agg(
                        sum("side").as("side"),
                        min("own_customer").as("least"),
                        max("own_customer").as("greatest"))
                .withColumn("is_led", col("side").equalTo(0))
                .filter(not(col("is_led")).or(col("least").notEqual(col("greatest"))))
                .select("source", Visits.VISIT_STARTED_AT, Visits.VISIT_ENDED_AT, "is_led");
    }

    private static String[] stateColumns() {
        return new String[] {
            "source",
            "visit_key",
            Visits.VISIT_STARTED_AT,
            Visits.VISIT_ENDED_AT,
            Visits.CONTENT_HASH,
            "customer_key",
            "identity_rule"
        };
    }

    private static Column isSeen() {
        return col("identity_rule").isin("login", "order");
    }

    /**
     * Visitors with a stored visit that may belong to another customer now: a person was seen on the visitor who was
     * not seen before, at or before a visit that was known already; or a person is seen there no more. After all known
     * visits of a visitor, a login changes none of them: the anonymous key leads to the person.
     *
     * @param stored visits that are not rebuilt: {@link Visits#stateRows}
     * @param seen rebuilt visits in which a person was seen; same shape
     * @param former the published rows of rebuilt visits in which a person was seen; same shape, with current keys
     * @return visitor_key, one row each
     */
    public static Dataset<Row> visitorsToReassign(Dataset<Row> stored, Dataset<Row> seen, Dataset<Row> former) {
        String[] login = {"visitor_key", "visit_key", Visits.VISIT_STARTED_AT, "customer_key"};
        Dataset<Row> lost = former.join(seen, login, "left_anti");
        Dataset<Row> added = seen.join(former, login, "left_anti")
                .groupBy(col("visitor_key").as("seen_visitor"))
                .agg(min(Visits.VISIT_STARTED_AT).as("seen_at"));
        Dataset<Row> known = select(stored, "visitor_key", Visits.VISIT_STARTED_AT)
                .unionByName(select(former, "visitor_key", Visits.VISIT_STARTED_AT));
        Dataset<Row> late = known.join(
                added,
                col("visitor_key")
                        .equalTo(col("seen_visitor"))
                        .and(col(Visits.VISIT_STARTED_AT).geq(col("seen_at"))),
                "left_semi");
        return select(lost, "visitor_key")
                .unionByName(select(late, "visitor_key"))
                .distinct();
    }

    /**
     * Stored visits of some visitors whose rows must be rewritten: their customer is another one than that to which the
     * stored key leads.
     *
     * @param stored all visits of these visitors that are not rebuilt: {@link Visits#stateRows}, with current keys
     * @param seen rebuilt visits of these visitors in which a person was seen; same shape
     * @return visit_key, source, event_date, visit_started_at, visit_ended_at, customer_key, identity_rule of those
     *     that changed
     */
    public static Dataset<Row> reassignedVisits(Dataset<Row> stored, Dataset<Row> seen) {
        Dataset<Row> visits = stored.withColumn("seen_customer", when(isSeen(), col("customer_key")))
                .withColumn("seen_rule", when(isSeen(), col("identity_rule")))
                .withColumnRenamed("customer_key", "former_key")
                .withColumnRenamed("identity_rule", "former_rule");
        String[] login = {"visitor_key", "visit_key", Visits.VISIT_STARTED_AT, "customer_key"};
        Dataset<Row> logins = select(seen, login);
        Dataset<Row> leads = DimCustomer.anonymousLeads(logins.unionByName(select(Visits.logins(stored), login)));
        Column isLed =
                col("former_rule").equalTo("anonymous").and(col("login_key").isNotNull());
        return VisitOwner.addOwner(visits, logins)
                .join(leads, new String[] {"visitor_key"}, "left")
                .filter(col("customer_key")
                        .notEqual(when(isLed, col("login_key")).otherwise(col("former_key")))
                        .or(col("identity_rule")
                                .notEqual(when(isLed, "later_visit").otherwise(col("former_rule")))))
                .select(
                        "visit_key",
                        "source",
                        "event_date",
                        Visits.VISIT_STARTED_AT,
                        Visits.VISIT_ENDED_AT,
                        "customer_key",
                        "identity_rule");
    }

    /**
     * Returns the same rows with the new customers of reassigned visits.
     *
     * @param reassigned {@link #reassignedVisits}, materialized
     */
    public static Dataset<Row> withCustomers(Dataset<Row> rows, Dataset<Row> reassigned) {
        Column[] shape = Arrays.stream(rows.columns())
                .map(name -> name.equals("customer_key") || name.equals("identity_rule")
                        ? coalesce(col("now_" + name), col(name)).as(name)
                        : col(name))
                .toArray(Column[]::new);
        return rows.join(
                        reassigned.select(
                                col("visit_key").as("now_visit"),
                                col("customer_key").as("now_customer_key"),
                                col("identity_rule").as("now_identity_rule")),
                        col("visit_key").equalTo(col("now_visit")),
                        "left")
                .select(shape);
    }

    /**
     * The source and day in the reporting zone of each interaction: source, event_date.
     *
     * @param interactions conformed.interaction, or only its source and occurred_at
     */
    public static Dataset<Row> eventDates(Dataset<Row> interactions, ExperienceSettings settings) {
        return interactions.select(
                col("source"),
                FactCustomerExperience.day(col("occurred_at"), settings).as("event_date"));
    }

    /** The interactions on some days of their source. */
    public static Dataset<Row> interactionsOn(Dataset<Row> interactions, SourceDays days, ExperienceSettings settings) {
        return interactions.filter(isOn(days, settings));
    }

    /** True for an interaction on one of the days of its source. */
    static Column isOn(SourceDays days, ExperienceSettings settings) {
        return days.matchesDays(own -> FactCustomerExperience.isOn(col("occurred_at"), own, settings));
    }

    /**
     * The union of frames with the same columns.
     *
     * @param frames at least one
     */
    static Dataset<Row> union(List<Dataset<Row>> frames) {
        return frames.stream().reduce(Dataset::unionByName).orElseThrow();
    }

    private static Dataset<Row> select(Dataset<Row> rows, String... names) {
        return rows.select(Arrays.stream(names).map(name -> col(name)).toArray(Column[]::new));
    }
}
