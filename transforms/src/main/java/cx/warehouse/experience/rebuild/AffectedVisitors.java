package cx.warehouse.experience.rebuild;

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
 * The visitors whose rows must be rebuilt on published days of web sources.
 *
 * @param scopes one row a visitor, or an event without visitor: scope (the vendor's id, or the event's key; personal),
 *     visitor_key (null without visitor); materialized
 * @param lateEvents one row a new event of a published day: interaction_id. It replaces its older version; materialized
 */
public record AffectedVisitors(Dataset<Row> scopes, Dataset<Row> lateEvents) {

    private static final String SCOPE = "scope";

    /**
     * Finds the visitors of late events, of visits that go on in new events, and of visits that depend on a change.
     *
     * @param events the new events: source, visitor_id, session_id, consent, interaction_key, occurred_at of
     *     conformed.interaction
     * @param visits published visits of the affected days and the days beside them: {@link Visits#stateRows}
     * @param dependentVisits visits that depend on a change: visitor_id, visitor_key
     * @param newDays days that are rebuilt whole: their events affect no visitor on other days by themselves
     */
    public static AffectedVisitors of(
            Dataset<Row> events,
            Dataset<Row> visits,
            Dataset<Row> dependentVisits,
            SourceDays newDays,
            ExperienceSettings settings,
            IntermediateFrames frames) {
        Dataset<Row> late = frames.materialize(events.filter(not(FactRebuild.isOn(newDays, settings)))
                .select(
                        WebEvents.scope().as(SCOPE),
                        WebEvents.visitor().as(WebEvents.VISITOR),
                        KeyDigests.digest(col("source"), col("interaction_key")).as("interaction_id")));
        Column key = KeyDigests.identifierHash(lit("visitor"), col(WebEvents.VISITOR), settings.hashKey());
        Dataset<Row> scopes = frames.materialize(late.select(col(SCOPE), key.as("visitor_key"))
                .unionByName(visitorsOfExtendedVisits(events, visits, settings))
                .unionByName(visitorsAcrossNewDays(visits, newDays, settings))
                .unionByName(dependentVisits.select(col("visitor_id").as(SCOPE), col("visitor_key")))
                .distinct());
        return new AffectedVisitors(scopes, late.select("interaction_id"));
    }

    /** Visitors of published visits that new events belong to, by the vendor's session or by the gap between visits. */
    private static Dataset<Row> visitorsOfExtendedVisits(
            Dataset<Row> events, Dataset<Row> visits, ExperienceSettings settings) {
        Dataset<Row> delivered = events.select(
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
        return delivered
                .join(
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
            Dataset<Row> visits, SourceDays newDays, ExperienceSettings settings) {
        Column first = Visits.firstDay(settings);
        Column last = Visits.lastDay(settings);
        return visits.filter(first.lt(last).and(newDays.matchesDays(own -> first.isin(own.toArray())
                        .or(last.isin(own.toArray())))))
                .select(col(Interaction.VISITOR_ID).as(SCOPE), col(Visits.VISITOR_KEY));
    }

    /** The visits of affected visitors; {@code visits} needs visitor_key. */
    public Dataset<Row> visitsOf(Dataset<Row> visits) {
        return visits.join(
                scopes.filter(col("visitor_key").isNotNull()).select("visitor_key"),
                new String[] {"visitor_key"},
                "left_semi");
    }

    /**
     * The events from which days are rebuilt: all of the new days, and on other days those of the affected visitors.
     *
     * @param events conformed.interaction of the sources
     * @param newDays days that are rebuilt whole
     * @param all the new days and the others
     */
    public Dataset<Row> eventsToRebuild(
            Dataset<Row> events, SourceDays newDays, SourceDays all, ExperienceSettings settings) {
        Dataset<Row> affected = scopes.select(col(SCOPE).as("affected_scope")).distinct();
        return FactRebuild.interactionsOn(events, all, settings)
                .join(affected, WebEvents.scope().equalTo(col("affected_scope")), "left")
                .filter(FactRebuild.isOn(newDays, settings)
                        .or(col("affected_scope").isNotNull()))
                .drop("affected_scope");
    }

    /** The rows without those of affected visitors; {@code rows} needs visitor_key. */
    public Dataset<Row> withoutVisitors(Dataset<Row> rows) {
        Dataset<Row> visitors = scopes.filter(col("visitor_key").isNotNull())
                .select(col("visitor_key").as("gone_visitor"));
        return rows.join(visitors, col("visitor_key").equalTo(col("gone_visitor")), "left_anti");
    }

    /** The rows of the fact that stay: neither of an affected visitor nor an older version of a new event. */
    public Dataset<Row> unaffectedRows(Dataset<Row> rows) {
        return withoutVisitors(rows).join(lateEvents, new String[] {"interaction_id"}, "left_anti");
    }

    private static Column micros(String instant) {
        return unix_micros(col(instant));
    }
}
