package cx.warehouse.storage;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.testing.LocalWarehouse;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTest {

    @TempDir
    Path folder;

    @Test
    void aQueryOverLittleIsNotCompiledHoweverLargeTheNight() {
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder)) {
            Engine engine = warehouse.engine();
            engine.fit(1L << 30);
            Dataset<Row> little = engine.session().range(1_000).toDF();
            Dataset<Row> much = engine.session().range(10_000_000).toDF();

            assertThat(isCompiled(engine.fitted(little).sparkSession())).isFalse();
            assertThat(isCompiled(engine.fitted(much).sparkSession())).isTrue();
            assertThat(isCompiled(engine.fitted(little.join(much, "id")).sparkSession()))
                    .isTrue();
        }
    }

    @Test
    void whatIsKeptIsJoinedInTheSessionThatItCameFrom() {
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder)) {
            Engine engine = warehouse.engine();
            Dataset<Row> kept = engine.kept(engine.session().range(3).toDF());

            assertThat(kept.sparkSession()).isSameAs(engine.session());
            assertThat(kept.join(engine.session().range(1, 5).toDF(), "id").count())
                    .isEqualTo(2);
        }
    }

    @Test
    void littleTablesAreJoinedInOnePartWithoutBeingSentAbout() {
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder)) {
            Tables tables = warehouse.tables();
            Dataset<Row> ids = warehouse.engine().session().range(20).toDF();
            for (String table : List.of("mart.one", "mart.other")) {
                tables.ensure(table, ids.schema(), List.of());
                tables.publish(table, "load", tables.stage(table, "load", ids, functions.lit(true)), "load");
            }
            warehouse.engine().fit(0, 1L << 30);
            Dataset<Row> ofLargeWarehouse = joined(tables);
            warehouse.engine().fit(0);
            Dataset<Row> ofSmallWarehouse = joined(tables);

            assertThat(plan(ofLargeWarehouse)).contains("BroadcastExchange");
            assertThat(plan(ofSmallWarehouse))
                    .doesNotContain("Exchange")
                    .as("files are passed over as ever")
                    .contains("id > 16");
            assertThat(ofSmallWarehouse.collectAsList()).isEqualTo(ofLargeWarehouse.collectAsList());
        }
    }

    private static Dataset<Row> joined(Tables tables) {
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
