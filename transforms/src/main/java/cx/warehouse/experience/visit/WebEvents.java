package cx.warehouse.experience.visit;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import cx.warehouse.experience.CountedFrame;
import cx.warehouse.experience.FactCustomerExperience;
import cx.warehouse.experience.Interaction;
import cx.warehouse.experience.IntermediateFrames;
import cx.warehouse.experience.KeyDigests;
import cx.warehouse.experience.LatestVersions;
import cx.warehouse.experience.PageUrls;
import cx.warehouse.experience.channel.ChannelRules;
import cx.warehouse.experience.friction.FrictionRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Selects current web events, joins them to their visits, and packs both into structs for the fact. */
public final class WebEvents {

    /** Column with the vendor's visitor id, personal; null without visitor or consent. */
    public static final String VISITOR = "visitor";

    /** Column that identifies a visit among those of its visitor: the vendor's session, or a number. */
    static final String VISIT = "visit_of_visitor";

    private static final String NUMBERED = "\u0001";
    private static final String EVENT = "event";
    private static final String GIVEN = "visit";
    private static final String FROM = "visit_from";
    private static final String TO = "visit_to";

    private WebEvents() {}

    /** Events in their latest version with {@code visitor}, without events of bots and withdrawn events. */
    static Dataset<Row> currentEvents(Dataset<Row> events, IntermediateFrames frames) {
        return LatestVersions.latestOfMostlyUnique(events, frames, Interaction.SOURCE, Interaction.INTERACTION_KEY)
                .filter(LatestVersions.isNotWithdrawn()
                        .and(coalesce(col(Interaction.IS_BOT), lit(false)).equalTo(false)))
                .withColumn(VISITOR, visitor());
    }

    /** The vendor's visitor id of an event; null without one, or where the visitor denied consent. */
    public static Column visitor() {
        Column consented = coalesce(col(Interaction.CONSENT), lit("")).notEqual("denied");
        return when(consented, PageUrls.trimToNull(Interaction.VISITOR_ID));
    }

    /** The unit that is rebuilt together: a visitor, or an event without visitor. */
    public static Column scope() {
        return coalesce(visitor(), col(Interaction.INTERACTION_KEY));
    }

    static Column visit(Column session, Column number) {
        return coalesce(session, concat(lit(NUMBERED), number.cast("string")));
    }

    /** The vendor's session in a value of {@link #visit}; null where the value is a number. */
    static Column session(Column visit) {
        return when(not(visit.startsWith(NUMBERED)), visit);
    }

    /**
     * Joins every event to its visit: {@link Visits.VisitFrames#events}.
     *
     * <p>An event with a session belongs to the visit of that session. An event without session belongs to the visit
     * without session that covers its time.
     *
     * @param current frame of {@link #currentEvents}
     * @param visits one row per visit
     */
    static Dataset<Row> withVisits(Dataset<Row> current, CountedFrame visits, IntermediateFrames frames) {
        Dataset<Row> wide = PageUrls.addPage(current)
                .select(
                        col(Interaction.SOURCE).as("event_source"),
                        coalesce(col(VISITOR), concat(lit(NUMBERED), col(Interaction.INTERACTION_KEY)))
                                .as("event_visitor"),
                        col(Interaction.SESSION_ID).as("event_session"),
                        moment(Interaction.OCCURRED_AT, Interaction.INTERACTION_KEY)
                                .as("event_moment"),
                        eventStruct().as(EVENT));
        Dataset<Row> given = visitsToJoin(visits.rows());
        Column moment = col("event_moment");
        return wide.join(
                        frames.isSmall(visits) ? broadcast(given) : given.hint("shuffle_hash"),
                        col("event_visitor")
                                .equalTo(col(VISITOR))
                                .and(col("event_source").equalTo(col(Interaction.SOURCE)))
                                .and(col("event_session").eqNullSafe(col(Interaction.SESSION_ID)))
                                .and(col("event_session").isNotNull().or(moment.between(col(FROM), col(TO)))),
                        "left")
                .select(
                        col(EVENT),
                        col(GIVEN),
                        coalesce(moment.getField("key").equalTo(col(FROM).getField("key")), lit(false))
                                .as(Visits.OPENS_VISIT));
    }

    private static Column moment(String at, String key) {
        return struct(col(at).as("at"), col(key).as("key"));
    }

    /** Turns the columns of the structs {@code event} and {@code visit} into columns of the row; other columns stay. */
    public static Dataset<Row> flatten(Dataset<Row> events) {
        return events.select(col(EVENT + ".*"), col(GIVEN + ".*"), col("*")).drop(EVENT, GIVEN);
    }

    /** The join columns of visits, and their other columns as one struct, computed once per visit. */
    private static Dataset<Row> visitsToJoin(Dataset<Row> visits) {
        List<String> ours = List.of(
                Interaction.SOURCE,
                VISITOR,
                Interaction.SESSION_ID,
                Visits.FIRST_EVENT,
                Visits.LAST_EVENT,
                Visits.ORDERS,
                Visits.DEPENDS_ON);
        List<Column> given = new ArrayList<>();
        Arrays.stream(visits.columns()).filter(name -> !ours.contains(name)).forEach(name -> given.add(col(name)));
        given.add(channel().as(Visits.CHANNEL));
        return visits.select(
                col(Interaction.SOURCE),
                col(VISITOR),
                col(Interaction.SESSION_ID),
                moment(Visits.VISIT_STARTED_AT, Visits.FIRST_EVENT).as(FROM),
                when(col(Interaction.SESSION_ID).isNull(), moment(Visits.VISIT_ENDED_AT, Visits.LAST_EVENT))
                        .as(TO),
                struct(given.toArray(Column[]::new)).as(GIVEN));
    }

    /** The channel of a visit, never null. */
    static Column channel() {
        return when(col(Visits.IS_MARKETING_VISIT).equalTo(false), ChannelRules.NOT_MARKETING)
                .otherwise(coalesce(col(Visits.VISIT_ORIGIN).getField("channel"), lit(ChannelRules.DIRECT)));
    }

    /** The columns that the fact needs of an event, as one struct, because the rows are moved often and read once. */
    private static Column eventStruct() {
        List<Column> carried = new ArrayList<>();
        FactCustomerExperience.CARRIED_FROM_EVENTS.forEach(name -> carried.add(col(name)));
        carried.add(FrictionRules.kind().as(FactCustomerExperience.FRICTION_KIND));
        carried.add(KeyDigests.digest(col(Interaction.SOURCE), col(Interaction.INTERACTION_KEY))
                .as(Visits.INTERACTION_ID));
        carried.add(col(PageUrls.PAGE));
        return struct(carried.toArray(Column[]::new));
    }
}
