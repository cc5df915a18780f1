package cx.warehouse.experience.identity;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.experience.ExperienceTest;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class DriverRowsTest extends ExperienceTest {

    private static final StructType SHAPE = StructType.fromDDL("number int, name string");

    private static List<Row> rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> RowFactory.create(i, i % 2 == 0 ? "even" : null))
                .toList();
    }

    private static DriverRows driverRows(int count) {
        return DriverRows.of(rows(count), SHAPE, spark(), LIMITS);
    }

    @Test
    void theFrameHasTheRowsWhetherFewOrMany() {
        for (int count : new int[] {0, 1, 1_000, 1_001, 2_500}) {
            assertThat(driverRows(count).frame().orderBy("number").collectAsList())
                    .isEqualTo(rows(count));
        }
    }

    @Test
    void aPlanHoldsFewRowsOfAnyNumber() {
        LogicalPlan leaf = driverRows(2_500)
                .frame()
                .queryExecution()
                .logical()
                .collectLeaves()
                .head();
        assertThat(((LocalRelation) leaf).data().size()).isEqualTo(3);
        assertThat(DriverRows.of(driverRows(2_500).frame(), LIMITS).rows()).hasSize(2_500);
    }

    @Test
    void anEmptyFrameIsKnownToBeEmptyWithoutAJob() {
        assertThat(driverRows(0).frame().isLocal()).isTrue();
    }
}
