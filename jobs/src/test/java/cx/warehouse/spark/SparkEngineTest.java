package cx.warehouse.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

class SparkEngineTest {

    @TempDir
    Path folder;

    @Test
    void aQueryOverLittleIsNotCompiledHoweverLargeTheNight() {
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
    void materializedRowsAreJoinedInTheSessionTheyCameFrom() {
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
            assertThat(inPlace).as("files are passed over as ever").contains("id > 16");

            engine.tune(0, 1L << 30);
            assertThat(plan(joinTables(tables))).contains("BroadcastExchange");
            assertThat(joinTables(tables).collectAsList()).hasSize(3).isEqualTo(found);
        }
    }

    /** Which rows a broken rule shows depends on their order, and a join of sorted sides has another. */
    @Test
    void aCheckSendsWhatItSaysAlsoWhereTablesAreLittle() {
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder)) {
            SparkEngine engine = warehouse.engine();
            engine.tune(0, 0);
            Dataset<Row> rows = engine.routeToCheck(engine.session().range(20).toDF());
            Dataset<Row> few = rows.sparkSession().range(10).toDF();
            assertThat(plan(rows.join(functions.broadcast(few), "id"))).contains("BroadcastExchange");
        }
    }

    @Test
    void whatAnOperatorSetIsThereAgainAfterASmallNight() {
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

    @Test
    void aShuffleHasAPartForEveryEightMebibytesAtMost() {
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder)) {
            SparkEngine engine = warehouse.engine();
            assertThat(partitions(engine, 0)).isEqualTo("1");
            assertThat(partitions(engine, 8L << 20)).isEqualTo("1");
            assertThat(partitions(engine, (8L << 20) + 1)).isEqualTo("2");
            assertThat(partitions(engine, 1L << 40)).isEqualTo("2");
        }
    }

    @Test
    void rowsAreOnePartWhereAllTablesAreSmall() {
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder)) {
            SparkEngine engine = warehouse.engine();
            Dataset<Row> rows = engine.session().range(0, 100, 1, 4).toDF();
            engine.tune(0, (16L << 20) - 1);
            assertThat(engine.coalesce(rows).rdd().getNumPartitions()).isEqualTo(1);
            engine.tune(0, 16L << 20);
            assertThat(engine.coalesce(rows)).isSameAs(rows);
            engine.tune(4L << 20, 0);
            assertThat(engine.coalesce(rows)).isSameAs(rows);
            engine.tune(0);
            assertThat(engine.coalesce(rows)).isSameAs(rows);
        }
    }

    @Test
    void aViewIsThereForNightsAndChecksUntilItIsDropped() {
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder)) {
            SparkEngine engine = warehouse.engine();
            engine.registerView("rows_of_a_suite", engine.session().range(3).toDF());
            engine.registerView("rows_of_a_suite", engine.session().range(5).toDF());
            SparkSession checks =
                    engine.routeToCheck(engine.session().range(1).toDF()).sparkSession();
            for (SparkSession session : List.of(engine.session(), checks)) {
                assertThat(session.table("rows_of_a_suite").count()).isEqualTo(5);
            }
            engine.dropView("rows_of_a_suite");
            assertThat(engine.session().catalog().tableExists("rows_of_a_suite"))
                    .isFalse();
            assertThat(checks.catalog().tableExists("rows_of_a_suite")).isFalse();
            engine.dropView("rows_of_a_suite");
        }
    }

    @Test
    void aCheckTakesTextThatIsNoNumberForNull() {
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder)) {
            SparkEngine engine = warehouse.engine();
            Dataset<Row> text = engine.session().sql("select 'three' as text");
            assertThat(engine.routeToCheck(text)
                            .selectExpr("cast(text as int)")
                            .first()
                            .isNullAt(0))
                    .isTrue();
            assertThatThrownBy(() -> text.selectExpr("cast(text as int)").first())
                    .hasMessageContaining("CAST_INVALID_INPUT");
        }
    }

    private static String partitions(SparkEngine engine, long inputBytes) {
        engine.tune(inputBytes);
        return engine.session().conf().get("spark.sql.shuffle.partitions");
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
