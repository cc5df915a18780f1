package cx.warehouse.experience;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import cx.warehouse.experience.ExperienceSettings.AttributionSettings;
import cx.warehouse.experience.ExperienceSettings.ChannelSettings;
import cx.warehouse.experience.ExperienceSettings.CreditSettings;
import cx.warehouse.experience.ExperienceSettings.CustomerLimits;
import cx.warehouse.experience.ExperienceSettings.GraphSettings;
import cx.warehouse.experience.ExperienceSettings.IdentitySettings;
import cx.warehouse.experience.ExperienceSettings.PathSettings;
import cx.warehouse.experience.ExperienceSettings.PillarChannels;
import cx.warehouse.experience.ExperienceSettings.RebuildSettings;
import cx.warehouse.experience.ExperienceSettings.VisitSettings;
import cx.warehouse.experience.channel.ChannelRules;
import cx.warehouse.experience.channel.DimCampaign;
import cx.warehouse.experience.fact.VisitRows;
import cx.warehouse.experience.visit.VisitLookups;
import cx.warehouse.experience.visit.Visits;
import cx.warehouse.experience.visit.WebEvents;
import cx.warehouse.testing.SparkTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Base of the tests of business rules: makes frames with the columns of a table contract from the few columns that
 * matter.
 */
public abstract class ExperienceTest extends SparkTest {

    static final SourceCategories CATEGORIES = new SourceCategories(Map.ofEntries(
            Map.entry("google", "search"),
            Map.entry("google.com", "search"),
            Map.entry("bing", "search"),
            Map.entry("duckduckgo.com", "search"),
            Map.entry("facebook", "social"),
            Map.entry("l.facebook.com", "social"),
            Map.entry("instagram", "social"),
            Map.entry("t.co", "social"),
            Map.entry("youtube.com", "video"),
            Map.entry("amazon", "shopping")));

    public static final PillarChannels DEFAULT_PILLARS = new PillarChannels(
            channels(ChannelRules.PAID), channels(ChannelRules.EARNED), channels(ChannelRules.SOCIAL));

    public static final ExperienceSettings SETTINGS = new ExperienceSettings(
            "America/New_York",
            "USD",
            new VisitSettings(Duration.ofMinutes(30), false, false),
            new ChannelSettings(false, Set.of(), DEFAULT_PILLARS),
            new AttributionSettings(
                    new PathSettings(Duration.ofDays(30), List.of("shop"), "none", false, 1000),
                    new CreditSettings(
                            Duration.ofDays(7), new BigDecimal("0.4"), new BigDecimal("0.4"), "gross", false)),
            new RebuildSettings(Duration.ofDays(30)),
            CATEGORIES,
            new IdentitySettings("a key for tests", new CustomerLimits(5, 1, 5, 3), new GraphSettings(1_000_000)));

    private static Set<String> channels(String pillar) {
        return ChannelRules.PILLARS.keySet().stream()
                .filter(channel -> ChannelRules.PILLARS.get(channel).equals(pillar))
                .collect(Collectors.toSet());
    }
    /** Frames are computed once in this process, and small ones are broadcast. */
    public static final IntermediateFrames FRAMES =
            new IntermediateFrames(ExperienceTest::storeAndCount, rows -> rows.localCheckpoint(false), 1_000_000);

