package cx.warehouse.experience;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.last;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import cx.warehouse.experience.ExperienceSettings.Option;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** Web events become visits: which events belong together, where the visit came from, and whose it is. */
public final class Visits {

    public static final String INTERACTION_ID = "interaction_id";
    public static final String VISITOR_KEY = "visitor_key";
    public static final String VISIT_KEY = "visit_key";
    public static final String VISIT_STARTED_AT = "visit_started_at";
    public static final String VISIT_ENDED_AT = "visit_ended_at";
    public static final String VISIT_EVENTS = "visit_events";
    public static final String VISIT_PAGE_VIEWS = "visit_page_views";
    public static final String OPENS_VISIT = "opens_visit";
    public static final String HAS_CONVERSION = "has_conversion";
    public static final String VISIT_ORIGIN = "visit_origin";
    public static final String LATER_CAMPAIGN = "later_campaign";
    public static final String IS_MARKETING_VISIT = "is_marketing_visit";
    public static final String CUSTOMER_KEY = "customer_key";
    public static final String IDENTITY_RULE = "identity_rule";
    public static final String PAGE = Pages.PAGE;
    public static final String POST = "told_post_id";

    /** What a visit was explained by: {@link Leads}. */
    public static final String LEADS = "leads";

    /** Key of the event that opens the visit. */
    static final String FIRST_EVENT = "first_event";

    /** Number of a visit among those of a visitor that have no vendor's session. */
    static final String INDEX = "visit_index";

    static final String LOGIN_CUSTOMER = "login_customer";
    static final String ORDER_CUSTOMER = "order_customer";

    private static final String OPENS = "opens";

    private Visits() {}

    /**
     * The visits of web events and the events in them.
     *
     * @param visits one row a visit: raw visitor and session or number, visit_key, visitor_key, customer_key,
     *     identity_rule, start, end, counts and origin; computed once and kept, personal, not for publishing
     * @param events one row an event in its latest version: conformed columns that facts need, and the columns named by
     *     this class; those of its visit are null where it has none
     */
    public record Built(Dataset<Row> visits, Dataset<Row> events) {}

    /**
     * Finds the visits of web events.
     *
     * <p>Visits are found on the few columns that tell of them, then given to the events, so that the wide rows are
     * moved once, or not at all where the visits are few. An event without visitor, or without consent, stays without
     * visit and without customer. Events of bots, and events that the vendor took back, are left out.
     *
     * <p>A vendor's session is a visit. Else a pause above the settings' gap opens one; the two split options apply
     * only there. Ties in time are broken by interaction_key. The customer of a visit is that of the last login seen in
     * it, without login that of its order; else of the latest earlier such visit of the visitor; else of the earliest
     * later one; else the visitor itself is an anonymous customer.
     *
     * @param events conformed.interaction of one web source: whole visits, all versions
     * @param known what is known beforehand; its logins are of other visits than those of the events
     */
    public static Built of(Dataset<Row> events, Known known, ExperienceSettings settings) {
        Dataset<Row> current = WebEvents.current(events);
        Dataset<Row> told = told(current, known, settings);
        boolean isNumbered = !current.filter(col(WebEvents.VISITOR)
                        .isNotNull()
                        .and(col(Interaction.SESSION_ID).isNull()))
                .isEmpty();
        // a vendor's sessions need no order of events: they are counted where they are, and moved as visits
        Dataset<Row> numbered = isNumbered
                ? numbered(told.repartition(col(WebEvents.VISITOR)), settings)
                : told.withColumn(INDEX, lit(0L));
        Dataset<Row> described = Origins.placed(described(numbered), known.campaigns(), settings);
        Dataset<Row> visits = owned(described, known.logins(), settings).localCheckpoint();
        Dataset<Row> numbers =
                isNumbered ? numbered.filter(col(Interaction.SESSION_ID).isNull()) : null;
        return new Built(visits, WebEvents.withVisits(current, visits, numbers));
    }

