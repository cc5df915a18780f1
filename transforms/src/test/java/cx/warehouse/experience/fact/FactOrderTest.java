package cx.warehouse.experience.fact;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.experience.ExperienceTest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class FactOrderTest extends ExperienceTest {

    private static Dataset<Row> fact(String schema, String orders) {
        return FactOrder.rows(
                rows("conformed/sales_order", schema, orders),
                persons("email | ada@mail.test | c1\nloyalty | L7 | c2"),
                none("state/visit"),
                rates(),
                SETTINGS);
    }

    @Test
    void theLatestVersionOfAWebOrderCountsAndAFullRefundLeavesNothing() {
        Dataset<Row> orders = fact(
                "order_id string, business_date date, gross_amount decimal(18,6), refunded_amount decimal(18,6), financial_status string, email string, ordered_at timestamp",
                """
                100 | 2026-03-14 | 89.90 | | paid | ADA@mail.test | 2026-03-14 03:00:00
                100 | 2026-03-16 | 89.90 | 97.09 | refunded | ADA@mail.test | 2026-03-14 03:00:00
                101 | 2026-03-14 | 50.00 | 20.00 | partially_refunded | eve@mail.test | 2026-03-14 05:00:00
                """);
        assertThat(text(
                        orders,
                        "order_id",
                        "customer_key",
                        "order_date",
                        "gross_amount",
                        "net_amount",
                        "gross_revenue",
                        "net_revenue"))
                .isEqualTo("""
                100 | c1 | 2026-03-13 | 89.900000 | 0.000000 | 89.9000000000 | 0.0000000000
                101 |  | 2026-03-14 | 50.000000 | 30.000000 | 50.0000000000 | 30.0000000000""");
    }

    @Test
    void aStoreRefundReducesItsPaymentOrStandsAlone() {
        Dataset<Row> orders = fact(
                "order_id string, origin string, payment_id string, refund_of string, gross_amount decimal(18,6), loyalty_number string",
                """
                s1 | store | p1 | | 61.20 | L7
                s1R | store | p1 | p1 | -11.20 | L7
                s2R | store | p2 | p2 | -3.00 |
                """);
        assertThat(text(orders, "order_id", "customer_key", "gross_amount", "net_amount"))
                .isEqualTo("""
                s1 | c2 | 61.200000 | 50.000000
                s2R |  | 0.000000 | -3.000000""");
    }

    @Test
    void revenueIsAtTheRateOfTheOrdersLocalDay() {
        assertThat(text(
                        fact(
                                "order_id string, currency string, gross_amount decimal(18,6), local_date date",
                                "100 | GBP | 100 | 2026-03-08"),
                        "gross_revenue"))
                .isEqualTo("127.2343914724");
    }
}
