package cx.warehouse.experience.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.experience.ExperienceTest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class MartJourneyTest extends ExperienceTest {

    private static final Dataset<Row> VISITS = rows(
            "state/visit",
            "visit_key string, customer_key string, visit_started_at timestamp, channel string, campaign_key string",
            """
            a1 | C1 | 2026-03-01 10:00:00 | Paid Search | k1
            a2 | C1 | 2026-03-03 10:00:00 | Direct |
            b1 | v2 | 2026-01-01 10:00:00 | Display |
            b2 | v2 | 2026-03-02 03:00:00 | Email |
            b3 | C2 | 2026-03-04 03:00:00 | Email |
            """);

    private static final Dataset<Row> CUSTOMERS = rows(
            "mart/dim_customer",
            "customer_key string, current_customer_key string",
            "C1 | C1\nC2 | C2\nv2 | C2\nC3 | C3\nC4 | C4");

    private static final Dataset<Row> ORDERS = rows(
                    "mart/fact_order",
                    "order_id string, customer_key string, ordered_at timestamp, gross_revenue decimal(28,10)",
                    """
                    o1 | C1 | 2026-03-03 22:00:00 | 10
                    o3 | C3 | 2026-03-05 10:00:00 | 20
                    o4 | | 2026-03-05 10:00:00 | 30
                    """)
            .selectExpr("* except (order_date, net_amount)", "to_date(ordered_at) order_date", "1 net_amount");

    private static final Dataset<Row> JOURNEYS =
            MartJourney.rows(PathStep.rows(ORDERS, VISITS, CUSTOMERS, SETTINGS), VISITS, ORDERS, CUSTOMERS, SETTINGS);

    @Test
    void aJourneyIsAConversionOrAPersonWhoNeverConverted() {
        assertThat(text(
                        JOURNEYS,
                        "customer_key",
                        "is_converted",
                        "order_id",
                        "journey_date",
                        "started_at",
                        "ended_at",
                        "steps",
                        "days",
                        "first_channel",
                        "last_channel",
                        "revenue"))
                .isEqualTo("""
                C1 | true | o1 | 2026-03-03 | 2026-03-01 10:00:00 | 2026-03-03 22:00:00 | 2 | 2.50000000 | Paid Search | Direct | 10.0000000000
                C2 | false |  | 2026-03-03 | 2026-03-02 03:00:00 | 2026-03-04 03:00:00 | 2 | 2.00000000 | Email | Email |\s
                C3 | true | o3 | 2026-03-05 | 2026-03-05 10:00:00 | 2026-03-05 10:00:00 | 0 | 0.00000000 |  |  | 20.0000000000""");
    }

    @Test
    void thePathIsThereByChannelPillarAndCampaign() {
        assertThat(text(
                        JOURNEYS.selectExpr(
                                "customer_key",
                                "array_join(channels, ',') c",
                                "array_join(pillars, ',') p",
                                "array_join(campaign_keys, ',') k"),
                        "customer_key",
                        "c",
                        "p",
                        "k"))
                .isEqualTo("""
                C1 | Paid Search,Direct | paid,owned | k1,
                C2 | Email,Email | owned,owned | ,
                C3 |  |  |\s""");
    }

    @Test
    void aMonthKeepsItsMostFrequentPaths() {
        assertThat(text(
                        MartPath.rows(JOURNEYS, SETTINGS),
                        "month",
                        "place",
                        "path",
                        "steps",
                        "journeys",
                        "conversions",
                        "revenue"))
                .isEqualTo("""
                2026-03-01 | 1 | Paid Search > Direct | 2 | 1 | 1 | 10.0000000000
                2026-03-01 | 2 | Email > Email | 2 | 1 | 0 | 0.0000000000""");
    }
}
