package cx.warehouse.spark;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.tables.IcebergTables;
import cx.warehouse.testing.LocalWarehouse;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests how sessions and plans follow the size of the input. */
class SparkEngineTest {

    @TempDir
    Path folder;

    @Test
    void aSmallQueryIsNotCompiledEvenInALargeNight() {
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder)) {
            SparkEngine engine = warehouse.engine();
            engine.tune(1L << 30);
            Dataset<Row> little = engine.session().range(1_000).toDF();
            Dataset<Row> much = engine.session().range(10_000_000).toDF();

            assertThat(isCompiled(engine.routeBySize(little).sparkSession())).isFalse();
            assertThat(isCompiled(engine.routeBySize(much).sparkSession())).isTrue();
            assertThat(isCompiled(engine.routeBySize(little.join(much, "id")).sparkSession()))
                    .isTrue();
        }
    }

    @Test
    void materializedRowsStayInTheirSession() {
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder)) {
            SparkEngine engine = warehouse.engine();
            Dataset<Row> kept = engine.materialize(engine.session().range(3).toDF());

            assertThat(kept.sparkSession()).isSameAs(engine.session());
            assertThat(kept.join(engine.session().range(1, 5).toDF(), "id").count())
                    .isEqualTo(2);
        }
    }

    @Test
    void smallTablesAreJoinedInOnePartitionWithoutExchange() {
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder)) {
            IcebergTables tables = warehouse.tables();
            Dataset<Row> ids = warehouse.engine().session().range(20).toDF();
            for (String table : List.of("mart.one", "mart.other")) {
                tables.ensure(table, ids.schema(), List.of());
                tables.publish(table, "load", tables.stage(table, "load", ids, functions.lit(true)), "load");
            }
            SparkEngine engine = warehouse.engine();
            engine.tune(0, 0);
            String inPlace = plan(joinTables(tables));
            List<Row> found = joinTables(tables).collectAsList();
            assertThat(inPlace).doesNotContain("Exchange");
            assertThat(inPlace).as("the filter still reaches the files").contains("id > 16");

            engine.tune(0, 1L << 30);
            assertThat(plan(joinTables(tables))).contains("BroadcastExchange");
            assertThat(joinTables(tables).collectAsList()).hasSize(3).isEqualTo(found);
        }
    }

    /**
     * The rows that a failed rule shows depend on their order, and a sort-merge join has another order than a broadcast
     * join.
     */
    @Test
    void aCheckBroadcastsOnRequestEvenForSmallTables() {
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder)) {
            SparkEngine engine = warehouse.engine();
            engine.tune(0, 0);
            Dataset<Row> rows = engine.routeToCheck(engine.session().range(20).toDF());
            Dataset<Row> few = rows.sparkSession().range(10).toDF();
            assertThat(plan(rows.join(functions.broadcast(few), "id"))).contains("BroadcastExchange");
        }
    }

    @Test
    void operatorSettingsReturnAfterASmallNight() {
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder)) {
            SparkSession session = warehouse.engine().session().newSession();
            session.conf().set("spark.sql.autoBroadcastJoinThreshold", 1_000);
            SessionTuning fit = new SessionTuning(session, false, false);
            fit.apply(1, true, true);
            assertThat(session.conf().get("spark.sql.autoBroadcastJoinThreshold"))
                    .isEqualTo("-1");
            fit.apply(2, false, false);
            assertThat(session.conf().get("spark.sql.autoBroadcastJoinThreshold"))
                    .isEqualTo("1000");
            assertThat(session.conf().get("spark.sql.optimizer.disableHints")).isEqualTo("false");
        }
    }

    private static Dataset<Row> joinTables(IcebergTables tables) {
        return tables.read("mart.one")
                .join(functions.broadcast(tables.read("mart.other")), "id")
                .where("id > 16")
                .groupBy("id")
                .count()
                .orderBy("id");
    }

    private static String plan(Dataset<Row> rows) {
        return ((org.apache.spark.sql.classic.Dataset<Row>) rows)
                .queryExecution()
                .executedPlan()
                .toString();
    }

    private static boolean isCompiled(SparkSession session) {
        return Boolean.parseBoolean(session.conf().get("spark.sql.codegen.wholeStage"));
    }
}
