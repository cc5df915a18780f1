package cx.warehouse.experience;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.map_concat;
import static org.apache.spark.sql.functions.map_filter;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.trunc;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Columns and shared expressions of {@code fact_customer_experience}: one row per interaction, and one more per visit.
 */
public final class FactCustomerExperience {

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
            "is_untracked",
            "cost_allocated",
            "load_time_ms",
            "ttfb_ms",
            "lcp_ms",
            "inp_ms",
            "cls",
            "friction_kind",
            "satisfaction_score",
            "satisfaction_scale",
            "first_response_minutes",
            "handling_minutes",
            "consent",
            "extra",
            "business_date",
            "source_file",
            "source_line",
            "load_id");

    /** Columns that are declared and that nothing fills yet. */
    private static final Set<String> NOT_FILLED = Set.of("article_key", "cost_allocated");

    /** The consent of an interaction whose source asks nobody. */
    private static final String NOT_ASKED = "not_asked";

    /** The kind of friction that an interaction is, by {@code FrictionRules}; null where it is none. */
    public static final String FRICTION_KIND = "friction_kind";

    /** Conformed columns that a web event carries into the fact unchanged, or that its row is made of. */
    public static final List<String> CARRIED_FROM_EVENTS = List.of(
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
            Interaction.TTFB_MS,
            Interaction.LCP_MS,
            Interaction.INP_MS,
            Interaction.CLS,
            Interaction.SATISFACTION_SCORE,
            Interaction.SATISFACTION_SCALE,
            Interaction.FIRST_RESPONSE_MINUTES,
            Interaction.HANDLING_MINUTES,
            Interaction.CONSENT,
            Interaction.EXTRA,
            Interaction.SOURCE,
            Interaction.BUSINESS_DATE,
            Interaction.SOURCE_FILE,
            Interaction.SOURCE_LINE,
            Interaction.LOAD_ID);

    private static final String PERSONAL_KEYS =
            "^(e-?mail.*|.*name|phone.*|mobile|ip|ip_?address|.*address|login.*|user_?id|visitor_?id|customer_?id|loyalty.*|subject|description|text)$";

    private FactCustomerExperience() {}

    /** The day of a UTC timestamp in the reporting zone; null for null. */
    public static Column day(Column instant, ExperienceSettings settings) {
        return to_date(from_utc_timestamp(instant, settings.zone()));
    }

    /** The first day of the month of a UTC timestamp in the reporting zone; null for null. */
    public static Column month(Column instant, ExperienceSettings settings) {
        return trunc(day(instant, settings), "month");
    }

    /**
     * True for a UTC timestamp on one of these days of the reporting zone; false for all rows where there are no days.
     */
    public static Column isOn(Column instant, Collection<LocalDate> days, ExperienceSettings settings) {
        // ranges of timestamps let Spark skip files by their statistics and spare a zone conversion per row
        ZoneId zone = ZoneId.of(settings.zone());
        Column isOn = lit(false);
        LocalDate from = null;
        LocalDate to = null;
        for (LocalDate day : new TreeSet<>(days)) {
            if (!day.equals(to)) {
                isOn = from == null ? isOn : isOn.or(isBetween(instant, from, to, zone));
                from = day;
            }
            to = day.plusDays(1);
        }
        return from == null ? isOn : isOn.or(isBetween(instant, from, to, zone));
    }

    private static Column isBetween(Column instant, LocalDate from, LocalDate to, ZoneId zone) {
        return instant.geq(lit(from.atStartOfDay(zone).toInstant()))
                .and(instant.lt(lit(to.atStartOfDay(zone).toInstant())));
    }

    /** The key of a social post, the same in every source; null for null. */
    public static Column postKey(Column postId) {
        return when(postId.isNotNull(), KeyDigests.digest(lit("post"), postId));
    }

    public static Column partnerKey() {
        Column partner = col(Interaction.PARTNER_ID);
        return when(partner.isNotNull(), KeyDigests.digest(col("source"), partner));
    }

    /**
     * The {@code extra} of the source and the page, without nulls and without values that may name a person.
     *
     * @param page host and path of the page; null adds no page
     * @return a map of texts, empty where nothing is left
     */
    public static Column eventExtra(Column page) {
        Column said = map_filter(col("extra"), (key, value) -> value.isNotNull()
                .and(lower(key).rlike(PERSONAL_KEYS).equalTo(false))
                .and(key.notEqual("page"))
                .and(PageUrls.isPersonal(value).equalTo(false)));
        Column none = map().cast("map<string,string>");
        Column ofPage = map(lit("page"), page);
        return when(page.isNull(), coalesce(said, none))
                .when(col("extra").isNull(), ofPage)
                .otherwise(map_concat(said, ofPage));
    }

    /**
     * Gives the rows the fact's columns in order: those in {@code columns}, else those of the frame. Each is cast to
     * its type. Columns that nothing fills yet are null, and a missing consent is not_asked.
     *
     * @throws IllegalArgumentException when neither has another column of the fact
     */
    public static Dataset<Row> shape(Dataset<Row> rows, Map<String, Column> columns) {
        List<String> there = List.of(rows.columns());
        Column[] shape = COLUMNS.stream()
                .map(name -> {
                    boolean isFilled = !NOT_FILLED.contains(name);
                    if (isFilled && !columns.containsKey(name) && !there.contains(name)) {
                        throw new IllegalArgumentException("Cannot make a row of the fact: it has no column " + name);
                    }
                    Column value = isFilled ? columns.getOrDefault(name, col(name)) : lit(null);
                    if (name.equals(Interaction.CONSENT)) {
                        value = coalesce(value, lit(NOT_ASKED));
                    }
                    return value.cast(type(name)).as(name);
                })
                .toArray(Column[]::new);
        return rows.select(shape);
    }

    private static String type(String name) {
        return switch (name) {
            case "occurred_at" -> "timestamp";
            case "event_date", "business_date" -> "date";
            case "is_online", "is_untracked" -> "boolean";
            case "quantity" -> "decimal(18,3)";
            case "amount" -> "decimal(18,6)";
            case "revenue", "cost_allocated" -> CurrencyConversion.REPORTING_TYPE;
            case "load_time_ms",
                    "ttfb_ms",
                    "lcp_ms",
                    "inp_ms",
                    "cls",
                    "satisfaction_score",
                    "first_response_minutes",
                    "handling_minutes" -> "double";
            case "extra" -> "map<string,string>";
            case "source_line" -> "bigint";
            default -> "string";
        };
    }
}
