package cx.warehouse.quality.scan;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;
import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.quality.QualityTest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameSizeTest extends QualityTest {

    @Test
    void aSmallFrameComesInOnePartition() {
        Dataset<Row> fitted =
                FrameSize.coalesceIfSmall(spark().range(0, 2_000_000, 1, 4).toDF("id"));
        assertThat(fitted.rdd().getNumPartitions()).isEqualTo(1);
        assertThat(fitted.sparkSession()).isSameAs(spark());
        assertThat(fitted.count()).isEqualTo(2_000_000);
    }

    @Test
    void aLargeFrameStaysAsItIs() {
        Dataset<Row> large = spark().range(0, 20_000_000, 1, 4).toDF("id");
        assertThat(FrameSize.coalesceIfSmall(large)).isSameAs(large);
    }

    /** Few rows are compared in the scan that counts them, many in a grouping of their own. */
    @ParameterizedTest
    @ValueSource(longs = {1_000, 2_000_000})
    void differentRowsAreDistinguishedFromDuplicates(long rows) {
        Dataset<Row> frame = spark().range(0, rows, 1, 2).toDF("id");
        assertThat(FrameSize.isTiny(frame)).isEqualTo(rows < 1_000_000);
        assertThat(unexpectedValues(frame, "expect_column_values_to_be_unique", "'column': 'id'"))
                .isEqualTo("[]");
        Dataset<Row> twins = frame.select(col("id").mod(lit(rows - 1)).as("id"));
        assertThat(unexpectedValues(twins, "expect_column_values_to_be_unique", "'column': 'id'"))
                .isEqualTo("[0,0]");
        assertThat(unexpectedValues(
                        twins, "expect_column_values_to_be_unique", "'column': 'id', 'row_condition': 'id > 0'"))
                .isEqualTo("[]");
        Dataset<Row> nulls = frame.select(when(col("id").gt(1), col("id")).as("id"));
        assertThat(unexpectedValues(nulls, "expect_column_values_to_be_unique", "'column': 'id'"))
                .isEqualTo("[]");
    }

    @Test
    void aHashSharedByTwoPartitionsIsFound() {
        Dataset<Row> frame = spark().range(0, 6_000, 1, 2).toDF("id");
        assertThat(RowHashes.areShared(frame, xxhash64(col("id")))).isFalse();
        assertThat(RowHashes.areShared(frame, xxhash64(col("id").mod(lit(5_999)))))
                .isTrue();
        assertThat(RowHashes.areShared(frame.where("id < 0"), xxhash64(col("id"))))
                .isFalse();
    }
}
