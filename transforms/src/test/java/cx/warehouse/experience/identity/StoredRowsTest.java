package cx.warehouse.experience.identity;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.experience.ExperienceTest;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredRowsTest extends ExperienceTest {

    private static final StructType SHAPE = StructType.fromDDL("number int, name string");

    private static Dataset<Row> numbers(int count) {
        return spark().createDataFrame(
                        IntStream.range(0, count)
                                .mapToObj(i -> RowFactory.create(i, i % 2 == 0 ? "even" : null))
                                .toList(),
                        SHAPE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2_500})
    void rowsInTheDriverNeedNoFurtherJob(int count) {
        StoredRows held = StoredRows.inDriver(numbers(count));
        assertThat(held.driverRows().orElseThrow()).hasSize(count);
        assertThat(held.frame().isLocal()).isTrue();
        assertThat(held.frame().orderBy("number").collectAsList())
                .isEqualTo(held.driverRows().orElseThrow());
        assertThat(held.hasNull("name")).isEqualTo(count > 1);
    }

    @Test
    void rowsOnTheClusterAreNotCollected() {
        StoredRows held = StoredRows.onCluster(numbers(3), FRAMES);
        assertThat(held.driverRows()).isEmpty();
        assertThat(held.frame().count()).isEqualTo(3);
        assertThat(held.hasNull("name")).isTrue();
        assertThat(held.hasNull("number")).isFalse();
    }
}
