package cx.warehouse.experience;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.map_concat;
import static org.apache.spark.sql.functions.map_filter;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** {@code fact_customer_experience}: one row an interaction, and one more for every visit. */
public final class Fact {

    /** Columns of the fact in their order. */
    public static final List<String> COLUMNS = List.of(
            "interaction_id",
            "occurred_at",
            "event_date",
            "customer_key",
            "visitor_key",
            "identity_rule",
            "visit_key",
            "pillar",
            "channel",
            "source",
            "source_account",
            "campaign_key",
            "ad_key",
            "post_key",
            "article_key",
            "partner_key",
            "page_key",
            "interaction_type",
            "interaction_detail",
            "device",
            "surface",
            "is_online",
            "order_id",
            "quantity",
            "amount",
            "currency",
            "revenue",
            "cost_allocated",
            "load_time_ms",
            "lcp_ms",
            "inp_ms",
            "cls",
            "friction_kind",
            "satisfaction_score",
            "satisfaction_scale",
            "handling_minutes",
            "consent",
            "extra",
            "business_date",
            "source_file",
            "source_line",
            "load_id");

    /** Conformed columns that a web event carries into the fact unchanged, or that its row is made of. */
    static final List<String> CARRIED_FROM_EVENTS = List.of(
            Interaction.OCCURRED_AT,
            Interaction.PROPERTY,
            Interaction.INTERACTION_TYPE,
            Interaction.INTERACTION_DETAIL,
            Interaction.SOURCE_ACCOUNT,
            Interaction.POST_ID,
            Interaction.PARTNER_ID,
            Interaction.DEVICE,
            Interaction.SURFACE,
            Interaction.IS_ONLINE,
            Interaction.ORDER_ID,
            Interaction.QUANTITY,
            Interaction.AMOUNT,
            Interaction.CURRENCY,
            Interaction.LOAD_TIME_MS,
            Interaction.LCP_MS,
            Interaction.INP_MS,
            Interaction.CLS,
            Interaction.FRICTION_KIND,
            Interaction.SATISFACTION_SCORE,
            Interaction.SATISFACTION_SCALE,
            Interaction.HANDLING_MINUTES,
            Interaction.CONSENT,
            Interaction.EXTRA,
            Interaction.SOURCE,
            Interaction.BUSINESS_DATE,
            Interaction.SOURCE_FILE,
            Interaction.SOURCE_LINE,
            Interaction.LOAD_ID);

    /** A visit is suspicious above this many events, or when it is longer than {@link #SUSPICIOUS_SECONDS}. */
    private static final long SUSPICIOUS_EVENTS = 5_000;

    private static final long SUSPICIOUS_SECONDS = 24 * 3_600;
    private static final long ENGAGED_SECONDS = 10;
    private static final long MICROS = 1_000_000;
    private static final String PERSONAL_KEYS =
            "^(e-?mail.*|.*name|phone.*|mobile|ip|ip_?address|.*address|login.*|user_?id|visitor_?id|customer_?id|loyalty.*|subject|description|text)$";

    private Fact() {}

    /**
     * The rows of web events with their visits: each event, and a row of type "visit" at the first event of each
     * visit.
     *
     * <p>An event has the channel and campaign of its visit and is owned; a visit has the pillar of its channel.
     * Visits to a property that does no marketing have the channel {@value Channels#NOT_MARKETING}. A web event never
     * has revenue: orders of record do. {@code extra} of a visit: source, medium, campaign, content, term,
     * later_campaign (a campaign inside the visit that was not counted), property, duration_seconds,
     * events, page_views, is_engaged, is_suspicious; of an event: what its source said, and {@code page}.
     *
     * @param visits the events that {@link Visits#of} returns
     */
    public static Dataset<Row> ofVisits(Dataset<Row> visits, ExperienceSettings settings) {
        Column opensVisit = col(Visits.VISIT_KEY).isNotNull().and(col(Visits.OPENS_VISIT));
        Column origin = col(Visits.VISIT_ORIGIN);
        Column channel = when(col(Visits.VISIT_KEY).isNull(), lit(null))
                .when(col(Visits.IS_MARKETING_VISIT).equalTo(false), Channels.NOT_MARKETING)
                .otherwise(coalesce(origin.getField("channel"), lit(Channels.DIRECT)));
        Dataset<Row> rows = visits.withColumn("channel", channel)
                .withColumn(
                        "is_visit",
                        explode(when(opensVisit, array(lit(true), lit(false))).otherwise(array(lit(false)))));
        Column isVisit = col("is_visit");
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put(
                "interaction_id",
                when(isVisit, Digests.digest(col("source"), lit("visit"), col(Visits.VISIT_KEY)))
                        .otherwise(col(Visits.INTERACTION_ID)));
        columns.put("event_date", day(col("occurred_at"), settings));
        columns.put(
                "pillar",
                when(isVisit, Channels.pillar(col("channel"), settings)).otherwise(Channels.OWNED));
        columns.put("channel", col("channel"));
        columns.put("campaign_key", origin.getField("campaign_key"));
        columns.put("ad_key", origin.getField("ad_key"));
        columns.put(
                "post_key", coalesce(postKey(col(Visits.POST)), when(isVisit.equalTo(false), postKey(col("post_id")))));
        columns.put("page_key", when(col(Visits.PAGE).isNotNull(), Digests.digest(col(Visits.PAGE))));
        columns.put("interaction_type", when(isVisit, "visit").otherwise(col("interaction_type")));
        columns.put("partner_key", eventOnly(partnerKey()));
        columns.put("is_online", coalesce(col("is_online"), lit(true)));
        columns.put("extra", when(isVisit, visitExtra(origin)).otherwise(eventExtra(col(Visits.PAGE))));
        for (String name : List.of(
                "interaction_detail",
                "order_id",
                "quantity",
                "amount",
                "currency",
                "load_time_ms",
                "lcp_ms",
                "inp_ms",
                "cls",
                "friction_kind",
                "satisfaction_score",
                "satisfaction_scale",
                "handling_minutes")) {
            columns.put(name, eventOnly(col(name)));
        }
        return shaped(rows, columns);
    }

