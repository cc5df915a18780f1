package cx.warehouse.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cx.warehouse.files.Fault;
import cx.warehouse.night.BusinessSettings;
import cx.warehouse.settings.Settings;
import cx.warehouse.tables.IcebergTables;
import cx.warehouse.testing.LocalWarehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    void queriesAndChecksOfASmallNightAreNotCompiled() {
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder)) {
            SparkEngine engine = warehouse.engine();
            Dataset<Row> rows = engine.session().range(1_000).toDF();
            for (boolean isLarge : new boolean[] {false, true}) {
                engine.tune(InputSize.ofFiles(isLarge ? 1L << 30 : 0));
                assertThat(isCompiled(engine.session())).isEqualTo(isLarge);
                assertThat(isCompiled(engine.routeToCheck(rows).sparkSession())).isEqualTo(isLarge);
            }
        }
    }

    @Test
    void theWebPagesOfSparkAreRefusedBecauseTheirLibrariesAreLeftOut() {
        SessionOptions options = new SessionOptions("local[1]", 2, Map.of("spark.ui.enabled", "true"));
        assertThatThrownBy(() -> SparkEngine.start(options, Map.of()))
                .isInstanceOf(Fault.class)
                .hasMessage("Cannot open Spark's web pages: their libraries are left out. Remove spark.ui.enabled; set"
                        + " spark.eventLog.enabled, and open the log with Spark's history server.");
    }

    @Test
    void materializedRowsStayInTheirSession() {
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder)) {
            SparkEngine engine = warehouse.engine();
            Dataset<Row> kept = engine.materialize(engine.session().range(3).toDF(), (rows, count) -> rows);

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
                tables.ensure(table, "rows of a test", ids.schema(), List.of());
                tables.publish(table, "load", tables.stage(table, "load", ids, functions.lit(true)), "load");
            }
            SparkEngine engine = warehouse.engine();
            engine.tune(InputSize.NONE, 0);
            String inPlace = plan(joinTables(tables));
            List<Row> found = joinTables(tables).collectAsList();
            assertThat(inPlace).doesNotContain("Exchange");
            assertThat(inPlace).as("the filter still reaches the files").contains("id > 16");

            engine.tune(InputSize.NONE, 1L << 30);
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
            engine.tune(InputSize.NONE, 0);
            Dataset<Row> rows = engine.routeToCheck(engine.session().range(20).toDF());
            Dataset<Row> few = rows.sparkSession().range(10).toDF();
            assertThat(plan(rows.join(functions.broadcast(few), "id"))).contains("BroadcastExchange");
        }
    }

    @Test
    void propertiesOfTheOperatorReachTheSession() throws IOException {
        Path config = Files.writeString(folder.resolve("own.yaml"), """
                spark:
                  master: local[2]
                  shuffle-partitions: 2
                  sql: {files: {maxPartitionBytes: 32m}}
                  sql.ansi.enabled: true
                  own.note: 7
                """);
        Settings settings = BusinessSettings.read(
                Path.of(System.getProperty("cxw.home")), config, Map.of(), Map.of("root", folder.toString()));
        Map<String, String> catalog = CatalogProperties.inMemory();
        boolean isFirst = SparkSession.getDefaultSession().isEmpty();
        try (SparkEngine engine = SparkEngine.start(settings.spark().forChecks(), catalog)) {
            SparkSession session = engine.session();
            assertThat(session.conf().get("spark.sql.files.maxPartitionBytes")).isEqualTo("32m");
            assertThat(session.conf().get("spark.sql.ansi.enabled")).isEqualTo("false");
            assertThat(session.sparkContext().conf().contains("spark.own.note")).isEqualTo(isFirst);
            assertThat(session.sparkContext().conf().get("spark.driver.host")).isEqualTo("127.0.0.1");
            assertThat(session.sql("select cast('x' as int) as number").head().isNullAt(0))
                    .isTrue();
        }
    }

    @Test
    void aLocalDriverBindsToThisHostByDefault() {
        assertThat(SessionSettings.driverAddress("local[*]", key -> false))
                .containsOnly(
                        Map.entry("spark.driver.host", "127.0.0.1"),
                        Map.entry("spark.driver.bindAddress", "127.0.0.1"));
        assertThat(SessionSettings.driverAddress("local", "spark.driver.host"::equals))
                .containsOnly(Map.entry("spark.driver.bindAddress", "127.0.0.1"));
        assertThat(SessionSettings.driverAddress("spark://head:7077", key -> false))
                .isEmpty();
        assertThat(SessionSettings.driverAddress("yarn", key -> false)).isEmpty();
    }

    @Test
    void optionsAreCopiedAndPrintedWithoutValues() {
        Map<String, String> properties = new HashMap<>(Map.of("spark.secret", "hunter2"));
        SessionOptions options = new SessionOptions("local", 8, properties);
        properties.clear();
        assertThat(options.withShufflePartitions(1))
                .isEqualTo(new SessionOptions("local", 1, Map.of("spark.secret", "hunter2")));
        assertThat(options.withProperty("spark.a", "b").properties()).hasSize(2);
        assertThat(options)
                .hasToString("SessionOptions[master=local, shufflePartitions=8, executorWait=PT15M,"
                        + " properties=[spark.secret]]");
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
            engine.tune(InputSize.NONE, 249_999);
            assertThat(engine.coalesce(rows).rdd().getNumPartitions()).isEqualTo(1);
            engine.tune(InputSize.NONE, 250_000);
            assertThat(engine.coalesce(rows)).isSameAs(rows);
            engine.tune(InputSize.ofFiles(4L << 20), 0);
            assertThat(engine.coalesce(rows)).isSameAs(rows);
            engine.tune(InputSize.NONE);
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
        engine.tune(InputSize.ofFiles(inputBytes));
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
        return rows.queryExecution().executedPlan().toString();
    }

    private static boolean isCompiled(SparkSession session) {
        return Boolean.parseBoolean(session.conf().get("spark.sql.codegen.wholeStage"));
    }
}
