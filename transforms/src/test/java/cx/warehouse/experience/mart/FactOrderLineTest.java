package cx.warehouse.experience.mart;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.experience.ExperienceTest;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class FactOrderLineTest extends ExperienceTest {

    private static Dataset<Row> lines(String orders, String items) {
        return MartSql.rows(
                spark(),
                sql("fact_order_line"),
                Map.of(
                        "fact_order",
                        rows(
                                "mart/fact_order",
                                "order_id string, origin string, order_date date, gross_amount decimal(18,6), gross_revenue decimal(28,10)",
                                orders),
                        "sales_order_item",
                        rows(
                                "conformed/sales_order_item",
                                "order_id string, line_number int, quantity decimal(18,3), price decimal(18,6), business_date date",
                                items)));
    }

    private static String text(Dataset<Row> lines) {
        return text(
                lines, "order_id", "line_number", "quantity", "amount", "discount", "net_of_discount", "gross_revenue");
    }

    @Test
    void discountsAndRevenueAreSharedOutToTheLastUnit() {
        Dataset<Row> lines = lines("100 | web | 2026-03-14 | 328.80 | 242.4003252473", """
                #100 | 1 | 1 | 109.60 | 2026-03-15
                #100 | 2 | 2 | 59.95 | 2026-03-15
                #100 | 3 | 1 | 109.60 | 2026-03-15
                """);
        assertThat(text(lines)).isEqualTo("""
                100 | 1 | 1.000 | 109.600000 | 3.329047 | 106.270953 | 78.3458441957
                100 | 2 | 2.000 | 119.900000 | 3.641906 | 116.258094 | 85.7086368559
                100 | 3 | 1.000 | 109.600000 | 3.329047 | 106.270953 | 78.3458441957""");
        assertThat(text(
                        lines.groupBy("order_id").sum("net_of_discount", "gross_revenue"),
                        "sum(net_of_discount)",
                        "sum(gross_revenue)"))
                .isEqualTo("328.800000 | 242.4003252473");
    }

    @Test
    void linesOfTheLatestDeliveryCount() {
        assertThat(text(lines("100 | web | 2026-03-14 | 30 | 30", """
                100 | 1 | 1 | 10 | 2026-03-15
                100 | 2 | 2 | 10 | 2026-03-15
                100 | 1 | 3 | 10 | 2026-03-16
                """)))
                .isEqualTo("100 | 1 | 3.000 | 30.000000 | 0.000000 | 30.000000 | 30.0000000000");
    }

    @Test
    void whatNoLineExplainsHasALineOfItsOwn() {
        assertThat(text(lines("""
                100 | web | 2026-03-14 | 30 | 60
                101 | web | 2026-03-14 | 0 | 0
                102 | web | 2026-03-14 | 7 | 7
                s1 | store | 2026-03-14 | 5 | 5
                """, """
                100 | 1 | 1 | 10 | 2026-03-15
                101 | 1 | 1 | 10 | 2026-03-15
                s1 | 1 | 1 | 5 | 2026-03-15
                """))).isEqualTo("""
                100 | 0 |  | 0.000000 | 0.000000 | 20.000000 | 40.0000000000
                100 | 1 | 1.000 | 10.000000 | 0.000000 | 10.000000 | 20.0000000000
                101 | 1 | 1.000 | 10.000000 | 10.000000 | 0.000000 | 0.0000000000
                102 | 0 |  | 0.000000 | 0.000000 | 7.000000 | 7.0000000000""");
    }

    @Test
    void withoutARateTheLinesHaveNoRevenue() {
        assertThat(text(lines("100 | web | 2026-03-14 | 30 |", "100 | 1 | 3 | 10 | 2026-03-15")))
                .isEqualTo("100 | 1 | 3.000 | 30.000000 | 0.000000 | 30.000000 | ");
    }
}