    private static CountedFrame storeAndCount(Dataset<Row> rows) {
        Dataset<Row> stored = rows.localCheckpoint();
        return new CountedFrame(stored, stored.count());
    }

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("business_date", "date'2026-03-15'"),
            Map.entry("source_file", "'a.csv'"),
            Map.entry("source_line", "1L"),
            Map.entry("load_id", "'load'"),
            Map.entry("is_online", "true"),
            Map.entry("source", "'web'"),
            Map.entry("is_marketing", "true"),
            Map.entry("interaction_type", "'page_view'"),
            Map.entry("occurred_at", "timestamp'2026-03-14 12:00:00'"),
            Map.entry("seen_at", "timestamp'2026-03-01 00:00:00'"),
            Map.entry("created_at", "timestamp'2026-03-01 00:00:00'"),
            Map.entry("published_at", "timestamp'2026-03-14 12:00:00'"),
            Map.entry("ordered_at", "timestamp'2026-03-14 12:00:00'"),
            Map.entry("local_date", "date'2026-03-14'"),
            Map.entry("platform", "'google'"),
            Map.entry("account_id", "'1'"),
            Map.entry("zone", "'America/New_York'"),
            Map.entry("currency", "'USD'"),
            Map.entry("origin", "'web'"),
            Map.entry("click_date", "date'2026-03-14'"),
            Map.entry("spend_date", "date'2026-03-14'"),
            Map.entry("desk_priority", "1"),
            Map.entry("sentiment", "'Neutral'"));

    /** Settings that plan queries quickly, because most tests plan much and compute little. */
    private static final Map<String, String> LITTLE = Map.of(
            "spark.sql.adaptive.enabled", "false",
            "spark.sql.constraintPropagation.enabled", "false",
            "spark.sql.codegen.wholeStage", "false",
            "spark.sql.codegen.factoryMode", "NO_CODEGEN");

    @BeforeAll
    static void planSmallNights() {
        LITTLE.forEach(spark().conf()::set);
    }

    @AfterAll
    static void restorePlanning() {
        LITTLE.keySet().forEach(spark().conf()::unset);
    }

    /** A frame with the columns of a table contract ({@code conformed/interaction}); absent columns get a default. */
    public static Dataset<Row> rows(String table, String schema, String rows) {
        Dataset<Row> given = frame(schema, rows);
        List<String> there = List.of(given.columns());
        List<Column> shape = new ArrayList<>();
        for (Map.Entry<String, String> column : columns(table).entrySet()) {
            String name = column.getKey();
            Column value = there.contains(name)
                    ? col(name)
                    : DEFAULTS.containsKey(name) ? expr(DEFAULTS.get(name)) : lit(null);
            shape.add(value.cast(column.getValue()).as(name));
        }
        return given.select(shape.toArray(Column[]::new));
    }

    public static Dataset<Row> interactions(String schema, String rows) {
        return rows("conformed/interaction", schema, rows);
    }

    /** An empty frame with the columns of a table contract. */
    public static Dataset<Row> none(String table) {
        return rows(table, "none string", "");
    }

    /** Web events with the columns of their visits. */
    public static Dataset<Row> visits(Dataset<Row> events, VisitLookups known, ExperienceSettings settings) {
        return WebEvents.flatten(Visits.of(events, known, settings, FRAMES).events());
    }

    /** Rows of the fact for web events. */
    public static Dataset<Row> facts(Dataset<Row> events, VisitLookups known, ExperienceSettings settings) {
        return VisitRows.of(Visits.of(events, known, settings, FRAMES).events(), settings);
    }

    /** Lookups without persons, clicks, campaigns and logins, and with one post. */
    public static VisitLookups emptyLookups() {
        return lookups(persons(""), none("conformed/ad_click"), none("mart/dim_campaign"));
    }

    public static VisitLookups lookups(Dataset<Row> persons, Dataset<Row> clicks, Dataset<Row> campaigns) {
        return new VisitLookups(
                persons,
                DimCampaign.clicks(clicks, campaigns),
                campaigns,
                frame("post_id string", "post-1"),
                frame("visitor_key string, visit_key string, visit_started_at timestamp, customer_key string", ""));
    }

    public static Dataset<Row> persons(String rows) {
        return frame("identifier_type string, identifier_value string, customer_key string", rows);
    }

    /** Daily rates of a Friday and the Monday after it. */
    public static Dataset<Row> rates() {
        return CurrencyConversion.dailyRates(
                frame("rate_date date, base_currency string, quote_currency string, rate decimal(12,6)", """
                        2026-03-06 | EUR | USD | 1.0862
                        2026-03-06 | EUR | GBP | 0.8537
                        2026-03-09 | EUR | USD | 1.0871
                        2026-03-14 | EUR | USD | 1.0871
                        2026-03-14 | EUR | GBP | 0.8537
                        """), "USD");
    }

    /** The query of a published table's declaration. */
    public static String sql(String table) {
        return declaration("mart/" + table).at("/build/sql").asText();
    }

    /** Name and type of a contract's columns, in its order. */
    static Map<String, String> columns(String table) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (JsonNode column : declaration(table).get("columns")) {
            columns.put(column.get("name").asText(), column.get("type").asText());
        }
        return columns;
    }

    private static JsonNode declaration(String table) {
        Path file = Path.of(System.getProperty("cxw.home", ".."), "schemas/tables", table + ".yaml");
        try {
            return new YAMLMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
