package cx.warehouse.quality.scan;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;

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

    /** Hashes are collected in the scan, or shuffled. */
    static Stream<ScanTuning> tunings() {
        return Stream.of(SCANS, ScanTuning.NONE);
    }

    @ParameterizedTest
    @MethodSource("tunings")
    void differentRowsAreDistinguishedFromDuplicates(ScanTuning scans) {
        Dataset<Row> frame = spark().range(0, 1_000, 1, 2).toDF("id");
        assertThat(unexpected(frame, "'column': 'id'", scans)).isEqualTo("[]");
        Dataset<Row> duplicates = frame.select(col("id").mod(lit(999)).as("id"));
        assertThat(unexpected(duplicates, "'column': 'id'", scans)).isEqualTo("[0,0]");
        assertThat(unexpected(duplicates, "'column': 'id', 'row_condition': 'id > 0'", scans))
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
                Dataset::collectAsList);
        assertThat(unexpected(spark().range(10).toDF("id"), "'column': 'id'", scans))
                .isEqualTo("[]");
        assertThat(asked).hasValue(1);
    }

    private static String unexpected(Dataset<Row> frame, String arguments, ScanTuning scans) {
        return result(frame, UNIQUE, arguments, scans)
                .result()
                .path("unexpected_list")
                .toString();
    }
}
