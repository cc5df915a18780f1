package cx.warehouse.experience;

import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.array_min;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.last;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import cx.warehouse.experience.ExperienceSettings.Option;
import java.util.ArrayList;
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
    public static final String VISIT_POSITION = "visit_position";
    public static final String HAS_CONVERSION = "has_conversion";
    public static final String VISIT_ORIGIN = "visit_origin";
    public static final String LATER_CAMPAIGN = "later_campaign";
    public static final String IS_MARKETING_VISIT = "is_marketing_visit";
    public static final String CUSTOMER_KEY = "customer_key";
    public static final String IDENTITY_RULE = "identity_rule";
    public static final String PAGE = "page";
    public static final String POST = "told_post_id";

    /** What one shuffle and every window agree on: a visitor, or a single event that has none. */
    static final String SCOPE = "scope";

    private static final String INDEX = "visit_index";
    private static final String OPENS = "opens";
    private static final String LOGIN_CUSTOMER = "login_customer";
    private static final String ORDER_CUSTOMER = "order_customer";

    private Visits() {}

    /**
     * Web events in their latest version, each with its visit, the visit's origin and its customer.
     *
     * <p>The big side is shuffled once, by visitor; versions, visits and customers are windows within that. An event
     * without visitor, or without consent, stays without visit and without customer. Events of bots, and events that
     * the vendor took back, are left out.
     *
     * <p>A vendor's session is a visit. Else a pause above the settings' gap opens one; the two split options apply
     * only there. Ties in time are broken by interaction_id. The customer of a visit is that of the last login seen in
     * it, without login that of its order; else of the latest earlier such visit of the visitor; else of the earliest
     * later one; else the visitor itself is an anonymous customer.
     *
     * @param events conformed.interaction of web sources: the days to build and their neighbours, all versions
     * @param known what is known beforehand; its logins lie outside the days of the events
     * @return conformed columns that facts need, and the columns named by this class
     */
    public static Dataset<Row> of(Dataset<Row> events, Known known, ExperienceSettings settings) {
        Dataset<Row> told = withPersons(Origins.add(keyed(events, settings), known, settings), known);
        Dataset<Row> thin = told.join(
                        broadcast(known.posts().select(col("post_id").as(POST)).distinct()),
                        col(Origins.ORIGIN).getField("content").equalTo(col(POST)),
                        "left")
                .select(carried())
                .repartition(col(SCOPE));
        Dataset<Row> current = Versions.latest(thin, col(SCOPE), col(INTERACTION_ID))
                .filter(Versions.stands()
                        .and(coalesce(col(Interaction.IS_BOT), lit(false)).equalTo(false)));
        Dataset<Row> visits = described(numbered(current, settings));
        return owned(visits, known.logins());
    }

    private static Dataset<Row> keyed(Dataset<Row> events, ExperienceSettings settings) {
        Column visitor = when(
                coalesce(col(Interaction.CONSENT), lit("")).notEqual("denied"), Pages.filled(Interaction.VISITOR_ID));
        return events.withColumn(
                        INTERACTION_ID, Digests.digest(col(Interaction.SOURCE), col(Interaction.INTERACTION_KEY)))
                .withColumn(VISITOR_KEY, Digests.identifier(lit("visitor"), visitor, settings.hashKey()))
                .withColumn(SCOPE, coalesce(col(VISITOR_KEY), col(INTERACTION_ID)))
                .withColumn(PAGE, Pages.page(col(Interaction.PAGE_URL)));
    }

    private static Dataset<Row> withPersons(Dataset<Row> events, Known known) {
        Dataset<Row> login =
                Persons.join(events, known.persons(), Identifiers.LOGIN, Interaction.LOGIN_ID, LOGIN_CUSTOMER);
        Dataset<Row> email =
                Persons.join(login, known.persons(), Identifiers.EMAIL, Interaction.EMAIL, "email_customer");
        Dataset<Row> order =
                Persons.join(email, known.persons(), Identifiers.ORDER, Interaction.ORDER_ID, "order_number_customer");
        return order.withColumn(ORDER_CUSTOMER, coalesce(col("email_customer"), col("order_number_customer")));
    }

    private static Column[] carried() {
        List<String> names = new ArrayList<>(Fact.CARRIED_FROM_EVENTS);
        names.addAll(List.of(
                INTERACTION_ID,
                VISITOR_KEY,
                SCOPE,
                PAGE,
                POST,
                Origins.ORIGIN,
                LOGIN_CUSTOMER,
                ORDER_CUSTOMER,
                Interaction.SESSION_ID,
                Interaction.VERSION_AT,
                Interaction.IS_WITHDRAWN,
                Interaction.IS_BOT,
                Interaction.IS_MARKETING));
        return names.stream().map(name -> col(name)).toArray(Column[]::new);
    }

    /** Numbers the visits within a visitor's vendor session, or within all events of the visitor that have none. */
    private static Dataset<Row> numbered(Dataset<Row> events, ExperienceSettings settings) {
        WindowSpec inTime =
                Window.partitionBy(SCOPE, Interaction.SESSION_ID).orderBy(Interaction.OCCURRED_AT, INTERACTION_ID);
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
        WindowSpec inVisit = Window.partitionBy(SCOPE, Interaction.SESSION_ID, INDEX)
                .orderBy(Interaction.OCCURRED_AT, INTERACTION_ID);
        WindowSpec inTime = Window.partitionBy(SCOPE, Interaction.SESSION_ID)
                .orderBy(INDEX, Interaction.OCCURRED_AT, INTERACTION_ID);
        Column campaign = col(Origins.ORIGIN).getField("campaign");
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

    private static Dataset<Row> described(Dataset<Row> events) {
        WindowSpec inVisit = Window.partitionBy(SCOPE, Interaction.SESSION_ID, INDEX)
                .orderBy(Interaction.OCCURRED_AT, INTERACTION_ID);
        WindowSpec whole = inVisit.rowsBetween(Window.unboundedPreceding(), Window.unboundedFollowing());
        Column type = col(Interaction.INTERACTION_TYPE);
        Column campaign = col(Origins.ORIGIN).getField("campaign");
        return events.withColumn(VISIT_POSITION, row_number().over(inVisit))
                .withColumn(VISIT_STARTED_AT, min(Interaction.OCCURRED_AT).over(whole))
                .withColumn(VISIT_ENDED_AT, max(Interaction.OCCURRED_AT).over(whole))
                .withColumn(VISIT_EVENTS, count(lit(1)).over(whole))
                .withColumn(
                        VISIT_PAGE_VIEWS,
                        count(when(type.equalTo("page_view"), 1)).over(whole))
                .withColumn(
                        HAS_CONVERSION,
                        max(col(Interaction.ORDER_ID).isNotNull()).over(whole))
                .withColumn(
                        IS_MARKETING_VISIT,
                        max(coalesce(col(Interaction.IS_MARKETING), lit(false))).over(whole))
                .withColumn(VISIT_ORIGIN, first(col(Origins.ORIGIN), true).over(whole))
                .withColumn(LATER_CAMPAIGN, last(campaign, true).over(whole))
                .withColumn("visit_post", first(col(POST), true).over(whole))
                .withColumn("seen_login", last(col(LOGIN_CUSTOMER), true).over(whole))
                .withColumn("seen_order", last(col(ORDER_CUSTOMER), true).over(whole))
                .drop(Origins.ORIGIN, POST, LOGIN_CUSTOMER, ORDER_CUSTOMER, Interaction.VERSION_AT, OPENS)
                .withColumnRenamed("visit_post", POST);
    }

    private static Dataset<Row> owned(Dataset<Row> visits, Dataset<Row> logins) {
        WindowSpec byStart =
                Window.partitionBy(SCOPE).orderBy(VISIT_STARTED_AT, Interaction.SESSION_ID, INDEX, VISIT_POSITION);
        WindowSpec whole = byStart.rowsBetween(Window.unboundedPreceding(), Window.unboundedFollowing());
        Column seen = coalesce(col("seen_login"), col("seen_order"));
        Column own = when(seen.isNotNull(), struct(col(VISIT_STARTED_AT).as("at"), seen.as(CUSTOMER_KEY)));
        Dataset<Row> before = logins.groupBy(col(VISITOR_KEY).as("login_visitor"))
                .agg(collect_list(struct(col(VISIT_STARTED_AT).as("at"), col(CUSTOMER_KEY)))
                        .as("history"))
                .hint("shuffle_hash");
        Column past =
                array_max(filter(col("history"), login -> login.getField("at").lt(col(VISIT_STARTED_AT))));
        Column earlier = greatest(col("earlier_here"), past).getField(CUSTOMER_KEY);
        Column later = least(col("first_here"), array_min(col("history"))).getField(CUSTOMER_KEY);
        Column hasVisitor = col(VISITOR_KEY).isNotNull();
        Column session = when(
                        col(Interaction.SESSION_ID).isNotNull(),
                        Digests.digest(col(VISITOR_KEY), lit("session"), col(Interaction.SESSION_ID)))
                .otherwise(Digests.digest(
                        col(VISITOR_KEY),
                        lit("start"),
                        unix_micros(col(VISIT_STARTED_AT)).cast("string")));
        return visits.withColumn("own", own)
                .withColumn(
                        "earlier_here",
                        last(col("own"), true)
                                .over(byStart.rowsBetween(Window.unboundedPreceding(), Window.currentRow())))
                .withColumn("first_here", first(col("own"), true).over(whole))
                .join(before, col(SCOPE).equalTo(col("login_visitor")), "left")
                .withColumn(VISIT_KEY, when(hasVisitor, session))
                .withColumn(
                        IDENTITY_RULE,
                        when(hasVisitor.equalTo(false), lit(null))
                                .when(col("seen_login").isNotNull(), "login")
                                .when(col("seen_order").isNotNull(), "order")
                                .when(earlier.isNotNull(), "earlier_visit")
                                .when(later.isNotNull(), "later_visit")
                                .otherwise("anonymous"))
                .withColumn(CUSTOMER_KEY, when(hasVisitor, coalesce(seen, earlier, later, anonymous(col(VISITOR_KEY)))))
                .drop(
                        "own",
                        "earlier_here",
                        "first_here",
                        "history",
                        "login_visitor",
                        "seen_login",
                        "seen_order",
                        INDEX);
    }

    /** The customer key of a visitor who is nobody we know. */
    static Column anonymous(Column visitorKey) {
        return visitorKey.substr(1, 32);
    }

    /**
     * One row a visit in which a person was seen: visitor_key, visit_key, visit_started_at, event_date, customer_key,
     * identity_rule; later nights give it back as {@link Known#logins}.
     *
     * @param fact rows of fact_customer_experience
     */
    public static Dataset<Row> logins(Dataset<Row> fact) {
        return fact.filter(col(Interaction.INTERACTION_TYPE)
                        .equalTo("visit")
                        .and(col(IDENTITY_RULE).isin("login", "order")))
                .select(
                        col(VISITOR_KEY),
                        col(VISIT_KEY),
                        col(Interaction.OCCURRED_AT).as(VISIT_STARTED_AT),
                        col("event_date"),
                        col(CUSTOMER_KEY),
                        col(IDENTITY_RULE));
    }
}