    /**
     * The rows of interactions that are not part of a visit: tickets, orders, store purchases, partner actions, surveys.
     * Latest version of each; those the vendor took back are gone.
     *
     * <p>The customer is found by contact, else e-mail, login, loyalty number, order number; identity_rule says by
     * which. Partner actions are earned, channel Affiliates; shares social; all else owned, without channel. Revenue is
     * on rows of orders, store purchases and refunds: that of the order of record where its number is
     * known, else the amount at the rate of the day; null where it cannot be converted.
     *
     * @param interactions conformed.interaction of sources without visits, all versions
     * @param persons identifier_type, identifier_value (normalised), customer_key; one row an identifier
     * @param orders fact_order, for the revenue
     * @param daily what {@link Money#daily} returns
     */
    public static Dataset<Row> ofInteractions(
            Dataset<Row> interactions,
            Dataset<Row> persons,
            Dataset<Row> orders,
            Dataset<Row> daily,
            ExperienceSettings settings) {
        Dataset<Row> current = Versions.standing(interactions, Interaction.SOURCE, Interaction.INTERACTION_KEY)
                .filter(coalesce(col(Interaction.IS_BOT), lit(false)).equalTo(false));
        Dataset<Row> rows = Pages.add(current).withColumn("event_date", day(col("occurred_at"), settings));
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put(Identifiers.CONTACT, Interaction.CONTACT_ID);
        evidence.put(Identifiers.EMAIL, Interaction.EMAIL);
        evidence.put(Identifiers.LOGIN, Interaction.LOGIN_ID);
        evidence.put(Identifiers.LOYALTY, Interaction.LOYALTY_NUMBER);
        evidence.put(Identifiers.ORDER, Interaction.ORDER_ID);
        List<Column> customers = new ArrayList<>();
        Column rule = when(lit(false), lit(null).cast("string"));
        for (Map.Entry<String, String> entry : evidence.entrySet()) {
            String customer = entry.getKey() + "_customer";
            rows = Persons.join(rows, persons, entry.getKey(), entry.getValue(), customer);
            customers.add(col(customer));
            rule = rule.when(col(customer).isNotNull(), entry.getKey());
        }
        Dataset<Row> sold = orders.select(
                col("order_id").as("sold_order"),
                col("origin").as("sold_origin"),
                col("gross_revenue").as("sold_revenue"));
        Column type = col("interaction_type");
        Dataset<Row> priced = Money.withRates(rows, daily, "event_date", Interaction.CURRENCY)
                .join(
                        broadcast(sold),
                        Identifiers.normalised(lit(Identifiers.ORDER), col("order_id"))
                                .equalTo(col("sold_order"))
                                .and(when(type.equalTo("order"), "web")
                                        .when(type.equalTo("store_purchase"), "store")
                                        .equalTo(col("sold_origin"))),
                        "left");
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put("interaction_id", Digests.digest(col("source"), col(Interaction.INTERACTION_KEY)));
        columns.put("customer_key", coalesce(customers.toArray(Column[]::new)));
        columns.put("identity_rule", rule);
        columns.put("channel", when(type.equalTo("partner_action"), Channels.AFFILIATES));
        columns.put(
                "pillar",
                when(type.equalTo("partner_action"), Channels.EARNED)
                        .when(type.equalTo("share"), Channels.SOCIAL)
                        .otherwise(Channels.OWNED));
        columns.put("post_key", postKey(col("post_id")));
        columns.put("partner_key", partnerKey());
        columns.put("page_key", when(col(Visits.PAGE).isNotNull(), Digests.digest(col(Visits.PAGE))));
        columns.put("is_online", coalesce(col("is_online"), lit(true)));
        columns.put("extra", eventExtra(col(Visits.PAGE)));
        columns.put(
                "revenue",
                when(
                        type.isin("order", "store_purchase", "refund"),
                        coalesce(
                                col("sold_revenue"),
                                Money.converted(col("amount"), col("currency"), settings.currency()))));
        return shaped(priced, columns);
    }

