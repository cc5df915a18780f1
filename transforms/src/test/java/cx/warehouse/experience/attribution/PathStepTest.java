package cx.warehouse.experience.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.ExperienceSettings.AttributionSettings;
import cx.warehouse.experience.ExperienceSettings.CreditSettings;
import cx.warehouse.experience.ExperienceSettings.PathSettings;
import cx.warehouse.experience.ExperienceTest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class PathStepTest extends ExperienceTest {

    /** The visits of seven people: the worked example of the rule models. */
    private static final String VISITS = """
            a1 | C1 | 2026-03-01 10:00:00 | Paid Search
            a2 | C1 | 2026-03-04 10:00:00 | Email
            a3 | C1 | 2026-03-08 10:00:00 | Direct
            b1 | C2 | 2026-03-02 12:00:00 | Organic Search
            b2 | C2 | 2026-03-05 12:00:00 | Paid Social
            b3 | C2 | 2026-03-09 12:00:00 | Paid Search
            b4 | C2 | 2026-03-10 12:00:00 | Email
            c1 | C3 | 2026-03-03 08:00:00 | Direct
            d1 | C4 | 2026-01-05 09:00:00 | Display
            d2 | C4 | 2026-03-07 09:00:00 | Paid Social
            d3 | C4 | 2026-03-11 09:00:00 | Direct
            e1 | C5 | 2026-03-04 15:00:00 | Paid Search
            e2 | C5 | 2026-03-06 15:00:00 | Display
            f1 | C6 | 2026-03-06 16:00:00 | Paid Social
            """;

    private static final String ORDERS = """
            o1 | C1 | 2026-03-08 10:00:00 | 100
            o2 | C2 | 2026-03-10 12:00:00 | 200
            o3 | C3 | 2026-03-03 09:00:00 | 50
            o4 | C4 | 2026-03-12 09:00:00 | 80
            o7 | C7 | 2026-03-05 09:00:00 | 40
            """;

    private static final Dataset<Row> EXAMPLE =
            PathStep.rows(orders(ORDERS), visits(VISITS), customers("C1 C2 C3 C4 C5 C6 C7"), SETTINGS);

    @Test
    void revenueOfTheWorkedExampleByModelAndChannel() {
        assertThat(byChannel("_revenue", "decimal(18,4)")).isEqualTo("""
                 | 0.0000 | 0.0000 | 0.0000 | 0.0000 | 0.0000 | 0.0000
                Direct | 50.0000 | 230.0000 | 50.0000 | 123.3333 | 130.0000 | 143.8401
                Email | 0.0000 | 200.0000 | 300.0000 | 83.3333 | 100.0000 | 98.3528
                Organic Search | 200.0000 | 0.0000 | 0.0000 | 50.0000 | 80.0000 | 30.5153
                Paid Search | 100.0000 | 0.0000 | 0.0000 | 83.3333 | 60.0000 | 84.0409
                Paid Social | 80.0000 | 0.0000 | 80.0000 | 90.0000 | 60.0000 | 73.2509""");
    }

    @Test
    void conversionsOfTheWorkedExampleByModelAndChannel() {
        assertThat(byChannel("", "decimal(18,6)")).isEqualTo("""
                 | 0.000000 | 0.000000 | 0.000000 | 0.000000 | 0.000000 | 0.000000
                Direct | 1.000000 | 3.000000 | 1.000000 | 1.833333 | 1.900000 | 2.057950
                Email | 0.000000 | 1.000000 | 2.000000 | 0.583333 | 0.600000 | 0.646611
                Organic Search | 1.000000 | 0.000000 | 0.000000 | 0.250000 | 0.400000 | 0.152577
                Paid Search | 1.000000 | 0.000000 | 0.000000 | 0.583333 | 0.500000 | 0.535255
                Paid Social | 1.000000 | 0.000000 | 1.000000 | 0.750000 | 0.600000 | 0.607607""");
    }

    @Test
    void timeDecayHalvesTheWeightEverySevenDays() {
        assertThat(text(
                        EXAMPLE.selectExpr(
                                "order_id", "position", "steps", "age_days", "cast(time_decay as decimal(18,6)) as c"),
                        "order_id",
                        "position",
                        "steps",
                        "age_days",
                        "c"))
                .isEqualTo("""
                o1 | 1 | 3 | 7.00000000 | 0.230102
                o1 | 2 | 3 | 4.00000000 | 0.309694
                o1 | 3 | 3 | 0.00000000 | 0.460204
                o2 | 1 | 4 | 8.00000000 | 0.152577
                o2 | 2 | 4 | 5.00000000 | 0.205353
                o2 | 3 | 4 | 1.00000000 | 0.305153
                o2 | 4 | 4 | 0.00000000 | 0.336917
                o3 | 1 | 1 | 0.04166667 | 1.000000
                o4 | 1 | 2 | 5.00000000 | 0.402254
                o4 | 2 | 2 | 1.00000000 | 0.597746
                o7 | 0 | 0 |  | 0.000000""");
    }

    @Test
    void creditsAddUpToTheRevenueToTheLastUnit() {
        Dataset<Row> steps = PathStep.rows(
                orders("o1 | C1 | 2026-03-08 12:00:00 | 100.0000019999\no2 | C2 | 2026-03-08 12:00:00 | 0.000002"),
                visits("""
                        a1 | C1 | 2026-03-01 10:00:00 | Email
                        a2 | C1 | 2026-03-02 10:00:00 | Email
                        a3 | C1 | 2026-03-03 10:00:00 | Direct
                        a4 | C1 | 2026-03-04 10:00:00 | Email
                        a5 | C1 | 2026-03-05 11:30:00 | Direct
                        a6 | C1 | 2026-03-06 10:00:00 | Email
                        a7 | C1 | 2026-03-08 10:00:00 | Email
                        b1 | C2 | 2026-03-08 10:00:00 | Email
                        b2 | C2 | 2026-03-08 10:00:00 | Email
                        b3 | C2 | 2026-03-08 10:00:00 | Email
                        """),
                customers("C1 C2"),
                SETTINGS);
        for (String model : RuleCredits.MODELS) {
            assertThat(text(
                            steps.groupBy("order_id")
                                    .agg(
                                            org.apache
                                                    .spark
                                                    .sql
                                                    .functions
                                                    .sum(model)
                                                    .as("credit"),
                                            org.apache
                                                    .spark
                                                    .sql
                                                    .functions
                                                    .sum(model + "_revenue")
                                                    .as("revenue")),
                            "order_id",
                            "credit",
                            "revenue"))
                    .as(model)
                    .isEqualTo("o1 | 1.000000000000 | 100.0000019999\no2 | 1.000000000000 | 0.0000020000");
        }
        // two micro-units for three touchpoints of equal credit: the earliest two have one each
        assertThat(text(
                        steps.where("order_id = 'o2'"),
                        "position",
                        "linear_revenue",
                        "position_based_revenue",
                        "time_decay_revenue"))
                .isEqualTo("""
                1 | 0.0000010000 | 0.0000010000 | 0.0000010000
                2 | 0.0000010000 | 0.0000000000 | 0.0000010000
                3 | 0.0000000000 | 0.0000010000 | 0.0000000000""");
    }

    @Test
    void bothEndsOfTheLookbackCount() {
        Dataset<Row> steps =
                PathStep.rows(orders("o1 | C1 | 2026-03-31 12:00:00 | 10"), visits("""
                        a0 | C1 | 2026-03-01 11:59:59 | Email
                        a1 | C1 | 2026-03-01 12:00:00 | Email
                        a2 | C1 | 2026-03-31 12:00:00 | Direct
                        a3 | C1 | 2026-03-31 12:00:01 | Direct
                        """), customers("C1"), SETTINGS);
        assertThat(text(steps, "touchpoint_key", "age_days")).isEqualTo("a1 | 30.00000000\na2 | 0.00000000");
        assertThat(PathStep.daysBack(SETTINGS)).isEqualTo(31);
        assertThat(PathStep.daysBack(paths(Duration.ofHours(25), "none", false)))
                .isEqualTo(3);
    }

    @Test
    void aVisitorWhoWasIdentifiedLaterLeadsToTheBuyer() {
        Dataset<Row> customers = rows(
                "mart/dim_customer", "customer_key string, current_customer_key string", "v1 | C1\nC1 | C1\nC0 | C1");
        Dataset<Row> steps = PathStep.rows(
                orders("o1 | C0 | 2026-03-08 12:00:00 | 10"),
                visits("a1 | v1 | 2026-03-07 12:00:00 | Email\na2 | C1 | 2026-03-08 12:00:00 | Direct"),
                customers,
                SETTINGS);
        assertThat(text(steps, "customer_key", "touchpoint_key")).isEqualTo("C1 | a1\nC1 | a2");
    }

    @Test
    void conversionsAreWebOrdersAndPaymentsOfKnownPersons() {
        Dataset<Row> orders = rows(
                "mart/fact_order",
                "order_id string, origin string, customer_key string, ordered_at timestamp, order_date date,"
                        + " net_amount decimal(18,6), gross_revenue decimal(28,10), net_revenue decimal(28,10)",
                """
                o1 | web | | 2026-03-08 12:00:00 | 2026-03-08 | 10 | 10 | 10
                s1 | store | | 2026-03-08 12:00:00 | 2026-03-08 | 10 | 10 | 10
                s2 | store | C1 | 2026-03-08 12:00:00 | 2026-03-08 | 4 | 10 | 4
                s3 | store | C1 | 2026-03-08 12:00:00 | 2026-03-08 | -10 | 0 | -10
                o2 | web | C1 | 2026-03-09 12:00:00 | 2026-03-09 | 0 | |
                """);
        Dataset<Row> visits = visits("a1 | C1 | 2026-03-07 12:00:00 | Email");
        assertThat(text(
                        PathStep.rows(orders, visits, customers("C1"), SETTINGS),
                        "order_id",
                        "position",
                        "revenue",
                        "linear",
                        "linear_revenue"))
                .isEqualTo("""
                o1 | 0 | 10.0000000000 | 0.000000000000 | 0.0000000000
                o2 | 1 |  | 1.000000000000 |\s
                s2 | 1 | 10.0000000000 | 1.000000000000 | 10.0000000000""");
        ExperienceSettings net = SETTINGS.withAttribution(new AttributionSettings(
                SETTINGS.attribution().paths(),
                new CreditSettings(Duration.ofDays(7), new BigDecimal("0.4"), new BigDecimal("0.4"), "net", false)));
        assertThat(text(
                        PathStep.rows(orders.where("order_id = 's2'"), visits, customers("C1"), net),
                        "order_id",
                        "revenue"))
                .isEqualTo("s2 | 4.0000000000");
    }

    @Test
    void repeatsOfAChannelCountOnceWhereSettingsSaySo() {
        String visits = """
                a1 | C1 | 2026-03-01 12:00:00 | Email
                a2 | C1 | 2026-03-02 12:00:00 | Email
                a3 | C1 | 2026-03-03 12:00:00 | Direct
                a4 | C1 | 2026-03-04 12:00:00 | Email
                """;
        String orders = "o1 | C1 | 2026-03-05 12:00:00 | 10\no2 | C2 | 2026-03-05 12:00:00 | 10";
        assertThat(touchpoints(orders, visits, paths(Duration.ofDays(30), "exposure", false)))
                .isEqualTo("o1 | 1 | a1\no1 | 2 | a3\no1 | 3 | a4\no2 | 0 | ");
        assertThat(touchpoints(orders, visits, paths(Duration.ofDays(30), "first", false)))
                .isEqualTo("o1 | 1 | a1\no1 | 2 | a3\no2 | 0 | ");
    }

    @Test
    void anEarlierConversionUsesUpItsTouchpointsWhereSettingsSaySo() {
        String visits = "a1 | C1 | 2026-03-01 12:00:00 | Email\na2 | C1 | 2026-03-03 12:00:00 | Direct";
        String orders = "o1 | C1 | 2026-03-02 12:00:00 | 10\no2 | C1 | 2026-03-04 12:00:00 | 10";
        assertThat(touchpoints(orders, visits, SETTINGS)).isEqualTo("o1 | 1 | a1\no2 | 1 | a1\no2 | 2 | a2");
        assertThat(touchpoints(orders, visits, paths(Duration.ofDays(30), "none", true)))
                .isEqualTo("o1 | 1 | a1\no2 | 1 | a2");
    }

    @Test
    void portalVisitsAndPurchasesInStoresCountWhereSettingsSaySo() {
        Dataset<Row> orders = rows(
                "mart/fact_order",
                "order_id string, origin string, customer_key string, ordered_at timestamp, order_date date,"
                        + " net_amount decimal(18,6), gross_revenue decimal(28,10)",
                """
                s1 | store | C1 | 2026-03-01 12:00:00 | 2026-03-01 | 10 | 10
                o1 | web | C1 | 2026-03-03 12:00:00 | 2026-03-03 | 10 | 10
                """);
        Dataset<Row> visits = visits("a1 | C1 | 2026-03-02 12:00:00 | (not marketing)");
        ExperienceSettings all = SETTINGS.withAttribution(new AttributionSettings(
                new PathSettings(Duration.ofDays(30), List.of("shop", "portal", "store"), "none", false, 10),
                SETTINGS.attribution().credits()));
        assertThat(text(PathStep.rows(orders, visits, customers("C1"), SETTINGS), "order_id", "position", "channel"))
                .isEqualTo("o1 | 0 | \ns1 | 0 | ");
        assertThat(text(
                        PathStep.rows(orders, visits, customers("C1"), all),
                        "order_id",
                        "position",
                        "channel",
                        "pillar"))
                .isEqualTo("o1 | 1 | (store) | owned\no1 | 2 | (not marketing) | owned\ns1 | 0 |  | ");
    }

    private static String byChannel(String ending, String type) {
        String[] columns = Stream.concat(
                        Stream.of("coalesce(channel, '') as channel"),
                        RuleCredits.MODELS.stream()
                                .map(model -> "cast(round(sum(" + model + ending + "), " + (type.contains("4") ? 4 : 6)
                                        + ") as " + type + ") as " + model))
                .toArray(String[]::new);
        EXAMPLE.createOrReplaceTempView("example_step");
        return text(
                spark().sql("select " + String.join(", ", columns) + " from example_step group by 1"),
                Stream.concat(Stream.of("channel"), RuleCredits.MODELS.stream()).toArray(String[]::new));
    }

    private static String touchpoints(String orders, String visits, ExperienceSettings settings) {
        return text(
                PathStep.rows(orders(orders), visits(visits), customers("C1 C2"), settings),
                "order_id",
                "position",
                "touchpoint_key");
    }

    private static ExperienceSettings paths(Duration lookback, String collapse, boolean isReset) {
        return SETTINGS.withAttribution(new AttributionSettings(
                new PathSettings(lookback, List.of("shop"), collapse, isReset, 10),
                SETTINGS.attribution().credits()));
    }

    private static Dataset<Row> visits(String rows) {
        return rows(
                "state/visit",
                "visit_key string, customer_key string, visit_started_at timestamp, channel string",
                rows);
    }

    private static Dataset<Row> orders(String rows) {
        return rows(
                        "mart/fact_order",
                        "order_id string, customer_key string, ordered_at timestamp, gross_revenue decimal(28,10)",
                        rows)
                .selectExpr("* except (order_date, net_amount)", "to_date(ordered_at) order_date", "1 net_amount");
    }

    private static Dataset<Row> customers(String keys) {
        return rows(
                "mart/dim_customer",
                "customer_key string, current_customer_key string",
                Arrays.stream(keys.split(" ")).map(key -> key + " | " + key).collect(Collectors.joining("\n")));
    }
}
