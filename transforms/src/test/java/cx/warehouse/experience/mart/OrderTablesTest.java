package cx.warehouse.experience.mart;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.experience.ExperienceTest;
import cx.warehouse.experience.RewrittenRows;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Tests that the orders that a night may change, computed alone, are those of a night that computes all. */
class OrderTablesTest extends ExperienceTest {

    private static final String ORDER = "order_id string, origin string, business_date date, payment_id string,"
            + " refund_of string, gross_amount decimal(18,6), refunded_amount decimal(18,6)";

    private static final String BEFORE = """
            100 | web | 2026-03-10 | | | 10 |
            101 | web | 2026-03-10 | | | 20 |
            s1 | store | 2026-03-10 | p1 | | 30 |
            s2 | store | 2026-03-10 | p2 | | 40 |
            s9R | store | 2026-03-10 | p9 | p9 | -9 |
            """;

    private static final Dataset<Row> NODES =
            frame("identifier_type string, identifier_value string, customer_key string", "login | ada | c1");

    private static NightInputs night(String delivered, Dataset<Row> nodesNow, String reason, Dataset<Row> prior) {
        Dataset<Row> orders = rows("conformed/sales_order", ORDER, BEFORE);
        Dataset<Row> changes = frame("old_key string, new_key string, reason string", reason);
        Dataset<Row> blocked = none("state/identity_blocked");
        Dataset<Row> visits = none("state/visit");
        Map<String, RewrittenRows> versions = Map.of(
                "conformed.sales_order",
                NightInputs.versions(orders, orders.unionByName(rows("conformed/sales_order", ORDER, delivered))),
                "state.identity_node",
                NightInputs.versions(NODES, nodesNow),
                "state.identity_change",
                NightInputs.versions(changes.limit(0), changes),
                "state.identity_blocked",
                NightInputs.versions(blocked, blocked),
                "state.visit",
                NightInputs.versions(visits, visits));
        return new NightInputs(versions, prior, false);
    }

    private static Dataset<Row> ordersBefore() {
        return OrderTables.orders(night("", NODES, "", none("mart/fact_order")), SETTINGS);
    }

    /** The keys that change, after a check that all orders are those of a night that computes all. */
    private static String changedKeys(String delivered, Dataset<Row> nodesNow, String reason) {
        Dataset<Row> prior = ordersBefore();
        NightInputs night = night(delivered, nodesNow, reason, prior);
        KeyedRows changed = OrderTables.changedOrders(night, SETTINGS);
        String[] columns = {"origin", "order_id", "customer_key", "gross_amount", "net_amount"};
        assertThat(text(
                        prior.join(changed.keys(), changed.keys().columns(), "left_anti")
                                .unionByName(changed.rows()),
                        columns))
                .isEqualTo(text(OrderTables.orders(night, SETTINGS), columns));
        return text(changed.keys(), "order_id");
    }

    @Test
    void anOrderThatIsDeliveredAgainChangesAlone() {
        assertThat(changedKeys("#100 | web | 2026-03-12 | | | 10 | 4", NODES, ""))
                .isEqualTo("100");
    }

    @Test
    void aRefundChangesItsPaymentAndAPaymentItsRefund() {
        assertThat(changedKeys("""
                s1R | store | 2026-03-12 | p1 | p1 | -5 |
                s9 | store | 2026-03-12 | p9 | | 50 |
                """, NODES, "")).isEqualTo("s1\ns1R\ns9\ns9R");
    }

    @Test
    void aRefundThatTurnsOutToBeOfAnotherPaymentChangesBoth() {
        assertThat(changedKeys("s9R | store | 2026-03-12 | p2 | p2 | -9 |", NODES, ""))
                .isEqualTo("s2\ns9R");
    }

    @Test
    void anOrderNumberThatLeadsToACustomerForTheFirstTimeChangesItsOrder() {
        Dataset<Row> now = NODES.unionByName(
                frame("identifier_type string, identifier_value string, customer_key string", "order | 101 | c2"));
        assertThat(changedKeys("", now, "")).isEqualTo("101");
    }

    @Test
    void aSplitChangesAllOrders() {
        assertThat(changedKeys("", NODES, "c1 | c2 | split").lines()).hasSize(5);
    }
}