    /** The day of an instant in the reporting zone. */
    static Column day(Column instant, ExperienceSettings settings) {
        return to_date(from_utc_timestamp(instant, settings.zone()));
    }

    /** The key of a social post, the same wherever it is seen; null for null. */
    static Column postKey(Column postId) {
        return when(postId.isNotNull(), Digests.digest(lit("post"), postId));
    }

    private static Column partnerKey() {
        Column partner = col(Interaction.PARTNER_ID);
        return when(partner.isNotNull(), Digests.digest(col("source"), partner));
    }

    private static Column eventOnly(Column column) {
        return when(col("is_visit").equalTo(false), column);
    }

    private static Column visitExtra(Column origin) {
        Column micros = unix_micros(col(Visits.VISIT_ENDED_AT)).minus(unix_micros(col(Visits.VISIT_STARTED_AT)));
        Column isEngaged = micros.geq(ENGAGED_SECONDS * MICROS)
                .or(col(Visits.VISIT_PAGE_VIEWS).geq(2))
                .or(col(Visits.HAS_CONVERSION));
        Column isSuspicious = micros.gt(SUSPICIOUS_SECONDS * MICROS)
                .or(col(Visits.VISIT_EVENTS).gt(SUSPICIOUS_EVENTS));
        Column later = col(Visits.LATER_CAMPAIGN);
        Column isOther = lower(later).notEqual(coalesce(lower(origin.getField("campaign")), lit("")));
        Column all = map(
                lit("source"), coalesce(origin.getField("source"), lit("(direct)")),
                lit("medium"), coalesce(origin.getField("medium"), lit("(none)")),
                lit("campaign"), origin.getField("campaign"),
                lit("content"), origin.getField("content"),
                lit("term"), origin.getField("term"),
                lit("later_campaign"), when(isOther, later),
                lit("property"), col(Interaction.PROPERTY),
                lit("duration_seconds"), floor(micros.divide(MICROS)).cast("string"),
                lit("events"), col(Visits.VISIT_EVENTS).cast("string"),
                lit("page_views"), col(Visits.VISIT_PAGE_VIEWS).cast("string"),
                lit("is_engaged"), isEngaged.cast("string"),
                lit("is_suspicious"), isSuspicious.cast("string"));
        return map_filter(all, (key, value) -> value.isNotNull()
                .and(Pages.isPersonal(value).equalTo(false)));
    }

    /** What the source said, without what may name a person, and the page. */
    private static Column eventExtra(Column page) {
        Column said = map_filter(col("extra"), (key, value) -> value.isNotNull()
                .and(lower(key).rlike(PERSONAL_KEYS).equalTo(false))
                .and(key.notEqual("page"))
                .and(Pages.isPersonal(value).equalTo(false)));
        Column none = map().cast("map<string,string>");
        return when(page.isNull(), coalesce(said, none))
                .otherwise(map_concat(coalesce(said, none), map(lit("page"), page)));
    }

    /** Gives the rows the fact's columns: those computed here, else those of the frame, else null of the right type. */
    private static Dataset<Row> shaped(Dataset<Row> rows, Map<String, Column> columns) {
        List<String> there = List.of(rows.columns());
        Column[] shape = COLUMNS.stream()
                .map(name -> {
                    Column value = columns.containsKey(name)
                            ? columns.get(name)
                            : there.contains(name) ? col(name) : lit(null);
                    return value.cast(type(name)).as(name);
                })
                .toArray(Column[]::new);
        return rows.select(shape);
    }

    private static String type(String name) {
        return switch (name) {
            case "occurred_at" -> "timestamp";
            case "event_date", "business_date" -> "date";
            case "is_online" -> "boolean";
            case "quantity" -> "decimal(18,3)";
            case "amount" -> "decimal(18,6)";
            case "revenue", "cost_allocated" -> Money.REPORTING;
            case "load_time_ms", "lcp_ms", "inp_ms", "cls", "satisfaction_score", "handling_minutes" -> "double";
            case "extra" -> "map<string,string>";
            case "source_line" -> "bigint";
            default -> "string";
        };
    }
}
