package cx.warehouse.experience.friction;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import cx.warehouse.experience.Interaction;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * The rules that decide which interactions are friction: one list of kinds and limits for every vendor.
 *
 * <p>Source contracts state measurements only. A limit that is changed here changes the friction of all sources alike.
 */
public final class FrictionRules {

    public static final String BROKEN_LINK = "broken_link";
    public static final String SLOW_PAGE = "slow_page";
    public static final String SCRIPT_ERROR = "script_error";
    public static final String RAGE_CLICK = "rage_click";
    public static final String DEAD_END = "dead_end";
    public static final String EMPTY_SEARCH = "empty_search";
    public static final String CONFUSION = "confusion";

    /** Every kind of friction, as {@code fact_customer_experience.friction_kind} names it. */
    public static final List<String> KINDS =
            List.of(BROKEN_LINK, SLOW_PAGE, SCRIPT_ERROR, RAGE_CLICK, DEAD_END, EMPTY_SEARCH, CONFUSION);

    /** A fault that a vendor reports itself, as {@code friction_signal} names it, and its kind. */
    public record Signal(String name, String kind) {}

    /** A measurement in the unit of its column, and the value above which the page is poor. */
    public record Limit(String column, double poorAbove) {}

    /** Every signal that a source contract may report. */
    public static final List<Signal> SIGNALS = List.of(
            new Signal("broken_link", BROKEN_LINK),
            new Signal("script_error", SCRIPT_ERROR),
            new Signal("rage_click", RAGE_CLICK),
            new Signal("dead_click", CONFUSION),
            new Signal("dead_end", DEAD_END),
            new Signal("empty_search", EMPTY_SEARCH));

    /** The HTTP statuses of a page that does not exist: not found, gone. */
    public static final List<Integer> BROKEN_STATUS_CODES = List.of(404, 410);

    /**
     * The limits of a slow page: milliseconds, {@code cls} without unit. A page at its limit is not poor. Source: the
     * "poor" thresholds of Web Vitals (web.dev); the load time has the limit of the largest contentful paint.
     */
    public static final List<Limit> SLOW_PAGE_LIMITS = List.of(
            new Limit(Interaction.LCP_MS, 4_000),
            new Limit(Interaction.INP_MS, 500),
            new Limit(Interaction.CLS, 0.25),
            new Limit(Interaction.TTFB_MS, 1_800),
            new Limit(Interaction.LOAD_TIME_MS, 4_000));

    private FrictionRules() {}

    /**
     * The kind of friction of one row of {@code conformed.interaction}.
     *
     * <p>Reads interaction_type, friction_signal, results_count, status_code, load_time_ms, ttfb_ms, lcp_ms, inp_ms and
     * cls. The first that applies decides: the vendor's own signal ({@link #SIGNALS}); a search with 0 results; a
     * status of {@link #BROKEN_STATUS_CODES}; a measurement above its limit ({@link #SLOW_PAGE_LIMITS}). A null
     * measurement decides nothing.
     *
     * @return one of {@link #KINDS}, or null where nothing applies. A signal that is not listed gives the text
     *     {@code unknown signal: <signal>}, which the fact's suite refuses
     */
    public static Column kind() {
        Column signal = col(Interaction.FRICTION_SIGNAL);
        Column isEmptySearch = col(Interaction.INTERACTION_TYPE)
                .equalTo("search")
                .and(col(Interaction.RESULTS_COUNT).equalTo(0));
        return when(signal.isNotNull(), kindOfSignal(signal))
                .when(isEmptySearch, EMPTY_SEARCH)
                .when(col(Interaction.STATUS_CODE).isin(BROKEN_STATUS_CODES.toArray()), BROKEN_LINK)
                .when(isSlowPage(), SLOW_PAGE);
    }

    private static Column kindOfSignal(Column signal) {
        Column kind = null;
        for (Signal known : SIGNALS) {
            Column isKnown = signal.equalTo(known.name());
            kind = kind == null ? when(isKnown, known.kind()) : kind.when(isKnown, known.kind());
        }
        return kind.otherwise(concat(lit("unknown signal: "), signal));
    }

    private static Column isSlowPage() {
        return SLOW_PAGE_LIMITS.stream()
                .map(limit -> col(limit.column()).gt(limit.poorAbove()))
                .reduce(Column::or)
                .orElseThrow();
    }
}
