package cx.warehouse.experience.visit;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;
import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.experience.ExperienceTest;
import cx.warehouse.experience.RewrittenRows;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class OrderVisitsTest extends ExperienceTest {

    private static final Dataset<Row> ORDERS = frame("order_id string, origin string, order_date date", """
            100 | web | 2026-03-14
            101 | web | 2026-03-14
            102 | web | 2026-03-14
            s1 | store | 2026-03-14
            """);

    /** Visits, each with one purchase event: visit_key, channel, campaign_key, order number and time (UTC). */
    private static Dataset<Row> visits(String text) {
        return frame("visit_key string, channel string, campaign_key string, order_id string, seen_at timestamp", text)
                .withColumn("interaction_key", col("visit_key"))
                .withColumn("orders", array(struct("seen_at", "interaction_key", "order_id")));
    }

    private static String found(String visits) {
        return text(
                OrderVisits.addVisit(ORDERS, visits(visits), SETTINGS),
                "order_id",
                "visit_key",
                "channel",
                "pillar",
                "campaign_key",
                "is_untracked");
    }

    @Test
    void anOrderIsPlacedInTheVisitOfItsFirstPurchase() {
        assertThat(found("""
                v2 | Direct | | 100 | 2026-03-14 14:05:00
                v1 | Paid Search | k1 | 100 | 2026-03-14 14:00:00
                v3 | Direct | | s1 | 2026-03-14 14:00:00
                """)).isEqualTo("""
                100 | v1 | Paid Search | paid | k1 | false
                101 |  |  |  |  | true
                102 |  |  |  |  | true
                s1 |  |  | owned |  | false""");
    }

    @Test
    void aPurchaseIsSeenOnTheOrdersDayOrBesideIt() {
        assertThat(found("""
                v1 | Direct | | 100 | 2026-03-13 03:59:59
                v2 | Email | | 100 | 2026-03-14 03:59:59
                v3 | SMS | | 101 | 2026-03-15 04:00:00
                v4 | Referral | | 102 | 2026-03-16 04:00:00
                """)).isEqualTo("""
                100 | v2 | Email | owned |  | false
                101 | v3 | SMS | owned |  | false
                102 |  |  |  |  | true
                s1 |  |  | owned |  | false""");
    }

    @Test
    void aVisitWithAnOrderOnOneSideHasChanged() {
        Dataset<Row> before = visits("""
                v1 | Direct | | 100 | 2026-03-14 14:00:00
                v2 | Direct | | 101 | 2026-03-14 14:00:00
                """);
        Dataset<Row> now = visits("""
                v1 | Direct | | 100 | 2026-03-14 14:00:00
                v2 | Email | | 101 | 2026-03-14 14:00:00
                """);
        assertThat(text(OrderVisits.changed(new RewrittenRows(before, now, 4)), "visit_key", "channel"))
                .isEqualTo("v2 | Direct\nv2 | Email");
    }
}
