package cx.warehouse.experience.fact;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.map_filter;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.FactCustomerExperience;
import cx.warehouse.experience.Interaction;
import cx.warehouse.experience.KeyDigests;
import cx.warehouse.experience.PageUrls;
import cx.warehouse.experience.channel.ChannelRules;
import cx.warehouse.experience.visit.Visits;
import cx.warehouse.experience.visit.WebEvents;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Builds the rows of the unified fact for web events and their visits. */
public final class VisitRows {

    /** A visit with more events, or one longer than {@link #SUSPICIOUS_SECONDS}, is suspicious. */
    private static final long SUSPICIOUS_EVENTS = 5_000;

    private static final long SUSPICIOUS_SECONDS = 24 * 3_600;
    private static final long ENGAGED_SECONDS = 10;
    private static final long MICROS = 1_000_000;

    private VisitRows() {}

    /**
     * Builds one row per web event, and one row of type {@code visit} at the first event of each visit.
     *
     * <p>An event has the channel and campaign of its visit, and its pillar is owned. A visit has the pillar of its
     * channel. Visits to a property that does no marketing have the channel {@value ChannelRules#NOT_MARKETING}. Web
     * events have no revenue; orders of record do.
     *
     * <p>{@code extra} of a visit holds source, medium, campaign, content, term, later_campaign (a campaign inside the
     * visit that does not count), property, duration_seconds, events, page_views, is_engaged, is_suspicious.
     * {@code extra} of an event holds the values of its source, and {@code page}.
     *
     * @param visits the events of {@link Visits#of}
     * @return rows with the columns of fact_customer_experience
     */
    public static Dataset<Row> of(Dataset<Row> visits, ExperienceSettings settings) {
        Column origin = col(Visits.VISIT_ORIGIN);
        // both structs stay whole up to here, and their columns are read once
        Dataset<Row> rows = WebEvents.flatten(visits.withColumn(
                "is_visit",
                explode(when(col(Visits.OPENS_VISIT), array(lit(true), lit(false)))
                        .otherwise(array(lit(false))))));
        Column isVisit = col("is_visit");
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put(
                "interaction_id",
                when(isVisit, KeyDigests.digest(col("source"), lit("visit"), col(Visits.VISIT_KEY)))
                        .otherwise(col(Visits.INTERACTION_ID)));
        columns.put("event_date", FactCustomerExperience.day(col("occurred_at"), settings));
        columns.put(
                "pillar",
                when(isVisit, ChannelRules.pillar(col(Visits.CHANNEL), settings))
                        .otherwise(ChannelRules.OWNED));
        columns.put("revenue", lit(null));
        columns.put("is_untracked", lit(null));
        columns.put("campaign_key", origin.getField("campaign_key"));
        columns.put("ad_key", origin.getField("ad_key"));
        columns.put(
                "post_key",
                coalesce(
                        FactCustomerExperience.postKey(col(Visits.POST)),
                        when(isVisit.equalTo(false), FactCustomerExperience.postKey(col("post_id")))));
        columns.put("page_key", when(col(Visits.PAGE).isNotNull(), KeyDigests.digest(col(Visits.PAGE))));
        columns.put("interaction_type", when(isVisit, "visit").otherwise(col("interaction_type")));
        columns.put("partner_key", eventOnly(FactCustomerExperience.partnerKey()));
        columns.put("is_online", coalesce(col("is_online"), lit(true)));
        columns.put(
                "extra",
                when(isVisit, visitExtra(origin)).otherwise(FactCustomerExperience.eventExtra(col(Visits.PAGE))));
        for (String name : List.of(
                "interaction_detail",
                "order_id",
                "quantity",
                "amount",
                "currency",
                "load_time_ms",
                "ttfb_ms",
                "lcp_ms",
                "inp_ms",
                "cls",
                "friction_kind",
                "satisfaction_score",
                "satisfaction_scale",
                "first_response_minutes",
                "handling_minutes")) {
            columns.put(name, eventOnly(col(name)));
        }
        return FactCustomerExperience.shape(rows, columns);
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
                .and(PageUrls.isPersonal(value).equalTo(false)));
    }
}