    /** What visits are found by: events that have a visitor, with what they tell of origin and person. */
    private static Dataset<Row> told(Dataset<Row> current, Known known, ExperienceSettings settings) {
        Dataset<Row> seen = current.filter(col(WebEvents.VISITOR).isNotNull());
        List<Column> kept = List.of(
                col(WebEvents.VISITOR),
                col(Interaction.SESSION_ID),
                col(Interaction.OCCURRED_AT),
                col(Interaction.INTERACTION_KEY),
                col(Interaction.INTERACTION_TYPE).equalTo("page_view").as("is_page_view"),
                coalesce(col(Interaction.IS_MARKETING), lit(false)).as(Interaction.IS_MARKETING),
                col(Interaction.LOGIN_ID),
                col(Interaction.EMAIL),
                col(Interaction.ORDER_ID));
        Dataset<Row> told = withPersons(Origins.told(Pages.addForeign(seen), known.clicks(), settings, kept), known);
        return told.join(
                        broadcast(known.posts().select(col("post_id").as(POST)).distinct()),
                        col(Origins.TOLD).getField("content").equalTo(col(POST)),
                        "left")
                .withColumn("is_conversion", col(Interaction.ORDER_ID).isNotNull())
                .withColumn(LEADS, Leads.ofEvent())
                .drop(Interaction.LOGIN_ID, Interaction.EMAIL, Interaction.ORDER_ID);
    }

    private static Dataset<Row> withPersons(Dataset<Row> events, Known known) {
        Dataset<Row> login =
                Persons.join(events, known.persons(), Identifiers.LOGIN, Interaction.LOGIN_ID, LOGIN_CUSTOMER);
        Dataset<Row> email =
                Persons.join(login, known.persons(), Identifiers.EMAIL, Interaction.EMAIL, "email_customer");
        Dataset<Row> order =
                Persons.join(email, known.persons(), Identifiers.ORDER, Interaction.ORDER_ID, "order_number_customer");
        return order.withColumn(ORDER_CUSTOMER, coalesce(col("email_customer"), col("order_number_customer")))
                .drop("email_customer", "order_number_customer");
    }

    /** Numbers the visits within a visitor's vendor session, or within all events of the visitor that have none. */
    private static Dataset<Row> numbered(Dataset<Row> events, ExperienceSettings settings) {
        WindowSpec inTime = Window.partitionBy(WebEvents.VISITOR, Interaction.SESSION_ID)
                .orderBy(Interaction.OCCURRED_AT, Interaction.INTERACTION_KEY);
        Column moment = unix_micros(col(Interaction.OCCURRED_AT));
        Column opens =
                moment.minus(lag(moment, 1).over(inTime)).gt(settings.visitGap().toNanos() / 1000);
        if (settings.has(Option.SPLIT_AT_MIDNIGHT)) {
            Column day = to_date(from_utc_timestamp(col(Interaction.OCCURRED_AT), settings.zone()));
            opens = opens.or(day.notEqual(lag(day, 1).over(inTime)));
        }
        Dataset<Row> byPause = events.withColumn(
                        OPENS,
                        when(col(Interaction.SESSION_ID).isNull().and(opens), 1).otherwise(0))
                .withColumn(INDEX, sum(col(OPENS)).over(inTime));
        return settings.has(Option.SPLIT_ON_CAMPAIGN_CHANGE) ? splitByCampaign(byPause) : byPause;
    }

    private static Dataset<Row> splitByCampaign(Dataset<Row> visits) {
        WindowSpec inVisit = Window.partitionBy(WebEvents.VISITOR, Interaction.SESSION_ID, INDEX)
                .orderBy(Interaction.OCCURRED_AT, Interaction.INTERACTION_KEY);
        WindowSpec inTime = Window.partitionBy(WebEvents.VISITOR, Interaction.SESSION_ID)
                .orderBy(INDEX, Interaction.OCCURRED_AT, Interaction.INTERACTION_KEY);
        Column campaign = col(Origins.TOLD).getField("campaign");
        Column before = last(campaign, true).over(inVisit.rowsBetween(Window.unboundedPreceding(), -1));
        Column isFirst = row_number().over(inVisit).equalTo(1);
        Column changes =
                campaign.isNotNull().and(isFirst.equalTo(false)).and(coalesce(campaign.notEqual(before), lit(true)));
        return visits.withColumn(
                        OPENS,
                        when(isFirst.or(col(Interaction.SESSION_ID).isNull().and(changes)), 1)
                                .otherwise(0))
                .withColumn(INDEX, sum(col(OPENS)).over(inTime));
    }

