package cx.warehouse.experience.mart;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.trunc;
import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.experience.ExperienceTest;
import cx.warehouse.experience.RewrittenRows;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class CustomerTablesTest extends ExperienceTest {

    private static final String ADA = "a".repeat(40);
    private static final String BOB = "b".repeat(40);
    private static final String EVE = "e".repeat(40);
    private static final String NEW = "d".repeat(40);

    private static final String ADA_KEY = ADA.substring(0, 32);
    private static final String BOB_KEY = BOB.substring(0, 32);
    private static final String EVE_KEY = EVE.substring(0, 32);
    private static final String NEW_KEY = NEW.substring(0, 32);

    /** Ada and Eve logged in on earlier days; Bob logs in tonight, and a new visitor comes. */
    private static final Dataset<Row> VISITS_BEFORE = visits(ADA + " | v1 | 2026-03-10 10:00:00 | k1 | login\n" + BOB
            + " | v2 | 2026-03-10 10:00:00 | " + BOB_KEY + " | anonymous\n" + EVE
            + " | v3 | 2026-03-10 10:00:00 | k9 | login");

    private static final Dataset<Row> VISITS_NOW = VISITS_BEFORE.unionByName(visits(BOB
            + " | v4 | 2026-03-12 10:00:00 | k3 | login\n" + NEW + " | v5 | 2026-03-12 11:00:00 | " + NEW_KEY
            + " | anonymous"));

    /** Tonight k2 proves to be k1, and k3 is new. */
    private static final Dataset<Row> NODES_BEFORE = nodes("""
            login | ada | k1 | 2026-03-10 10:00:00
            email | ada@mail.test | k2 | 2026-03-09 10:00:00
            login | eve | k9 | 2026-03-10 10:00:00""");

    private static final Dataset<Row> NODES_NOW = nodes("""
            login | ada | k1 | 2026-03-10 10:00:00
            email | ada@mail.test | k1 | 2026-03-09 10:00:00
            login | eve | k9 | 2026-03-10 10:00:00
            login | bob | k3 | 2026-03-12 10:00:00""");

    private static final Dataset<Row> MERGE =
            frame("old_key string, new_key string, reason string, changed_on date", "k2 | k1 | merge | 2026-03-12");

    private static Dataset<Row> visits(String rows) {
        return frame(
                "visitor_key string, visit_key string, visit_started_at timestamp, customer_key string,"
                        + " identity_rule string",
                rows);
    }

    private static Dataset<Row> visitors(Dataset<Row> visits) {
        return visits.groupBy("visitor_key").agg(min("visit_started_at").as("first_seen_at"));
    }

    private static Dataset<Row> nodes(String rows) {
        return frame(
                        "identifier_type string, identifier_value string, customer_key string, first_seen_at timestamp",
                        rows)
                .withColumn(
                        "first_seen_month", trunc(col("first_seen_at"), "month").cast("date"))
                .withColumn("rule", lit("deterministic"));
    }

    private static final Map<String, RewrittenRows> FIRST_NIGHT = Map.of(
            "state.identity_node", NightInputs.versions(NODES_BEFORE.limit(0), NODES_BEFORE),
            "state.identity_change", NightInputs.versions(MERGE.limit(0), MERGE.limit(0)),
            "state.identity_blocked", NightInputs.versions(MERGE.limit(0), MERGE.limit(0)),
            "state.visit", NightInputs.versions(VISITS_BEFORE.limit(0), VISITS_BEFORE),
            "state.visitor", NightInputs.versions(visitors(VISITS_BEFORE).limit(0), visitors(VISITS_BEFORE)));

    private static final Map<String, RewrittenRows> SECOND_NIGHT = Map.of(
            "state.identity_node", NightInputs.versions(NODES_BEFORE, NODES_NOW),
            "state.identity_change", NightInputs.versions(MERGE.limit(0), MERGE),
            "state.identity_blocked", NightInputs.versions(MERGE.limit(0), MERGE.limit(0)),
            "state.visit", NightInputs.versions(VISITS_BEFORE, VISITS_NOW),
            "state.visitor", NightInputs.versions(visitors(VISITS_BEFORE), visitors(VISITS_NOW)));

    private static Dataset<Row> first(String table) {
        return none("mart/" + table);
    }

    private static Dataset<Row> replaced(Dataset<Row> prior, KeyedRows changed) {
        return prior.join(changed.keys(), changed.keys().columns(), "left_anti").unionByName(changed.rows());
    }

    private static Map<String, RewrittenRows> with(
            Map<String, RewrittenRows> inputs, Dataset<Row> before, Dataset<Row> now) {
        Map<String, RewrittenRows> all = new java.util.HashMap<>(inputs);
        all.put("dim_customer", NightInputs.versions(before, now));
        return all;
    }

    @Test
    void changedKeysAreThoseOfNewVisitsIdentifiersAndMerges() {
        Dataset<Row> before =
                CustomerTables.customers(new NightInputs(FIRST_NIGHT, first("dim_customer"), true), SETTINGS);
        NightInputs night = new NightInputs(SECOND_NIGHT, before, false);
        KeyedRows changed = CustomerTables.changedCustomers(night, SETTINGS);
        assertThat(text(changed.keys(), "customer_key"))
                .isEqualTo(String.join("\n", BOB_KEY, NEW_KEY, "k1", "k2", "k3"));
        String[] columns = {"customer_key", "current_customer_key", "is_anonymous", "first_seen_at", "first_visit_at"};
        assertThat(text(replaced(before, changed), columns))
                .isEqualTo(text(CustomerTables.customers(night, SETTINGS), columns))
                .contains("k2 | k1 | false | 2026-03-09", BOB_KEY + " | k3 | true", EVE_KEY + " | k9 | true");
    }

    @Test
    void changedIdentifiersAreThoseOfNewVisitsAndPersons() {
        Dataset<Row> dimension =
                CustomerTables.customers(new NightInputs(FIRST_NIGHT, first("dim_customer"), true), SETTINGS);
        Dataset<Row> before = CustomerTables.bridge(
                new NightInputs(with(FIRST_NIGHT, first("dim_customer"), dimension), first("bridge_identity"), true),
                SETTINGS);
        Dataset<Row> now = CustomerTables.customers(new NightInputs(SECOND_NIGHT, dimension, false), SETTINGS);
        NightInputs night = new NightInputs(with(SECOND_NIGHT, dimension, now), before, false);
        KeyedRows changed = CustomerTables.changedBridge(night, SETTINGS);
        assertThat(text(changed.keys().where("identifier_type = 'visitor'"), "identifier_hash"))
                .isEqualTo(BOB + "\n" + NEW);
        String[] columns = before.columns();
        assertThat(text(replaced(before, changed), columns))
                .isEqualTo(text(CustomerTables.bridge(night, SETTINGS), columns))
                .contains("visitor | " + ADA + " | k1", "visitor | " + BOB + " | k3");
    }

    @Test
    void aVisitorWhosePersonEndedHasTheSurvivorInTheBridge() {
        Map<String, RewrittenRows> earlier = Map.copyOf(FIRST_NIGHT);
        Dataset<Row> dimension =
                CustomerTables.customers(new NightInputs(earlier, first("dim_customer"), true), SETTINGS);
        Dataset<Row> before = CustomerTables.bridge(
                new NightInputs(with(earlier, first("dim_customer"), dimension), first("bridge_identity"), true),
                SETTINGS);
        Map<String, RewrittenRows> merged = new java.util.HashMap<>(SECOND_NIGHT);
        Dataset<Row> change = MERGE.selectExpr("'k9' as old_key", "'k1' as new_key", "reason", "changed_on");
        Dataset<Row> joined = NODES_BEFORE.withColumn(
                "customer_key",
                org.apache
                        .spark
                        .sql
                        .functions
                        .when(col("customer_key").equalTo("k9"), "k1")
                        .otherwise(col("customer_key")));
        merged.put("state.identity_change", NightInputs.versions(MERGE.limit(0), change));
        merged.put("state.identity_node", NightInputs.versions(NODES_BEFORE, joined));
        merged.put("state.visit", NightInputs.versions(VISITS_BEFORE, VISITS_BEFORE));
        merged.put("state.visitor", NightInputs.versions(visitors(VISITS_BEFORE), visitors(VISITS_BEFORE)));
        KeyedRows customers = CustomerTables.changedCustomers(new NightInputs(merged, dimension, false), SETTINGS);
        Dataset<Row> now = replaced(dimension, customers);
        assertThat(text(customers.keys(), "customer_key")).isEqualTo(EVE_KEY + "\nk1\nk9");
        NightInputs night = new NightInputs(with(merged, dimension, now), before, false);
        KeyedRows changed = CustomerTables.changedBridge(night, SETTINGS);
        assertThat(text(changed.rows().where("identifier_type = 'visitor'"), "identifier_hash", "customer_key"))
                .isEqualTo(EVE + " | k1");
        NightInputs history = new NightInputs(with(merged, dimension, now), first("customer_history"), false);
        assertThat(text(CustomerTables.changedHistory(history, SETTINGS).rows(), "old_key", "new_key", "reason"))
                .isEqualTo("k9 | k1 | merge");
    }
}
