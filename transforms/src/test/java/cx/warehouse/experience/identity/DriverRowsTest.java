package cx.warehouse.experience.identity;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.experience.ExperienceTest;
import java.util.stream.IntStream;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriverRowsTest extends ExperienceTest {

    private static final StructType SHAPE = StructType.fromDDL("number int, name string");

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2_500})
    void theRowsAndTheirFrameAreTheSameAndNeedNoFurtherJob(int count) {
        DriverRows held = DriverRows.of(spark().createDataFrame(
                        IntStream.range(0, count)
                                .mapToObj(i -> RowFactory.create(i, i % 2 == 0 ? "even" : null))
                                .toList(),
                        SHAPE));
        assertThat(held.rows()).hasSize(count);
        assertThat(held.frame().isLocal()).isTrue();
        assertThat(held.frame().orderBy("number").collectAsList()).isEqualTo(held.rows());
    }
}
