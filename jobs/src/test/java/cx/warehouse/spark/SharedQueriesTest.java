package cx.warehouse.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cx.warehouse.spark.SharedQueries.Participant;
import cx.warehouse.spark.SharedQueries.Task;
import cx.warehouse.testing.QueryCounter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Tests that the small queries of several tasks become one query, and that each task gets its own rows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class SharedQueriesTest {

    private SparkEngine engine;
    private SparkSession spark;
    private QueryCounter queries;

    @BeforeAll
    void startsSpark() {
        engine = SparkEngine.start(new SessionOptions("local[2]", 2, Map.of()), CatalogProperties.inMemory());
        spark = engine.session();
        queries = QueryCounter.start(spark.sparkContext());
    }

    @AfterAll
    void stopsSpark() {
        queries.close();
        engine.close();
    }

    @Test
    void queriesOfAllTasksRunAsOne() {
        int before = queries.count();
        List<String> texts = SharedQueries.run(
                1,
                List.of(
                        member(task -> text(task.collect(query("select 1 as a, 'x' as b")))),
                        member(
                                task -> text(
                                        task.collect(
                                                query(
                                                        "select * from values (timestamp'2026-03-01 00:00:00', array(2, 1)), (null, null) as t(at, list)")))),
                        member(task -> text(task.collect(query("select * from values (1) as t(a) where a > 1"))))));
        assertThat(texts).containsExactly("[1,x]", "[2026-03-01T00:00:00Z,ArraySeq(2, 1)] [null,null]", "");
        assertThat(queries.count() - before).isEqualTo(1);
    }

    @Test
    void rowsKeepTheOrderOfTheirQuery() {
        Dataset<Row> ordered = query("select id from range(100)").repartition(3).orderBy("id");
        List<String> texts = SharedQueries.run(
                2,
                List.of(
                        member(task -> text(task.collect(ordered))),
                        member(task -> text(task.collect(query("select 7"))))));
        assertThat(texts.get(0)).isEqualTo(text(ordered.collectAsList()));
    }

    @Test
    void aTaskThatLeavesIsNotWaitedFor() {
        int before = queries.count();
        List<String> texts = SharedQueries.run(
                4,
                List.of(
                        member(task -> {
                            String first = text(task.collect(query("select 1")));
                            return first + text(task.collect(query("select 2")));
                        }),
                        member(task -> text(task.collect(query("select 3")))),
                        member(task -> {
                            task.leave();
                            return text(task.collect(query("select 4")));
                        }),
                        member(task -> "none"),
                        new Participant<>(false, task -> text(task.collect(query("select 5"))))));
        assertThat(texts).containsExactly("[1][2]", "[3]", "[4]", "none", "[5]");
        assertThat(queries.count() - before)
                .as("1 and 3 together, 2, 4 and 5 alone")
                .isEqualTo(4);
    }

    @Test
    void aQueryThatFailsSpoilsNoOther() {
        assertThatThrownBy(() -> SharedQueries.run(
                        2,
                        List.of(
                                member(task -> text(task.collect(query("select raise_error('broken') as a")))),
                                member(task -> text(task.collect(query("select 1")))))))
                .hasMessageContaining("broken");
        List<String> texts = SharedQueries.run(
                2,
                List.of(
                        member(task -> {
                            try {
                                return text(task.collect(query("select raise_error('broken') as a")));
                            } catch (RuntimeException e) {
                                return "failed";
                            }
                        }),
                        member(task -> text(task.collect(query("select 1"))))));
        assertThat(texts).containsExactly("failed", "[1]");
    }

    @Test
    void everyTaskEndsWhateverASharedQueryThrows() {
        spark.udf()
                .register(
                        "fail",
                        (UDF1<Integer, Integer>) number -> {
                            throw new IllegalStateException("from a function");
                        },
                        DataTypes.IntegerType);
        assertThatThrownBy(() -> SharedQueries.run(
                        2,
                        List.of(
                                member(task -> text(task.collect(query("select fail(1) as a")))),
                                member(task -> text(task.collect(query("select fail(2) as a")))))))
                .as("Spark throws a checked exception here")
                .hasStackTraceContaining("from a function");
    }

    private static Participant<String> member(Task<String> task) {
        return new Participant<>(true, task);
    }

    private Dataset<Row> query(String sql) {
        return spark.sql(sql);
    }

    private static String text(List<Row> rows) {
        return rows.stream().map(Row::toString).collect(Collectors.joining(" "));
    }
}
