package cx.warehouse.experience.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.experience.ExperienceTest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests that an order follows its visit, whichever of them is delivered first. */
class OrderRebuildTest extends ExperienceTest {

    private static final String EVENT =
            "interaction_key string, visitor_id string, session_id string, interaction_type string, occurred_at timestamp, utm_medium string, order_id string";

    /** An order of 14 March, one of 15 March, and a refund of the first that its shop dates by its own midnight. */
    private static final Dataset<Row> RECORDS = interactions(
            "interaction_key string, interaction_type string, occurred_at timestamp, order_id string, amount decimal(18,6)",
            """
            o1 | order | 2026-03-14 12:00:00 | 100 | 10
            o2 | order | 2026-03-15 12:00:00 | 101 | 20
            r1 | refund | 2026-03-14 03:59:59 | 100 | -4
            """);

    private static final Dataset<Row> ORDERS = rows(
            "conformed/sales_order",
            "order_id string, ordered_at timestamp, local_date date, gross_amount decimal(18,6)",
            """
            100 | 2026-03-14 12:00:00 | 2026-03-14 | 10
            101 | 2026-03-15 12:00:00 | 2026-03-15 | 20
            """);

    private static final Dataset<Row> PURCHASES = interactions(EVENT, """
            e1 | ada | s1 | page_view | 2026-03-14 11:50:00 | email |
            e2 | ada | s1 | event | 2026-03-14 12:00:01 | | 100
            e3 | bob | s2 | event | 2026-03-15 12:00:01 | | 101
            """);

    private static final String UNTRACKED = """
            order | 100 |  |  | true | false
            order | 101 |  |  | true | false
            refund | 100 |  |  |  | false""";

    private static final String TRACKED = """
            order | 100 | Email | owned | false | true
            order | 101 | Direct | owned | false | true
            refund | 100 | Email | owned |  | false""";

    /** A warehouse whose orders were delivered before their visits. */
    private static MemoryWarehouse ordersFirst;

    @BeforeAll
    static void publishesTheOrders() {
        ordersFirst = deliverOrders(new MemoryWarehouse(), "2026-03-17");
        ordersFirst.run("2026-03-17");
    }

    private static MemoryWarehouse deliverOrders(MemoryWarehouse warehouse, String date) {
        return warehouse.deliver("interaction", "shop", date, RECORDS).deliver("sales_order", "shop", date, ORDERS);
    }

    private static String orders(MemoryWarehouse warehouse) {
        return text(
                warehouse
                        .published(TableNames.FACT)
                        .where("source = 'shop'")
                        .selectExpr(
                                "interaction_type",
                                "order_id",
                                "channel",
                                "pillar",
                                "is_untracked",
                                "visit_key is not null as has_visit"),
                "interaction_type",
                "order_id",
                "channel",
                "pillar",
                "is_untracked",
                "has_visit");
    }

    @Test
    void anOrderIsUntrackedUntilItsVisitIsDelivered() {
        assertThat(orders(ordersFirst)).isEqualTo(UNTRACKED);
        MemoryWarehouse warehouse = ordersFirst.copy().deliver("interaction", "web", "2026-03-18", PURCHASES);
        MemoryWarehouse.Night night = warehouse.run("2026-03-18");
        assertThat(orders(warehouse)).isEqualTo(TRACKED);
        assertThat(night.interactions().rebuiltDays())
                .isEqualTo(SourceDays.ofPartitions(java.util.Set.of(
                        "event_date=2026-03-13/source=shop",
                        "event_date=2026-03-14/source=shop",
                        "event_date=2026-03-15/source=shop")));
    }

    @Test
    void anOrderFindsTheVisitThatWasDeliveredBefore() {
        MemoryWarehouse warehouse = new MemoryWarehouse().deliver("interaction", "web", "2026-03-17", PURCHASES);
        warehouse.run("2026-03-17");
        deliverOrders(warehouse, "2026-03-18").run("2026-03-18");
        assertThat(orders(warehouse)).isEqualTo(TRACKED);
    }

    @Test
    void ordersAndVisitsOfOneNightFindEachOther() {
        MemoryWarehouse warehouse = deliverOrders(new MemoryWarehouse(), "2026-03-17")
                .deliver("interaction", "web", "2026-03-17", PURCHASES);
        warehouse.run("2026-03-17");
        assertThat(orders(warehouse)).isEqualTo(TRACKED);
    }

    @Test
    void aChangedVisitMovesItsOrderAlone() {
        MemoryWarehouse warehouse = ordersFirst.copy().deliver("interaction", "web", "2026-03-18", PURCHASES);
        warehouse.run("2026-03-18");
        warehouse.deliver(
                "interaction",
                "web",
                "2026-03-19",
                interactions(EVENT, "e0 | bob | s2 | page_view | 2026-03-15 11:00:00 | sms |"));
        MemoryWarehouse.Night night = warehouse.run("2026-03-19");
        assertThat(orders(warehouse)).isEqualTo(TRACKED.replace("Direct", "SMS"));
        assertThat(night.interactions().rebuiltDays())
                .isEqualTo(SourceDays.ofPartitions(java.util.Set.of("event_date=2026-03-15/source=shop")));
    }

    @Test
    void aRedeliveryWithoutThePurchaseLeavesTheOrderUntracked() {
        MemoryWarehouse warehouse = ordersFirst.copy().deliver("interaction", "web", "2026-03-18", PURCHASES);
        warehouse.run("2026-03-18");
        warehouse.deliver("interaction", "web", "2026-03-18", PURCHASES.where("interaction_key <> 'e2'"));
        warehouse.run("2026-03-18");
        assertThat(orders(warehouse)).isEqualTo("""
                order | 100 |  |  | true | false
                order | 101 | Direct | owned | false | true
                refund | 100 |  |  |  | false""");
    }
}
