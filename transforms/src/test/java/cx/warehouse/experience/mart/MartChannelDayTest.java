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
            "interaction_id string, interaction_type string, event_date date, channel string, campaign_key string",
            """
            i1 | visit | 2026-03-14 | Email | k1
            i2 | order | 2026-03-14 | Email | k1
            i3 | visit | 2026-03-14 | Direct |
            i4 | visit | 2026-03-14 | (not marketing) |
            """);

    private static final Dataset<Row> ORDERS = rows(
            "mart/fact_order",
            "order_id string, origin string, order_date date, gross_revenue decimal(28,10), channel string, pillar string, campaign_key string",
            """
            100 | web | 2026-03-14 | 33.3333333333 | Email | owned | k1
            101 | web | 2026-03-14 | 0.0000000001 | | |
            102 | web | 2026-03-14 | 2.5 | Paid Search | paid |
            s1 | store | 2026-03-14 | 5 | | owned |
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

    private static final Dataset<Row> MART = MartSql.rows(
            spark(),
            sql("mart_channel_day"),
            Map.of(
                    "fact_customer_experience", FACT,
                    "fact_order", ORDERS,
                    "fact_spend", SPEND,
                    "dim_campaign", CAMPAIGNS,
                    "dim_channel", DimChannel.rows(spark(), SETTINGS)));

    @Test
    void visitsOrdersAndSpendMeetByDayChannelAndCampaign() {
        assertThat(text(
                        MART,
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
                (untracked) | (untracked) | (none) | 0 | 1 | 0.0000000001 | 0.0000000000 | 0 |  |\s
                Direct | owned | (none) | 1 | 0 | 0.0000000000 | 0.0000000000 | 0 |  |\s
                Email | owned | spring | 1 | 1 | 33.3333333333 | 0.0000000000 | 0 |  |\s
                Paid Search | paid | (none) | 0 | 1 | 2.5000000000 | 1.3000000006 | 6 | 1.923076922189349 | 1.3000000006""");
    }

    @Test
    void theTotalsOfTheMartAreThoseOfItsFacts() {
        Row total = MART.selectExpr("sum(revenue)", "sum(cost_reporting)", "sum(impressions)")
                .first();
        Row revenue =
                ORDERS.filter("origin = 'web'").selectExpr("sum(gross_revenue)").first();
        Row cost = SPEND.selectExpr("sum(cost_reporting)", "sum(impressions)").first();
        assertThat((BigDecimal) total.get(0)).isEqualByComparingTo(revenue.getDecimal(0));
        assertThat((BigDecimal) total.get(1)).isEqualByComparingTo(cost.getDecimal(0));
        assertThat(total.getLong(2)).isEqualTo(cost.getLong(1));
    }

    @Test
    void revenueOfAPillarIsThatOfItsOrders() {
        assertThat(text(MART.where("orders > 0").groupBy("pillar").sum("revenue"), "pillar", "sum(revenue)"))
                .isEqualTo(text(
                        ORDERS.where("origin = 'web'")
                                .selectExpr("coalesce(pillar, '(untracked)') as pillar", "gross_revenue")
                                .groupBy("pillar")
                                .sum("gross_revenue"),
                        "pillar",
                        "sum(gross_revenue)"));
    }
}
