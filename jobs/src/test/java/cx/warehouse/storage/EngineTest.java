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
            Engine engine = warehouse.engine();
            engine.fit(0, 0);
            String inPlace = plan(joined(tables));
            List<Row> found = joined(tables).collectAsList();
            assertThat(inPlace).doesNotContain("Exchange");
            assertThat(inPlace).as("files are passed over as ever").contains("id > 16");

            engine.fit(0, 1L << 30);
            assertThat(plan(joined(tables))).contains("BroadcastExchange");
            assertThat(joined(tables).collectAsList()).hasSize(3).isEqualTo(found);
        }
    }

    /** Which rows a broken rule shows depends on their order, and a join of sorted sides has another. */
    @Test
    void aCheckSendsWhatItSaysAlsoWhereTablesAreLittle() {
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder)) {
            Engine engine = warehouse.engine();
            engine.fit(0, 0);
            Dataset<Row> rows = engine.fittedToCheck(engine.session().range(20).toDF());
            Dataset<Row> few = rows.sparkSession().range(10).toDF();
            assertThat(plan(rows.join(functions.broadcast(few), "id"))).contains("BroadcastExchange");
        }
    }

    @Test
    void whatAnOperatorSetIsThereAgainAfterASmallNight() {
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder)) {
            SparkSession session = warehouse.engine().session().newSession();
            session.conf().set("spark.sql.autoBroadcastJoinThreshold", 1_000);
            SessionFit fit = new SessionFit(session, false, false);
            fit.to(1, true, true);
            assertThat(session.conf().get("spark.sql.autoBroadcastJoinThreshold"))
                    .isEqualTo("-1");
            fit.to(2, false, false);
            assertThat(session.conf().get("spark.sql.autoBroadcastJoinThreshold"))
                    .isEqualTo("1000");
            assertThat(session.conf().get("spark.sql.optimizer.disableHints")).isEqualTo("false");
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
