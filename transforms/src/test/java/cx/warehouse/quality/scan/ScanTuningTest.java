package cx.warehouse.quality.scan;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cx.warehouse.quality.QualityTest;
import cx.warehouse.quality.suite.ScanTuning;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every choice of the caller about scans gives the same result. */
class ScanTuningTest extends QualityTest {

    private static final String UNIQUE = "expect_column_values_to_be_unique";

    /** Hashes are collected in the scan, compared by the driver, or shuffled. */
    static Stream<ScanTuning> tunings() {
        return Stream.of(
                SCANS,
                new ScanTuning(frame -> frame, frame -> false, 1_000),
                new ScanTuning(frame -> frame, frame -> false, 999),
                ScanTuning.NONE);
    }

    @ParameterizedTest
    @MethodSource("tunings")
    void differentRowsAreDistinguishedFromDuplicates(ScanTuning scans) {
        Dataset<Row> frame = spark().range(0, 1_000, 1, 2).toDF("id");
        assertThat(unexpected(frame, "'column': 'id'", scans)).isEqualTo("[]");
        Dataset<Row> twins = frame.select(col("id").mod(lit(999)).as("id"));
        assertThat(unexpected(twins, "'column': 'id'", scans)).isEqualTo("[0,0]");
        assertThat(unexpected(twins, "'column': 'id', 'row_condition': 'id > 0'", scans))
                .isEqualTo("[]");
        Dataset<Row> nulls = frame.select(when(col("id").gt(1), col("id")).as("id"));
        assertThat(unexpected(nulls, "'column': 'id'", scans)).isEqualTo("[]");
    }

    @Test
    void theCallerFitsTheFrameOnce() {
        AtomicInteger asked = new AtomicInteger();
        ScanTuning scans = new ScanTuning(
                frame -> {
                    asked.incrementAndGet();
                    return frame.coalesce(1);
                },
                frame -> true,
                0);
        assertThat(unexpected(spark().range(10).toDF("id"), "'column': 'id'", scans))
                .isEqualTo("[]");
        assertThat(asked).hasValue(1);
    }

    @Test
    void aNegativeNumberOfHashesIsRefused() {
        assertThatThrownBy(() -> new ScanTuning(frame -> frame, frame -> false, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("driverHashes -1 is negative");
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

    private static String unexpected(Dataset<Row> frame, String arguments, ScanTuning scans) {
        return result(frame, UNIQUE, arguments, scans)
                .result()
                .path("unexpected_list")
                .toString();
    }
}
