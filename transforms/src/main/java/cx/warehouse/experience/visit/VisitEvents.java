package cx.warehouse.experience.visit;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.Interaction;
import cx.warehouse.experience.PageUrls;
import cx.warehouse.experience.identity.CustomerLookup;
import cx.warehouse.experience.identity.Identifiers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Aggregates the events of each visit: start and end, counts, traffic source, and the person seen in it. */
final class VisitEvents {

    private static final String LOGIN_CUSTOMER = "login_customer";
    private static final String ORDER_CUSTOMER = "order_customer";
    private static final String FIRST = "first";
    private static final String COUNTED_IN_SESSION = "counted_in_session";

    /** Columns that identify a visit. */
    private static final String[] VISIT = {Interaction.SOURCE, WebEvents.VISITOR, WebEvents.VISIT};

    /** Columns that the counts of a visit need. */
    private static final List<Column> COUNTED = List.of(
            col(Interaction.SOURCE),
            col(WebEvents.VISITOR),
            col(Interaction.SESSION_ID),
            col(Interaction.OCCURRED_AT),
            col(Interaction.INTERACTION_KEY),
            col(Interaction.INTERACTION_TYPE).equalTo("page_view").as("is_page_view"),
            coalesce(col(Interaction.IS_MARKETING), lit(false)).as(Interaction.IS_MARKETING));

    private VisitEvents() {}

    /**
     * One row per visit, for events that all have a vendor's session. Events are counted in place, and only the result
     * is shuffled; the few events with a traffic source or a person are aggregated apart.
     */
    static Dataset<Row> ofSessions(Dataset<Row> seen, VisitLookups known, ExperienceSettings settings) {
        Dataset<Row> sourceEvents = addSourceAndPerson(seen.filter(mayCarrySourceOrPerson()), known, settings)
                .withColumn(WebEvents.VISIT, col(Interaction.SESSION_ID));
        return shape(visitsOfSessions(seen)
                .join(aggregateVisits(sourceEvents, sourceAggregates()).hint("shuffle_hash"), VISIT, "left")
                .withColumn(Visits.LAST_EVENT, lit(null).cast("string")));
    }

    /** One row per visit, for events without a vendor's session: pauses separate visits. */
    static Dataset<Row> ofPauses(Dataset<Row> seen, VisitLookups known, ExperienceSettings settings) {
        // one shuffle by visitor serves both the numbering and the aggregation of visits
        return shape(visitsByNumber(
                addSourceAndPerson(seen, known, settings).repartition(col(WebEvents.VISITOR)), settings));
    }

    /**
     * One row per visit, where only some events have a vendor's session. Events of a session without traffic source and
     * person are only counted.
     */
    static Dataset<Row> ofBoth(Dataset<Row> seen, VisitLookups known, ExperienceSettings settings) {
        Column hasSession = col(Interaction.SESSION_ID).isNotNull();
        Dataset<Row> visits = visitsByNumber(
                addSourceAndPerson(seen.filter(not(hasSession).or(mayCarrySourceOrPerson())), known, settings),
                settings);
        String[] counts = {
            FIRST, Visits.VISIT_ENDED_AT, Visits.VISIT_EVENTS, Visits.VISIT_PAGE_VIEWS, Visits.IS_MARKETING_VISIT
        };
        Dataset<Row> sessions = visitsOfSessions(seen.filter(hasSession))
                .withColumn(COUNTED_IN_SESSION, struct(columns(counts)))
                .drop(counts);
        Map<String, Column> whole = new LinkedHashMap<>();
        for (String name : counts) {
            whole.put(name, coalesce(col(COUNTED_IN_SESSION).getField(name), col(name)));
        }
        return shape(sessions.join(visits.hint("shuffle_hash"), VISIT, "full")
                .withColumns(whole)
                .drop(COUNTED_IN_SESSION));
    }

    private static Dataset<Row> visitsByNumber(Dataset<Row> events, ExperienceSettings settings) {
        Column last = max(inTime());
        List<Column> aggregates = new ArrayList<>(counts());
        aggregates.add(last.getField(Interaction.OCCURRED_AT).as(Visits.VISIT_ENDED_AT));
        aggregates.add(last.getField(Interaction.INTERACTION_KEY).as(Visits.LAST_EVENT));
        aggregates.addAll(sourceAggregates());
        return aggregateVisits(VisitNumbers.addVisitNumbers(events, settings), aggregates);
    }

    /** One row per session with its counts. Only the time of the last event is found, which is cheaper than its key. */
    private static Dataset<Row> visitsOfSessions(Dataset<Row> seen) {
        Dataset<Row> narrow = seen.select(COUNTED.toArray(Column[]::new));
        List<Column> aggregates = new ArrayList<>(counts());
        aggregates.add(max(Interaction.OCCURRED_AT).as(Visits.VISIT_ENDED_AT));
        return aggregateVisits(narrow.withColumn(WebEvents.VISIT, col(Interaction.SESSION_ID)), aggregates);
    }

    private static Dataset<Row> aggregateVisits(Dataset<Row> events, List<Column> aggregates) {
        return events.groupBy(columns(VISIT))
                .agg(aggregates.get(0), aggregates.stream().skip(1).toArray(Column[]::new));
    }

    private static Column[] columns(String... names) {
        return Arrays.stream(names).map(name -> col(name)).toArray(Column[]::new);
    }

