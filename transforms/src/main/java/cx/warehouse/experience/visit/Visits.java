package cx.warehouse.experience.visit;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import cx.warehouse.experience.CountedFrame;
import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.FactCustomerExperience;
import cx.warehouse.experience.Interaction;
import cx.warehouse.experience.IntermediateFrames;
import cx.warehouse.experience.KeyDigests;
import cx.warehouse.experience.PageUrls;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Groups web events into visits and finds the traffic source and the customer of each visit. */
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
    public static final String CHANNEL = "channel";
    public static final String CUSTOMER_KEY = "customer_key";
    public static final String IDENTITY_RULE = "identity_rule";
    public static final String PAGE = PageUrls.PAGE;
    public static final String POST = "visit_post_id";

    /** The orders seen in the visit: {@link OrderVisits}. */
    public static final String ORDERS = "orders";

    /** Hashes of the lookups that a visit depends on: {@link VisitDependencies}. */
    public static final String DEPENDS_ON = "depends_on";

    /** Hash of everything but the customer that the rows of a visit show: an equal hash means equal rows. */
    public static final String CONTENT_HASH = "content_hash";

    /** Key of the first event of the visit. */
    static final String FIRST_EVENT = "first_event";

    /** Key of the last event of the visit; needed only where no vendor's session groups the events. */
    static final String LAST_EVENT = "last_event";

    private Visits() {}

    /**
     * Visits of web events, and the events with their visits.
     *
     * @param visits one row per visit: source, raw visitor and session, visit_key, visitor_key, customer_key,
     *     identity_rule, start, end, counts and origin; materialized, personal, not for publishing
     * @param events one row per event in its latest version: {@code event}, a struct of the conformed columns that
     *     facts need, interaction_id and page; {@code visit}, a struct of the columns named by this class, null where
     *     the event has no visit; {@code opens_visit}, true for the first event of a visit
     */
    public record VisitFrames(Dataset<Row> visits, Dataset<Row> events) {}

    /**
     * Finds the visits of web events.
     *
     * <p>Visits are found on a few narrow columns and then joined to the events. So wide rows are shuffled once, or not
     * at all where the visits are small enough to broadcast. An event without visitor or without consent has no visit
     * and no customer. Events of bots and withdrawn events are left out.
     *
     * <p>A vendor's session is a visit. Without session, a pause above the settings' gap opens a visit; only there do
     * the two split options apply. Ties in time are broken by interaction_key.
     *
     * <p>The customer of a visit is that of the last login in it, else that of its order. Without either, it is the
     * customer of the visitor's latest earlier visit with a login or order, else of the earliest later one, else the
     * visitor itself as an anonymous customer.
     *
     * @param events conformed.interaction of web sources: all events of each visit, all versions
     * @param known the lookups; its logins are of other visits than those of the events
     * @return the visits, and the events with their visits
     */
    public static VisitFrames of(
            Dataset<Row> events, VisitLookups known, ExperienceSettings settings, IntermediateFrames frames) {
        Dataset<Row> current = WebEvents.currentEvents(events, frames);
        Dataset<Row> seen = current.filter(col(WebEvents.VISITOR).isNotNull());
        Column hasSession = col(Interaction.SESSION_ID).isNotNull();
        // counted over all versions: to find the current ones first costs more than a needlessly general plan
        Row kinds = events.filter(WebEvents.visitor().isNotNull())
                .agg(
                        count_if(hasSession).gt(0).as("is_any_session"),
                        count_if(not(hasSession)).gt(0).as("is_any_pause"))
                .head();
        Dataset<Row> described;
        if (!kinds.<Boolean>getAs("is_any_pause")) {
            described = VisitEvents.ofSessions(seen, known, settings);
        } else if (!kinds.<Boolean>getAs("is_any_session")) {
            described = VisitEvents.ofPauses(seen, known, settings);
        } else {
            described = VisitEvents.ofBoth(seen, known, settings);
        }
        Dataset<Row> placed = TrafficSource.addCampaign(described, known.campaigns(), settings);
        CountedFrame visits = frames.materializeAndCount(addOwners(placed, known.logins(), settings));
        return new VisitFrames(visits.rows(), WebEvents.withVisits(current, visits, frames));
    }

    private static Dataset<Row> addOwners(Dataset<Row> visits, Dataset<Row> logins, ExperienceSettings settings) {
        Dataset<Row> keyed = visits.withColumn(
                VISITOR_KEY, KeyDigests.identifierHash(lit("visitor"), col(WebEvents.VISITOR), settings.hashKey()));
        Column start = unix_micros(col(VISIT_STARTED_AT)).cast("string");
        Column session = when(
                        col(Interaction.SESSION_ID).isNotNull(),
                        KeyDigests.digest(
                                col(Interaction.SOURCE), col(VISITOR_KEY), lit("session"), col(Interaction.SESSION_ID)))
                .otherwise(KeyDigests.digest(
                        col(Interaction.SOURCE), col(VISITOR_KEY), lit("start"), start, col(FIRST_EVENT)));
        Dataset<Row> seen = keyed.withColumn(VISIT_KEY, session)
                .withColumn("seen_customer", coalesce(col("seen_login"), col("seen_order")))
                .withColumn(
                        "seen_rule",
                        when(col("seen_login").isNotNull(), "login")
                                .when(col("seen_order").isNotNull(), "order"));
        return VisitOwner.addOwner(seen, logins).drop("seen_login", "seen_order", WebEvents.VISIT);
    }

    /** The customer key of a visitor in whose visits no person was seen. */
    public static Column anonymousCustomer(Column visitorKey) {
        return visitorKey.substr(1, 32);
    }

    /**
     * One row per visit, for {@code state.visit}: visitor_id and session_id of the vendor (personal, not for
     * publishing), visitor_key, visit_key, source, visit_started_at and visit_ended_at (UTC), event_date (reporting
     * zone), customer_key, identity_rule, channel, campaign_key, orders, depends_on, content_hash.
     *
     * @param visits the visits of {@link VisitFrames}
     */
    public static Dataset<Row> stateRows(Dataset<Row> visits, ExperienceSettings settings) {
        // nulls do not count in a hash, so each column says whether it is null, and a struct names its fields
        Column[] content = Arrays.stream(visits.schema().fields())
                .filter(field ->
                        !List.of(CUSTOMER_KEY, IDENTITY_RULE, DEPENDS_ON).contains(field.name()))
                .flatMap(field -> Stream.of(
                        field.dataType() instanceof StructType ? to_json(col(field.name())) : col(field.name()),
                        col(field.name()).isNull()))
                .toArray(Column[]::new);
        return visits.select(
                col(WebEvents.VISITOR).as(Interaction.VISITOR_ID),
                col(Interaction.SESSION_ID),
                col(VISITOR_KEY),
                col(VISIT_KEY),
                col(Interaction.SOURCE),
                col(VISIT_STARTED_AT),
                col(VISIT_ENDED_AT),
                firstDay(settings).as("event_date"),
                col(CUSTOMER_KEY),
                col(IDENTITY_RULE),
                WebEvents.channel().as(CHANNEL),
                col(VISIT_ORIGIN).getField("campaign_key").as("campaign_key"),
                col(ORDERS),
                col(DEPENDS_ON),
                xxhash64(content).as(CONTENT_HASH));
    }

    /** The first day that a visit covers, in the reporting zone; it is the day of the visit. */
    public static Column firstDay(ExperienceSettings settings) {
        return FactCustomerExperience.day(col(VISIT_STARTED_AT), settings);
    }

    /** The last day that a visit covers, in the reporting zone. */
    public static Column lastDay(ExperienceSettings settings) {
        return FactCustomerExperience.day(col(VISIT_ENDED_AT), settings);
    }

    /** The visits of {@link #stateRows} in which a person was seen, for {@link VisitLookups#logins}. */
    public static Dataset<Row> logins(Dataset<Row> visits) {
        return visits.filter(col(IDENTITY_RULE).isin("login", "order"));
    }
}
