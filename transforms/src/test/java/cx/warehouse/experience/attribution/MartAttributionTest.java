package cx.warehouse.experience.attribution;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.ExperienceSettings.AttributionSettings;
import cx.warehouse.experience.ExperienceSettings.CreditSettings;
import cx.warehouse.experience.ExperienceTest;
import java.math.BigDecimal;
import java.time.Duration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class MartAttributionTest extends ExperienceTest {

    private static final Dataset<Row> NO_STEPS = none("mart/path_step");
    private static final Dataset<Row> NO_SPEND = none("mart/fact_spend");
    private static final Dataset<Row> CAMPAIGNS = rows(
            "mart/dim_campaign",
            "campaign_key string, campaign_name string, platform string",
            "k1 | Spring Sale | google\nk2 | spring_sale |");
    private static final Dataset<Row> NO_MAP = frame("visit_campaign string, billed_campaign string", "");

    /** 400 people on six paths, 100 of whom converted. */
    private static final Dataset<Row> JOURNEYS = journeys("""
            Paid Search,Email | 30 | 20 | 3000
            Paid Social,Paid Search,Email | 20 | 30 | 2400
            Paid Search | 10 | 90 | 900
            Paid Social | 2 | 98 | 180
            Email | 25 | 25 | 2250
            Paid Social,Email | 13 | 37 | 1270
            """);

    @Test
    void markovAndShapleyOfTheWorkedExample() {
        assertThat(credits("markov", SETTINGS)).isEqualTo("""
                Email | 49.025070 | 4902.5070
                Paid Search | 30.083565 | 3008.3565
                Paid Social | 20.891365 | 2089.1365""");
        assertThat(credits("shapley", SETTINGS)).isEqualTo("""
                Email | 53.166667 | 5185.0000
                Paid Search | 31.666667 | 3200.0000
                Paid Social | 15.166667 | 1615.0000""");
    }

    @Test
    void shapleyRateOfTheWorkedExample() {
        assertThat(credits("shapley_rate", SETTINGS)).isEmpty();
        ExperienceSettings rated = SETTINGS.withAttribution(new AttributionSettings(
                SETTINGS.attribution().paths(),
                new CreditSettings(Duration.ofDays(7), new BigDecimal("0.4"), new BigDecimal("0.4"), "gross", true)));
        assertThat(credits("shapley_rate", rated)).isEqualTo("""
                Email | 91.538462 | 9153.8462
                Paid Search | 8.461538 | 846.1538
                Paid Social | 0.000000 | 0.0000""");
        assertThat(mart(NO_STEPS, JOURNEYS, NO_SPEND, NO_MAP, rated)
                        .where("model = 'shapley_rate' and level = 'campaign'")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void shapleyCountsARepeatedChannelOnce() {
        Dataset<Row> mart = mart(NO_STEPS, journeys("A,A,B | 1 | 0 | 0.0000000001"), NO_SPEND, NO_MAP, SETTINGS);
        assertThat(text(
                        mart.where("model = 'shapley' and level = 'channel' and period = 'month'"),
                        "name",
                        "conversions",
                        "revenue"))
                .isEqualTo("A | 0.500000000000 | 0.0000000001\nB | 0.500000000000 | 0.0000000000");
    }

    @Test
    void aWeekBelongsToTheMonthOfItsMonday() {
        Dataset<Row> steps = rows(
                "mart/path_step",
                "position int, order_date date, revenue decimal(28,10)",
                "0 | 2026-03-01 | 5\n0 | 2026-03-02 | 7");
        assertThat(text(
                        mart(steps, JOURNEYS.limit(0), NO_SPEND, NO_MAP, SETTINGS)
                                .where("model = 'markov' and level = 'pillar'"),
                        "name",
                        "period",
                        "period_start",
                        "period_end",
                        "month",
                        "conversions",
                        "revenue",
                        "cost",
                        "roas"))
                .isEqualTo("""
                unattributed | month | 2026-03-01 | 2026-03-31 | 2026-03-01 | 2.000000000000 | 12.0000000000 | 0.0000000000 |\s
                unattributed | week | 2026-02-23 | 2026-03-01 | 2026-02-01 | 1.000000000000 | 5.0000000000 | 0.0000000000 |\s
                unattributed | week | 2026-03-02 | 2026-03-08 | 2026-03-01 | 1.000000000000 | 7.0000000000 | 0.0000000000 |\s""");
    }

    @Test
    void costStandsBesideTheCreditOfEveryModel() {
        Dataset<Row> steps = rows(
                "mart/path_step",
                "position int, order_date date, channel string, pillar string, campaign_key string, linear decimal(13,12),"
                        + " linear_revenue decimal(28,10)",
                """
                1 | 2026-03-10 | Paid Search | paid | k2 | 0.5 | 50
                2 | 2026-03-10 | Direct | owned | | 0.5 | 50
                """);
        Dataset<Row> spend = rows(
                        "mart/fact_spend",
                        "campaign_id string, channel string, cost_reporting decimal(28,10), spend_date date",
                        "7 | Paid Search | 20 | 2026-03-11\n8 | Display | 1 | 2026-03-11")
                .withColumn("account_id", lit("1"));
        Dataset<Row> campaigns = CAMPAIGNS.withColumn(
                "campaign_key",
                expr("case when platform is not null then substring(sha2('google|1|7', 256), 1, 32)"
                        + " else campaign_key end"));
        Dataset<Row> map = frame("visit_campaign string, billed_campaign string", " Spring_Sale | Spring Sale");
        Dataset<Row> mart = MartAttribution.rows(steps, JOURNEYS.limit(0), spend, campaigns, map, SETTINGS)
                .where("model = 'linear' and period = 'month'");
        assertThat(text(
                        mart.selectExpr("level", "name", "round(revenue, 2) r", "round(cost, 2) c", "roas", "cpa"),
                        "level",
                        "name",
                        "r",
                        "c",
                        "roas",
                        "cpa"))
                .isEqualTo("""
                campaign | (none) | 50.00 | 1.00 | 50.0 | 2.0
                campaign | Spring Sale | 50.00 | 20.00 | 2.5 | 40.0
                campaign | unattributed | 0.00 | 0.00 |  |\s
                channel | Direct | 50.00 | 0.00 |  |\s
                channel | Display | 0.00 | 1.00 | 0.0 |\s
                channel | Paid Search | 50.00 | 20.00 | 2.5 | 40.0
                channel | unattributed | 0.00 | 0.00 |  |\s
                pillar | owned | 50.00 | 0.00 |  |\s
                pillar | paid | 50.00 | 21.00 | 2.380952380952381 | 42.0
                pillar | unattributed | 0.00 | 0.00 |  |\s""");
        assertThat(text(
                        mart(steps, JOURNEYS.limit(0), NO_SPEND, NO_MAP, SETTINGS)
                                .where("model = 'linear' and period = 'month' and level = 'campaign'"),
                        "name"))
                .isEqualTo("(none)\nspring_sale\nunattributed");
    }

    private static String credits(String model, ExperienceSettings settings) {
        return text(
                mart(NO_STEPS, JOURNEYS, NO_SPEND, NO_MAP, settings)
                        .where("level = 'channel' and period = 'week' and model = '" + model + "'")
                        .selectExpr(
                                "name",
                                "cast(conversions as decimal(18,6)) as conversions",
                                "cast(revenue as decimal(18,4)) as revenue"),
                "name",
                "conversions",
                "revenue");
    }

    private static Dataset<Row> mart(
            Dataset<Row> steps,
            Dataset<Row> journeys,
            Dataset<Row> spend,
            Dataset<Row> map,
            ExperienceSettings settings) {
        return MartAttribution.rows(steps, journeys, spend, CAMPAIGNS, map, settings);
    }

    /** Journeys of one day from rows of path, conversions, others, revenue of all conversions. */
    private static Dataset<Row> journeys(String paths) {
        return frame("path string, conversions int, others int, revenue decimal(28,10)", paths)
                .selectExpr(
                        "explode(sequence(1, conversions + others)) as number",
                        "conversions",
                        "split(path, ',') as channels",
                        "revenue")
                .selectExpr(
                        "date'2026-03-10' as journey_date",
                        "number <= conversions as is_converted",
                        "size(channels) as steps",
                        "channels",
                        "transform(channels, channel -> 'any') as pillars",
                        "transform(channels, channel -> '') as campaign_keys",
                        "case when number = 1 then revenue end as revenue");
    }
}
