package cx.warehouse.tables;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.testing.LocalWarehouse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests which days count as changed between two versions of a table. */
class ChangedDaysTest {

    @TempDir
    Path folder;

    @Test
    void daysWithOtherRowsAreChangedAndNoOthers() {
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder)) {
            SparkSession spark = warehouse.engine().session();
            Dataset<Row> before = rows(
                    spark,
                    "(date'2026-03-01', 1, 'a'), (date'2026-03-01', 2, 'b'), (date'2026-03-02', 5, null),"
                            + " (date'2026-03-03', 3, 'c'), (date'2026-03-04', 4, 'd')");
            Dataset<Row> now = rows(
                    spark,
                    "(date'2026-03-01', 2, 'b'), (date'2026-03-01', 1, 'a'), (date'2026-03-02', null, '5'),"
                            + " (date'2026-03-03', 3, 'c'), (date'2026-03-03', 3, 'c'), (date'2026-03-05', 4, 'd')");
            assertThat(days(before, now)).containsExactly("2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05");
            assertThat(days(before, before)).isEmpty();
        }
    }

    @Test
    void rowsWithoutADayAreComparedToo() {
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder)) {
            SparkSession spark = warehouse.engine().session();
            Dataset<Row> before = rows(spark, "(date'2026-03-01', 1, 'a'), (null, 2, 'b')");
            Dataset<Row> now = rows(spark, "(date'2026-03-01', 1, 'a'), (null, 2, 'c'), (date'2026-03-02', 1, 'a')");
            ChangedDays changed = ChangedDays.between(before, now, "day");
            assertThat(changed.hasDayless()).isTrue();
            assertThat(now.where(changed.isIn("day")).count()).isEqualTo(2);
            assertThat(ChangedDays.between(now, now, "day").isEmpty()).isTrue();
        }
    }

    @Test
    void aNullCountsAtItsPlace() {
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder)) {
            SparkSession spark = warehouse.engine().session();
            Dataset<Row> before = spark.sql("select date'2026-03-01' as day, 5 as a, cast(null as int) as b");
            Dataset<Row> now = spark.sql("select date'2026-03-01' as day, cast(null as int) as a, 5 as b");
            assertThat(days(before, now)).containsExactly("2026-03-01");
        }
    }

    private static Dataset<Row> rows(SparkSession spark, String values) {
        return spark.sql("select * from values " + values + " as t(day, number, text)");
    }

    private static List<String> days(Dataset<Row> before, Dataset<Row> now) {
        return ChangedDays.between(before, now, "day").days().stream()
                .map(LocalDate::toString)
                .toList();
    }
}
