package cx.warehouse.experience.mart;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.experience.LargePlanTest;
import cx.warehouse.experience.dimension.DimChannel;
import java.math.BigDecimal;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class MartChannelDayTest extends LargePlanTest {

    private static final Dataset<Row> FACT = rows(
            "mart/fact_customer_experience",
            "interaction_id string, interaction_type string, event_date date, channel string, campaign_key string, visit_key string, order_id string",
            """
            i1 | visit | 2026-03-14 | Email | k1 | v1 |
            i2 | order | 2026-03-14 | Email | k1 | v1 | 100
            i3 | visit | 2026-03-14 | Direct | | v2 |
            i4 | visit | 2026-03-14 | (not marketing) | | v3 |
            """);

    private static final Dataset<Row> ORDERS = rows(
            "mart/fact_order", "order_id string, origin string, order_date date, gross_revenue decimal(28,10)", """
            100 | web | 2026-03-14 | 33.3333333333
            101 | web | 2026-03-14 | 0.0000000001
            s1 | store | 2026-03-14 | 5
            """);

    private static final Dataset<Row> SPEND = rows(
            "mart/fact_spend",
            "campaign_id string, channel string, spend_date date, cost_reporting decimal(28,10), clicks bigint, impressions bigint",
            """
            7 | Paid Search | 2026-03-14 | 0.1000000001 | 1 | 10
            7 | Paid Search | 2026-03-14 | 0.2000000002 | 2 | 20
            8 | Paid Search | 2026-03-14 | 1.0000000003 | 3 | 30
            """);

    private static final Dataset<Row> CAMPAIGNS =
            rows("mart/dim_campaign", "campaign_key string, campaign_name string", "k1 | spring");

    private static Dataset<Row> mart() {
        return mart(FACT, ORDERS);
    }

    private static Dataset<Row> mart(Dataset<Row> fact, Dataset<Row> orders) {
        return MartSql.rows(
                spark(),
                sql("mart_channel_day"),
                Map.of(
                        "fact_customer_experience", fact,
                        "fact_order", orders,
                        "fact_spend", SPEND,
                        "dim_campaign", CAMPAIGNS,
                        "dim_channel", DimChannel.rows(spark(), SETTINGS)));
    }

    @Test
    void visitsOrdersAndSpendMeetByDayChannelAndCampaign() {
        assertThat(text(
                        mart(),
                        "channel",
                        "pillar",
                        "campaign_name",
                        "visits",
                        "orders",
                        "revenue",
                        "cost_reporting",
                        "clicks",
                        "roas",
                        "cac"))
                .isEqualTo("""
                (untracked) | owned | (none) | 0 | 1 | 0.0000000001 | 0.0000000000 | 0 |  |\s
                Direct | owned | (none) | 1 | 0 | 0.0000000000 | 0.0000000000 | 0 |  |\s
                Email | owned | spring | 1 | 1 | 33.3333333333 | 0.0000000000 | 0 |  |\s
                Paid Search | paid | (none) | 0 | 0 | 0.0000000000 | 1.3000000006 | 6 | 0.0 |\s""");
    }

    @Test
    void theTotalsOfTheMartAreThoseOfItsFacts() {
        Row total = mart().selectExpr("sum(revenue)", "sum(cost_reporting)", "sum(impressions)")
                .first();
        Row revenue =
                ORDERS.filter("origin = 'web'").selectExpr("sum(gross_revenue)").first();
        Row cost = SPEND.selectExpr("sum(cost_reporting)", "sum(impressions)").first();
        assertThat((BigDecimal) total.get(0)).isEqualByComparingTo(revenue.getDecimal(0));
        assertThat((BigDecimal) total.get(1)).isEqualByComparingTo(cost.getDecimal(0));
        assertThat(total.getLong(2)).isEqualTo(cost.getLong(1));
    }

    @Test
    void anOrderIsPlacedInTheVisitOfItsFirstPurchaseEvent() {
        assertThat(orderChannels("""
                i1 | event | 100 | v2 | 2026-03-14 | 2026-03-14 14:05:00 | Direct
                i2 | event | #100 | v1 | 2026-03-14 | 2026-03-14 14:00:00 | Email
                i3 | order | 101 | | 2026-03-14 | 2026-03-14 14:00:00 | SMS
                i4 | page_view | 102 | v1 | 2026-03-14 | 2026-03-14 14:00:00 | SMS
                i5 | event | s1 | v1 | 2026-03-14 | 2026-03-14 14:00:00 | SMS
                """)).isEqualTo("(untracked) | 2\nEmail | 1");
    }

    @Test
    void aPurchaseIsSeenOnTheOrdersDayOrADayBesideIt() {
        assertThat(orderChannels("""
                i1 | event | 100 | v1 | 2026-03-12 | 2026-03-13 03:59:59 | Direct
                i2 | event | 100 | v2 | 2026-03-13 | 2026-03-14 03:59:59 | Email
                i3 | event | 101 | v3 | 2026-03-15 | 2026-03-15 04:00:00 | SMS
                i4 | event | 102 | v4 | 2026-03-16 | 2026-03-16 04:00:00 | Referral
                """)).isEqualTo("(untracked) | 1\nEmail | 1\nSMS | 1");
    }

    /** Channel and number of orders of the 14th that these rows of the fact hold. */
    private static String orderChannels(String fact) {
        Dataset<Row> orders = rows("mart/fact_order", "order_id string, origin string, order_date date", """
                100 | web | 2026-03-14
                101 | web | 2026-03-14
                102 | web | 2026-03-14
                s1 | store | 2026-03-14
                """);
        Dataset<Row> seen = rows(
                "mart/fact_customer_experience",
                "interaction_id string, interaction_type string, order_id string, visit_key string, event_date date,"
                        + " occurred_at timestamp, channel string",
                fact);
        return text(mart(seen, orders).where("orders > 0"), "channel", "orders");
    }
}
