package cx.warehouse.experience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class HeldRowsTest extends ExperienceTest {

    private static final StructType SHAPE = StructType.fromDDL("number int, name string");

    private static List<Row> rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> RowFactory.create(i, i % 2 == 0 ? "even" : null))
                .toList();
    }

    private static HeldRows held(int count) {
        return HeldRows.of(rows(count), SHAPE, spark());
    }

    @Test
    void theFrameHasTheRowsWhetherFewOrMany() {
        for (int count : new int[] {0, 1, 1_000, 1_001, 2_500}) {
            assertThat(held(count).frame().orderBy("number").collectAsList()).isEqualTo(rows(count));
        }
    }

    @Test
    void aPlanHoldsFewRowsHoweverManyThereAre() {
        LogicalPlan leaf =
                held(2_500).frame().queryExecution().logical().collectLeaves().head();
        assertThat(((LocalRelation) leaf).data().size()).isEqualTo(3);
        assertThat(HeldRows.of(held(2_500).frame()).rows()).hasSize(2_500);
    }

    @Test
    void noRowsAreKnownToBeNoneBeforeAnythingIsAsked() {
        assertThat(held(0).frame().isLocal()).isTrue();
    }
}
