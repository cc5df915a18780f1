package cx.warehouse.experience.mart;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.experience.ExperienceTest;
import cx.warehouse.experience.RewrittenRows;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class AttributionTablesTest extends ExperienceTest {

    /** An anonymous visitor proves to be Ada, who bought the day after; Bob was never identified. */
    private static final Dataset<Row> VISITS = rows(
            "state/visit", "visit_key string, customer_key string, visit_started_at timestamp, channel string", """
            a1 | v1 | 2026-03-07 12:00:00 | Email
            a2 | v1 | 2026-01-07 12:00:00 | Display
            b1 | v2 | 2026-03-07 12:00:00 | Direct
            """);

    private static final Dataset<Row> ORDERS = rows(
                    "mart/fact_order",
                    "order_id string, customer_key string, ordered_at timestamp, gross_revenue decimal(28,10)",
                    """
                    o1 | ada | 2026-03-08 12:00:00 | 10
                    o2 | ada | 2026-06-08 12:00:00 | 20
                    o3 | eve | 2026-03-09 12:00:00 | 30
                    """)
            .selectExpr("* except (order_date, net_amount)", "to_date(ordered_at) order_date", "1 net_amount");

    private static final Dataset<Row> BEFORE = customers("ada | ada\neve | eve\nv1 | v1\nv2 | v2");
    private static final Dataset<Row> NOW = customers("ada | ada\neve | eve\nv1 | ada\nv2 | v2");

    @Test
    void aKeyThatLeadsElsewhereRebuildsTheConversionsAfterItsVisits() {
        assertThat(text(AttributionTables.redirectedDays(inputs(NOW, NOW, null), SETTINGS), "order_date"))
                .isEmpty();
        assertThat(text(AttributionTables.redirectedDays(inputs(BEFORE, NOW, null), SETTINGS), "order_date"))
                .isEqualTo("2026-03-08");
        Dataset<Row> merged = customers("ada | eve\neve | eve\nv1 | v1\nv2 | v2");
        assertThat(text(AttributionTables.redirectedDays(inputs(BEFORE, merged, null), SETTINGS), "order_date"))
                .isEqualTo("2026-03-08\n2026-06-08");
    }

    @Test
    void changedJourneysAreThoseOfTheTwoPersonsOfAKey() {
        NightInputs first = inputs(BEFORE.limit(0), BEFORE, none("mart/mart_journey"));
        Dataset<Row> before = AttributionTables.journeys(first, SETTINGS);
        NightInputs night = inputs(BEFORE, NOW, before);
        KeyedRows changed = AttributionTables.changedJourneys(night, SETTINGS);
        assertThat(text(changed.keys(), "customer_key")).isEqualTo("ada\nv1");
        Dataset<Row> replaced = before.join(changed.keys(), new String[] {"customer_key"}, "left_anti")
                .unionByName(changed.rows());
        String[] columns = {"customer_key", "order_id", "steps", "first_channel"};
        assertThat(text(replaced, columns))
                .isEqualTo(text(AttributionTables.journeys(night, SETTINGS), columns))
                .isEqualTo("""
                ada | o1 | 1 | Email
                ada | o2 | 0 |\s
                eve | o3 | 0 |\s
                v2 |  | 1 | Direct""");
    }

    private static NightInputs inputs(Dataset<Row> customersBefore, Dataset<Row> customersNow, Dataset<Row> prior) {
        Map<String, RewrittenRows> versions = new HashMap<>(Map.of(
                "fact_order", new RewrittenRows(ORDERS, ORDERS, 0),
                "state.visit", new RewrittenRows(VISITS, VISITS, 0),
                "dim_customer", NightInputs.versions(customersBefore, customersNow)));
        Dataset<Row> stepsBefore =
                AttributionTables.steps(new NightInputs(with(versions, customersBefore), null, true), SETTINGS);
        Dataset<Row> stepsNow =
                AttributionTables.steps(new NightInputs(with(versions, customersNow), null, true), SETTINGS);
        versions.put("path_step", NightInputs.versions(stepsBefore, stepsNow));
        return new NightInputs(versions, prior, false);
    }

    private static Map<String, RewrittenRows> with(Map<String, RewrittenRows> versions, Dataset<Row> customers) {
        Map<String, RewrittenRows> all = new HashMap<>(versions);
        all.put("dim_customer", new RewrittenRows(customers, customers, 0));
        return all;
    }

    private static Dataset<Row> customers(String keys) {
        return rows("mart/dim_customer", "customer_key string, current_customer_key string", keys);
    }
}