    private static List<Column> counts() {
        return List.of(
                min(when(col(Interaction.OCCURRED_AT).isNotNull(), inTime())).as(FIRST),
                count(lit(1)).as(Visits.VISIT_EVENTS),
                count(when(col("is_page_view"), 1)).as(Visits.VISIT_PAGE_VIEWS),
                // collect_set lets Spark aggregate by hash; a maximum next to the struct would make it sort all
                // events
                array_max(collect_set(col(Interaction.IS_MARKETING))).as(Visits.IS_MARKETING_VISIT));
    }

    private static List<Column> sourceAggregates() {
        return List.of(
                max("is_conversion").as(Visits.HAS_CONVERSION),
                earliest(col(TrafficSource.TRAFFIC_SOURCE)).as(TrafficSource.TRAFFIC_SOURCE),
                latest(col(TrafficSource.TRAFFIC_SOURCE).getField("campaign")).as(Visits.LATER_CAMPAIGN),
                earliest(col(Visits.POST)).as(Visits.POST),
                latest(col(LOGIN_CUSTOMER)).as("seen_login"),
                latest(col(ORDER_CUSTOMER)).as("seen_order"),
                array_sort(collect_set(col(Visits.ORDERS))).as(Visits.ORDERS),
                collect_set(when(size(col(Visits.DEPENDS_ON)).gt(0), col(Visits.DEPENDS_ON)))
                        .as(Visits.DEPENDS_ON));
    }

    private static Dataset<Row> shape(Dataset<Row> visits) {
        List<Column> columns = new ArrayList<>(List.of(
                col(FIRST).getField(Interaction.OCCURRED_AT).as(Visits.VISIT_STARTED_AT),
                col(FIRST).getField(Interaction.INTERACTION_KEY).as(Visits.FIRST_EVENT),
                WebEvents.session(col(WebEvents.VISIT)).as(Interaction.SESSION_ID),
                coalesce(col(Visits.HAS_CONVERSION), lit(false)).as(Visits.HAS_CONVERSION),
                when(size(col(Visits.ORDERS)).gt(0), col(Visits.ORDERS)).as(Visits.ORDERS),
                coalesce(col(Visits.DEPENDS_ON), array().cast("array<array<bigint>>"))
                        .as(Visits.DEPENDS_ON)));
        List<String> made = List.of(FIRST, Visits.HAS_CONVERSION, Visits.ORDERS, Visits.DEPENDS_ON);
        Arrays.stream(visits.columns()).filter(name -> !made.contains(name)).forEach(name -> columns.add(col(name)));
        return visits.select(columns.toArray(Column[]::new));
    }

    private static Column earliest(Column value) {
        return min_by(value, when(value.isNotNull(), inTime()));
    }

    private static Column latest(Column value) {
        return max_by(value, when(value.isNotNull(), inTime()));
    }

    private static Column inTime() {
        return struct(col(Interaction.OCCURRED_AT), col(Interaction.INTERACTION_KEY));
    }

    /**
     * True for an event that may carry the traffic source or the person of its visit. {@link #addSourceAndPerson} finds
     * neither in other events.
     */
    private static Column mayCarrySourceOrPerson() {
        return TrafficSource.mayCarrySource()
                .or(col(Interaction.LOGIN_ID).isNotNull())
                .or(col(Interaction.EMAIL).isNotNull())
                .or(col(Interaction.ORDER_ID).isNotNull());
    }

    /** Adds traffic source, customers and dependencies to events with a visitor, and drops their identifiers. */
    static Dataset<Row> addSourceAndPerson(Dataset<Row> seen, VisitLookups known, ExperienceSettings settings) {
        List<Column> kept = new ArrayList<>(COUNTED);
        kept.addAll(List.of(
                col(Interaction.INTERACTION_TYPE),
                col(Interaction.LOGIN_ID),
                col(Interaction.EMAIL),
                col(Interaction.ORDER_ID)));
        Dataset<Row> events = withPersons(
                TrafficSource.addTrafficSource(PageUrls.addForeignHosts(seen), known.clicks(), settings, kept), known);
        return events.join(
                        broadcast(known.posts()
                                .select(col("post_id").as(Visits.POST))
                                .distinct()),
                        col(TrafficSource.TRAFFIC_SOURCE).getField("content").equalTo(col(Visits.POST)),
                        "left")
                .withColumn("is_conversion", col(Interaction.ORDER_ID).isNotNull())
                .withColumn(Visits.ORDERS, OrderVisits.sighting())
                .withColumn(Visits.DEPENDS_ON, VisitDependencies.ofEvent())
                .drop(Interaction.INTERACTION_TYPE, Interaction.LOGIN_ID, Interaction.EMAIL, Interaction.ORDER_ID);
    }

    private static Dataset<Row> withPersons(Dataset<Row> events, VisitLookups known) {
        Dataset<Row> login = CustomerLookup.addCustomer(
                events, known.persons(), Identifiers.LOGIN, Interaction.LOGIN_ID, LOGIN_CUSTOMER);
        Dataset<Row> email = CustomerLookup.addCustomer(
                login, known.persons(), Identifiers.EMAIL, Interaction.EMAIL, "email_customer");
        Dataset<Row> order = CustomerLookup.addCustomer(
                email, known.persons(), Identifiers.ORDER, Interaction.ORDER_ID, "order_number_customer");
        return order.withColumn(ORDER_CUSTOMER, coalesce(col("email_customer"), col("order_number_customer")))
                .drop("email_customer", "order_number_customer");
    }
}
