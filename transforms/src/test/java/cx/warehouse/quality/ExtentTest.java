package cx.warehouse.quality;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ExtentTest extends QualityTest {

    @Test
    void aSmallFrameComesInOnePart() {
        Dataset<Row> fitted = Extent.fitted(spark().range(0, 2_000_000, 1, 4).toDF("id"));
        assertThat(fitted.rdd().getNumPartitions()).isEqualTo(1);
        assertThat(fitted.sparkSession()).isSameAs(spark());
        assertThat(fitted.count()).isEqualTo(2_000_000);
    }

    @Test
    void aLargeFrameStaysAsItIs() {
        Dataset<Row> large = spark().range(0, 20_000_000, 1, 4).toDF("id");
        assertThat(Extent.fitted(large)).isSameAs(large);
    }

    @Test
    void aHashThatTwoPartsShareIsFound() {
        Dataset<Row> frame = spark().range(0, 6_000, 1, 2).toDF("id");
        assertThat(Hashes.areShared(frame, xxhash64(col("id")))).isFalse();
        assertThat(Hashes.areShared(frame, xxhash64(col("id").mod(lit(5_999))))).isTrue();
        assertThat(Hashes.areShared(frame.where("id < 0"), xxhash64(col("id")))).isFalse();
    }
}
