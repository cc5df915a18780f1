package cx.warehouse.experience;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Web events before and after their visits are known: those that count, and what their visits give them. */
final class WebEvents {

    /** The vendor's own visitor id, personal; null without visitor or consent. */
    static final String VISITOR = "visitor";

    /** Names a visit among those of its visitor: the vendor's session, or a number. */
    static final String VISIT = "visit_of_visitor";

    private static final String EVENT = "event";
    private static final String GIVEN = "visit";

    private WebEvents() {}

    /** Events in their latest version with {@code visitor}, without those of bots and those that were taken back. */
    static Dataset<Row> current(Dataset<Row> events) {
        return Versions.current(events, Interaction.SOURCE, Interaction.INTERACTION_KEY)
                .filter(Versions.stands()
                        .and(coalesce(col(Interaction.IS_BOT), lit(false)).equalTo(false)))
                .withColumn(VISITOR, visitor());
    }

    /** The vendor's visitor id of an event that has one and may be followed. */
    static Column visitor() {
        Column consented = coalesce(col(Interaction.CONSENT), lit("")).notEqual("denied");
        return when(consented, Pages.filled(Interaction.VISITOR_ID));
    }

    /** What is built together: a visitor, or an event without one. */
    static Column scope() {
        return coalesce(visitor(), col(Interaction.INTERACTION_KEY));
    }

    static Column visit(Column session, Column number) {
        return coalesce(session, concat(lit("\u0001"), number.cast("string")));
    }

    /**
     * Every event with its visit: {@link Visits.Built#events}.
     *
     * @param visits one row a visit; computed and kept
     * @param numbers events without a vendor's session, with the number of their visit; null where every event has one
     */
    static Dataset<Row> withVisits(Dataset<Row> current, Dataset<Row> visits, Dataset<Row> numbers) {
        Dataset<Row> wide = Pages.add(current)
                .select(
                        col(Interaction.SOURCE).as("event_source"),
                        coalesce(col(VISITOR), col(Interaction.INTERACTION_KEY)).as("event_visitor"),
                        col(Interaction.SESSION_ID).as("event_session"),
                        col(Interaction.INTERACTION_KEY).as("event_key"),
                        carried().as(EVENT));
        Dataset<Row> placed = numbers != null
                ? wide.join(
                        numbers.select(
                                col(Interaction.SOURCE).as("event_source"),
                                col(Interaction.INTERACTION_KEY).as("event_key"),
                                col(Visits.INDEX).as("event_index")),
                        new String[] {"event_source", "event_key"},
                        "left")
                : wide.withColumn("event_index", lit(null).cast("bigint"));
        Dataset<Row> given = given(visits);
        return placed.withColumn("event_visit", visit(col("event_session"), col("event_index")))
                .join(
                        Few.are(visits) ? broadcast(given) : given.hint("shuffle_hash"),
                        col("event_visitor")
                                .equalTo(col(VISITOR))
                                .and(col("event_visit").equalTo(col(VISIT)))
                                .and(col("event_source").equalTo(col(Interaction.SOURCE))),
                        "left")
                .select(
                        col(EVENT),
                        col(GIVEN),
                        coalesce(col("event_key").equalTo(col(Visits.FIRST_EVENT)), lit(false))
                                .as(Visits.OPENS_VISIT));
    }

    /** Events with visits and further columns, those of event and visit side by side. */
    static Dataset<Row> flat(Dataset<Row> events) {
        return events.select(col(EVENT + ".*"), col(GIVEN + ".*"), col("*")).drop(EVENT, GIVEN);
    }

    /** What finds the visits, and what they give their events, as one value: it is made once a visit. */
    private static Dataset<Row> given(Dataset<Row> visits) {
        List<String> ours =
                List.of(Interaction.SOURCE, VISITOR, VISIT, Visits.FIRST_EVENT, Interaction.SESSION_ID, Visits.LEADS);
        List<Column> given = new ArrayList<>();
        Arrays.stream(visits.columns()).filter(name -> !ours.contains(name)).forEach(name -> given.add(col(name)));
        given.add(channel().as(Visits.CHANNEL));
        return visits.select(
                col(Interaction.SOURCE),
                col(VISITOR),
                col(VISIT),
                col(Visits.FIRST_EVENT),
                struct(given.toArray(Column[]::new)).as(GIVEN));
    }

    private static Column channel() {
        return when(col(Visits.IS_MARKETING_VISIT).equalTo(false), Channels.NOT_MARKETING)
                .otherwise(coalesce(col(Visits.VISIT_ORIGIN).getField("channel"), lit(Channels.DIRECT)));
    }

    /** What an event's row of the fact is made of, as one value: it is moved often and looked into once. */
    private static Column carried() {
        List<Column> carried = new ArrayList<>();
        Fact.CARRIED_FROM_EVENTS.forEach(name -> carried.add(col(name)));
        carried.add(Digests.digest(col(Interaction.SOURCE), col(Interaction.INTERACTION_KEY))
                .as(Visits.INTERACTION_ID));
        carried.add(col(Pages.PAGE));
        return struct(carried.toArray(Column[]::new));
    }
}
