package cx.warehouse.storage;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.testing.LocalWarehouse;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
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

    private static boolean isCompiled(SparkSession session) {
        return Boolean.parseBoolean(session.conf().get("spark.sql.codegen.wholeStage"));
    }
}
