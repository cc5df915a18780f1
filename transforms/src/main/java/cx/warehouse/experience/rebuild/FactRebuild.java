package cx.warehouse.experience.rebuild;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.when;

import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.FactCustomerExperience;
import cx.warehouse.experience.Interaction;
import cx.warehouse.experience.IntermediateFrames;
import cx.warehouse.experience.KeyDigests;
import cx.warehouse.experience.identity.Identifiers;
import cx.warehouse.experience.visit.VisitDependencies;
import cx.warehouse.experience.visit.VisitOwner;
import cx.warehouse.experience.visit.Visits;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Finds and replaces rows of published days: those of some visits, some interactions, some customers. */
public final class FactRebuild {

    private FactRebuild() {}

    /**
     * The published rows of interactions that new deliveries have a version of: interaction_id, source, event_date, and
     * is_older, false for a row that came with a later delivery than the new one.
     *
     * @param existing rows of the fact
     * @param interactions conformed.interaction of new deliveries, withdrawn ones included
     */
    public static Dataset<Row> replacedRows(
            Dataset<Row> existing, Dataset<Row> interactions, IntermediateFrames frames) {
        Dataset<Row> delivered = frames.materialize(interactions
                .groupBy(KeyDigests.digest(col("source"), col(Interaction.INTERACTION_KEY))
                        .as("new_id"))
                .agg(max(Interaction.BUSINESS_DATE).as("delivered_on")));
        return existing.join(delivered, col("interaction_id").equalTo(col("new_id")))
                .select(
                        col("interaction_id"),
                        col("source"),
                        col("event_date"),
                        col("business_date").leq(col("delivered_on")).as("is_older"));
    }

    /** The rows without those of some interactions: interaction_id; materialized. */
    public static Dataset<Row> withoutInteractions(Dataset<Row> rows, Dataset<Row> interactions) {
        return rows.join(interactions.select("interaction_id"), new String[] {"interaction_id"}, "left_anti");
    }

    /** The days that visits cover: source, first and last day in the reporting zone as text; one row each. */
    public static Dataset<Row> visitSpans(Dataset<Row> visits, ExperienceSettings settings) {
        return visits.select(
                        col("source"),
                        Visits.firstDay(settings).cast("string").as("first"),
                        Visits.lastDay(settings).cast("string").as("last"))
                .distinct();
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
     * Visits of other days that have another customer now, because a person was seen on the same visitor in a rebuilt
     * visit, or is seen there no more.
     *
     * @param stored visits of other days: {@link Visits#stateRows}
     * @param seen rebuilt visits in which a person was seen; same shape
     * @param older visits before the stored ones in which a person was seen; same shape
     * @param affected further visitors whose persons may be others now: visitor_key
     * @return visit_key, source, event_date, customer_key, identity_rule of those that changed
     */
    public static Dataset<Row> reassignedVisits(
            Dataset<Row> stored, Dataset<Row> seen, Dataset<Row> older, Dataset<Row> affected) {
        Dataset<Row> visitors =
                select(seen, "visitor_key").unionByName(affected).distinct();
        Column isSeen = col("identity_rule").isin("login", "order");
        Dataset<Row> visits = stored.join(visitors, new String[] {"visitor_key"}, "left_semi")
                .withColumn("seen_customer", when(isSeen, col("customer_key")))
                .withColumn("seen_rule", when(isSeen, col("identity_rule")))
                .withColumnRenamed("customer_key", "former_key")
                .withColumnRenamed("identity_rule", "former_rule");
        String[] login = {"visitor_key", "visit_key", Visits.VISIT_STARTED_AT, "customer_key"};
        Dataset<Row> logins = select(seen, login)
                .unionByName(select(older, login).join(visitors, new String[] {"visitor_key"}, "left_semi"));
        return VisitOwner.addOwner(visits, logins)
                .filter(col("customer_key")
                        .notEqual(col("former_key"))
                        .or(col("identity_rule").notEqual(col("former_rule"))))
                .select("visit_key", "source", "event_date", "customer_key", "identity_rule");
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
     * Interactions without visit that lead to another person now: those found by an order number that means something
     * else, or by nothing so far, and those of a key that was split.
     *
     * @param rows rows of the fact that are no visits and belong to none
     * @param dependencies {@link VisitDependencies#changedDependencies}, materialized
     * @param splits old_key
     * @return interaction_id, source
     */
    public static Dataset<Row> affectedInteractions(Dataset<Row> rows, Dataset<Row> dependencies, Dataset<Row> splits) {
        Dataset<Row> ofSplits = rows.join(splits, col("customer_key").equalTo(col("old_key")), "left_semi");
        Dataset<Row> ofOrders = rows.filter(
                        col("customer_key").isNull().or(col("identity_rule").equalTo(Identifiers.ORDER)))
                .join(
                        dependencies,
                        VisitDependencies.ofOrder(col("order_id")).equalTo(col(VisitDependencies.DEPENDENCY)),
                        "left_semi");
        return select(ofSplits.unionByName(ofOrders), "interaction_id", "source")
                .distinct();
    }

    /** All versions of the interactions that {@code delivered} has one of: both conformed.interaction of one source. */
    public static Dataset<Row> versionsOfDelivered(Dataset<Row> all, Dataset<Row> delivered) {
        return all.join(
                delivered.select(col(Interaction.INTERACTION_KEY)).distinct(),
                new String[] {Interaction.INTERACTION_KEY},
                "left_semi");
    }

    /**
     * All versions of some interactions, as conformed.interaction.
     *
     * @param affected interaction_id of the fact; broadcast
     */
    public static Dataset<Row> allVersionsOf(Dataset<Row> interactions, Dataset<Row> affected) {
        return interactions.join(
                broadcast(affected.select(col("interaction_id").as("affected_id"))),
                KeyDigests.digest(col("source"), col(Interaction.INTERACTION_KEY))
                        .equalTo(col("affected_id")),
                "left_semi");
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