    /** One row a visit: what its events tell of it, in order of time. */
    private static Dataset<Row> described(Dataset<Row> events) {
        return events.groupBy(WebEvents.VISITOR, Interaction.SESSION_ID, INDEX)
                .agg(
                        min(Interaction.OCCURRED_AT).as(VISIT_STARTED_AT),
                        max(Interaction.OCCURRED_AT).as(VISIT_ENDED_AT),
                        count(lit(1)).as(VISIT_EVENTS),
                        count(when(col("is_page_view"), 1)).as(VISIT_PAGE_VIEWS),
                        max("is_conversion").as(HAS_CONVERSION),
                        max(Interaction.IS_MARKETING).as(IS_MARKETING_VISIT),
                        earliest(col(Interaction.INTERACTION_KEY)).as(FIRST_EVENT),
                        earliest(col(Origins.TOLD)).as(Origins.TOLD),
                        latest(col(Origins.TOLD).getField("campaign")).as(LATER_CAMPAIGN),
                        earliest(col(POST)).as(POST),
                        latest(col(LOGIN_CUSTOMER)).as("seen_login"),
                        latest(col(ORDER_CUSTOMER)).as("seen_order"),
                        collect_set(when(size(col(LEADS)).gt(0), col(LEADS))).as(LEADS));
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

    private static Dataset<Row> owned(Dataset<Row> visits, Dataset<Row> logins, ExperienceSettings settings) {
        Dataset<Row> keyed = visits.withColumn(
                        VISITOR_KEY, Digests.identifier(lit("visitor"), col(WebEvents.VISITOR), settings.hashKey()))
                .withColumn(WebEvents.VISIT, WebEvents.visit(col(Interaction.SESSION_ID), col(INDEX)));
        Column start = unix_micros(col(VISIT_STARTED_AT)).cast("string");
        Column session = when(
                        col(Interaction.SESSION_ID).isNotNull(),
                        Digests.digest(col(VISITOR_KEY), lit("session"), col(Interaction.SESSION_ID)))
                .otherwise(Digests.digest(col(VISITOR_KEY), lit("start"), start));
        Dataset<Row> seen = keyed.withColumn(VISIT_KEY, session)
                .withColumn("seen_customer", coalesce(col("seen_login"), col("seen_order")))
                .withColumn(
                        "seen_rule",
                        when(col("seen_login").isNotNull(), "login")
                                .when(col("seen_order").isNotNull(), "order"));
        return Stitching.owned(seen, logins).drop("seen_login", "seen_order", INDEX);
    }

    /** The customer key of a visitor who is nobody we know. */
    static Column anonymous(Column visitorKey) {
        return visitorKey.substr(1, 32);
    }

    /**
     * One row a visit, as later nights want it: visitor_id and session_id of the vendor (personal, not for publishing),
     * visitor_key, visit_key, source, visit_started_at, visit_ended_at, event_date, customer_key, identity_rule, leads.
     */
    public static Dataset<Row> stored(Dataset<Row> visits, String source, ExperienceSettings settings) {
        return visits.select(
                col(WebEvents.VISITOR).as(Interaction.VISITOR_ID),
                col(Interaction.SESSION_ID),
                col(VISITOR_KEY),
                col(VISIT_KEY),
                lit(source).as(Interaction.SOURCE),
                col(VISIT_STARTED_AT),
                col(VISIT_ENDED_AT),
                firstDay(settings).as("event_date"),
                col(CUSTOMER_KEY),
                col(IDENTITY_RULE),
                col(LEADS));
    }

    /** The first day that a visit covers, in the reporting zone: that of the visit. */
    static Column firstDay(ExperienceSettings settings) {
        return Fact.day(col(VISIT_STARTED_AT), settings);
    }

    /** The last day that a visit covers, in the reporting zone. */
    static Column lastDay(ExperienceSettings settings) {
        return Fact.day(col(VISIT_ENDED_AT), settings);
    }

    /** Those of the {@link #stored} visits in which a person was seen: {@link Known#logins}. */
    public static Dataset<Row> logins(Dataset<Row> visits) {
        return visits.filter(col(IDENTITY_RULE).isin("login", "order"));
    }
}
