package cx.warehouse.experience.rebuild;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.unix_micros;

import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.Interaction;
import cx.warehouse.experience.IntermediateFrames;
import cx.warehouse.experience.KeyDigests;
import cx.warehouse.experience.visit.Visits;
import cx.warehouse.experience.visit.WebEvents;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The visitors whose rows must be rebuilt on days of web sources that are already published; materialized.
 *
 * @param scopes one row per visitor, or per event without visitor: scope (the vendor's visitor id, or the key of the
 *     event; personal), visitor_key (null without visitor)
 * @param lateEvents one row per new event on those days: interaction_id; it replaces its published version
 * @param isBroadcast true when both frames are small enough to broadcast
 */
public record AffectedVisitors(Dataset<Row> scopes, Dataset<Row> lateEvents, boolean isBroadcast) {

    private static final String SCOPE = "scope";

    /**
     * Finds the affected visitors: visitors with late events, visitors whose visits continue in new events or across a
     * new day, and visitors whose visits depend on a change.
     *
     * @param events the new events: source, visitor_id, session_id, consent, interaction_key, occurred_at of
     *     conformed.interaction
     * @param visits published visits of the days to look at, including days that are rebuilt whole:
     *     {@link Visits#stateRows}
     * @param led visitors that are affected for another reason: visitor_id, visitor_key
     * @param fresh days that are rebuilt whole
     */
    public static AffectedVisitors of(
            Dataset<Row> events,
            Dataset<Row> visits,
            Dataset<Row> led,
            SourceDays fresh,
            ExperienceSettings settings,
            IntermediateFrames frames) {
        Dataset<Row> late = frames.materialize(events.filter(not(FactRebuild.isOn(fresh, settings)))
                .select(
                        WebEvents.scope().as(SCOPE),
                        WebEvents.visitor().as(WebEvents.VISITOR),
                        KeyDigests.digest(col("source"), col("interaction_key")).as("interaction_id")));
        Column key = KeyDigests.identifierHash(lit("visitor"), col(WebEvents.VISITOR), settings.hashKey());
        Dataset<Row> scopes = frames.materialize(late.select(col(SCOPE), key.as("visitor_key"))
                .unionByName(visitorsOfExtendedVisits(events, visits, settings))
                .unionByName(visitorsAcrossNewDays(visits, fresh, settings))
                .unionByName(led.select(col("visitor_id").as(SCOPE), col("visitor_key")))
                .distinct());
        return new AffectedVisitors(
                scopes, late.select("interaction_id"), frames.isSmall(late) && frames.isSmall(scopes));
    }

    /** Visitors of published visits that new events belong to, by the vendor's session or by the gap between visits. */
    private static Dataset<Row> visitorsOfExtendedVisits(
            Dataset<Row> events, Dataset<Row> visits, ExperienceSettings settings) {
        Dataset<Row> tonight = events.select(
                        WebEvents.visitor().as("new_visitor"),
                        col(Interaction.SESSION_ID).as("new_session"),
                        col("occurred_at"))
                .filter(col("new_visitor").isNotNull())
                .groupBy("new_visitor", "new_session")
                .agg(min("occurred_at").as("first_at"), max("occurred_at").as("last_at"));
        long gap = settings.visits().visitGap().toNanos() / 1000;
        Column isNear = col("new_session")
                .isNull()
                .and(col(Interaction.SESSION_ID).isNull())
                .and(micros("first_at").leq(micros(Visits.VISIT_ENDED_AT).plus(gap)))
                .and(micros("last_at").geq(micros(Visits.VISIT_STARTED_AT).minus(gap)));
        return tonight.join(
                        visits,
                        col("new_visitor")
                                .equalTo(col(Interaction.VISITOR_ID))
                                .and(col("new_session")
                                        .equalTo(col(Interaction.SESSION_ID))
                                        .or(isNear)))
                .select(col("new_visitor").as(SCOPE), col(Visits.VISITOR_KEY));
    }

    /** Visitors of visits that cover both a day that is rebuilt whole and another day. */
    private static Dataset<Row> visitorsAcrossNewDays(
            Dataset<Row> visits, SourceDays fresh, ExperienceSettings settings) {
        Column first = Visits.firstDay(settings);
        Column last = Visits.lastDay(settings);
        return visits.filter(first.lt(last)
                        .and(fresh.matchesDays(own -> first.isin(own.toArray()).or(last.isin(own.toArray())))))
                .select(col(Interaction.VISITOR_ID).as(SCOPE), col(Visits.VISITOR_KEY));
    }

    /**
     * The rows of affected visitors.
     *
     * @param visits any rows with visitor_key
     */
    public Dataset<Row> visitsOf(Dataset<Row> visits) {
        return visits.join(
                broadcastIfSmall(scopes.filter(col("visitor_key").isNotNull()).select("visitor_key")),
                new String[] {"visitor_key"},
                "left_semi");
    }

    /**
     * The events from which days are rebuilt: all events of the new days, and on other days the events of affected
     * visitors.
     *
     * @param events conformed.interaction of the sources
     * @param fresh days that are rebuilt whole
     * @param all the days of {@code fresh} and the other days
     */
    public Dataset<Row> eventsToRebuild(
            Dataset<Row> events, SourceDays fresh, SourceDays all, ExperienceSettings settings) {
        Dataset<Row> concerned = scopes.select(col(SCOPE).as("concerned_scope")).distinct();
        return FactRebuild.interactionsOn(events, all, settings)
                .join(broadcastIfSmall(concerned), WebEvents.scope().equalTo(col("concerned_scope")), "left")
                .filter(FactRebuild.isOn(fresh, settings)
                        .or(col("concerned_scope").isNotNull()))
                .drop("concerned_scope");
    }

    /**
     * Leaves out the rows of affected visitors.
     *
     * @param rows any rows with visitor_key
     */
    public Dataset<Row> withoutVisitors(Dataset<Row> rows) {
        Dataset<Row> visitors = scopes.filter(col("visitor_key").isNotNull())
                .select(col("visitor_key").as("gone_visitor"));
        return rows.join(broadcastIfSmall(visitors), col("visitor_key").equalTo(col("gone_visitor")), "left_anti");
    }

    /** The published rows of the fact that stay: neither of an affected visitor nor an older version of a new event. */
    public Dataset<Row> unaffectedRows(Dataset<Row> rows) {
        return withoutVisitors(rows).join(broadcastIfSmall(lateEvents), new String[] {"interaction_id"}, "left_anti");
    }

    private Dataset<Row> broadcastIfSmall(Dataset<Row> rows) {
        return isBroadcast ? broadcast(rows) : rows;
    }

    private static Column micros(String instant) {
        return unix_micros(col(instant));
    }
}
