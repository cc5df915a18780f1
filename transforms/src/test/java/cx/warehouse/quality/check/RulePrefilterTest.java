package cx.warehouse.quality.check;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.quality.QualityTest;
import cx.warehouse.quality.Validator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.Test;

class RulePrefilterTest extends QualityTest {

    private static final String BETWEEN = "expect_column_values_to_be_between";
    private static final String IN_SET = "expect_column_values_to_be_in_set";
    private static final String LIKE = "expect_column_values_to_match_like_pattern";

    private static final Dataset<Row> ORDERS =
            frame("order_id string, amount decimal(9,2), ratio double, currency string", """
            o1 | 10.00 | 0.5 | EUR
            o2 | -3.00 | NaN | USD
            o3 |       | 1   |
            """);

    private static List<Object> counts(Dataset<Row> frame, String... typesAndArguments) {
        return Validator.validate(frame, suite(typesAndArguments), OPTIONS).results().stream()
                .map(one -> (Object)
                        (one.fault().isPresent()
                                ? one.fault()
                                        .get()
                                        .getMessage()
                                        .lines()
                                        .findFirst()
                                        .orElseThrow()
                                : one.result().get("unexpected_count").asLong()))
                .toList();
    }

    @Test
    void aRangeIsClearedByItsLeastAndGreatestValue() {
        assertThat(counts(
                        ORDERS,
                        BETWEEN,
                        "'column': 'amount', 'min_value': -3, 'max_value': 10",
                        BETWEEN,
                        "'column': 'amount', 'min_value': -3, 'strict_min': true",
                        BETWEEN,
                        "'column': 'amount', 'min_value': 99",
                        BETWEEN,
                        "'column': 'amount', 'min_value': 0, 'row_condition': 'order_id = \\\"o1\\\"'",
                        BETWEEN,
                        "'column': 'amount', 'min_value': 11, 'row_condition': 'order_id = \\\"o1\\\"'"))
                .containsExactly(0L, 1L, 2L, 0L, 1L);
    }

    @Test
    void notANumberIsOutsideEveryRange() {
        assertThat(counts(
                        ORDERS,
                        BETWEEN,
                        "'column': 'ratio', 'max_value': 2",
                        BETWEEN,
                        "'column': 'ratio', 'max_value': 0.7"))
                .containsExactly(1L, 2L);
    }

    @Test
    void setsAreAskedAboutByTheirIntersection() {
        assertThat(counts(
                        ORDERS,
                        IN_SET,
                        "'column': 'currency', 'value_set': ['EUR', 'USD', 'CHF']",
                        IN_SET,
                        "'column': 'currency', 'value_set': ['USD', 'EUR']",
                        IN_SET,
                        "'column': 'currency', 'value_set': ['USD', 'CHF']",
                        IN_SET,
                        "'column': 'currency', 'value_set': []"))
                .containsExactly(0L, 0L, 1L, 2L);
    }

    @Test
    void aRuleThatCannotBeEvaluatedLeavesTheOthersAlone() {
        assertThat(counts(
                        ORDERS,
                        LIKE,
                        "'column': 'currency', 'like_pattern': '___'",
                        LIKE,
                        "'column': 'currency', 'like_pattern': 'E%', 'row_condition': 'cast(order_id as int) > 0'",
                        LIKE,
                        "'column': 'order_id', 'like_pattern': 'p%'"))
                .satisfies(counts -> {
                    assertThat(counts.get(0)).isEqualTo(0L);
                    assertThat(counts.get(1)).asString().contains("CAST_INVALID_INPUT");
                    assertThat(counts.get(2)).isEqualTo(3L);
                });
    }

    @Test
    void manyRulesThatAllRowsKeepCostOneScan() {
        LongAccumulator read = spark().sparkContext().longAccumulator();
        Dataset<Row> counted = countReads(ORDERS, read);
        String[] rules = IntStream.range(0, 50)
                .boxed()
                .flatMap(at -> List.of(
                        BETWEEN, "'column': 'amount', 'max_value': " + (10 + at),
                        LIKE, "'column': 'order_id', 'like_pattern': 'o" + "%".repeat(1 + at) + "'")
                        .stream())
                .toArray(String[]::new);
        assertThat(counts(counted, rules)).hasSize(100).containsOnly(0L);
        assertThat(read.value()).isEqualTo(3);
    }

    @Test
    void rangesOfAnyTypeAreClearedOnlyWhenNoRowBreaksThem() {
        Dataset<Row> rows = frame(
                "flag boolean, zero double, day date, at timestamp, wide decimal(30,2)",
                "true | -0.0 | 2026-03-14 | 2026-03-14 23:00:00 | 12345678901234567890.01\n"
                        + "false | 0.0 | 2026-03-15 | 2026-03-15 01:00:00 | 1\n");
        assertThat(counts(
                        rows,
                        BETWEEN,
                        "'column': 'flag', 'min_value': true",
                        BETWEEN,
                        "'column': 'flag', 'min_value': true, 'mostly': 0.5",
                        BETWEEN,
                        "'column': 'zero', 'max_value': 0, 'strict_max': true",
                        BETWEEN,
                        "'column': 'zero', 'max_value': 0",
                        BETWEEN,
                        "'column': 'day', 'max_value': '2026-03-14'",
                        BETWEEN,
                        "'column': 'day', 'max_value': '2026-03-15'",
                        BETWEEN,
                        "'column': 'at', 'min_value': '2026-03-15'",
                        BETWEEN,
                        "'column': 'at', 'max_value': '2026-03-15T01:00:00'",
                        BETWEEN,
                        "'column': 'wide', 'max_value': 12345678901234567890",
                        BETWEEN,
                        "'column': 'wide', 'max_value': 12345678901234567891"))
                .containsExactly(1L, 1L, 2L, 0L, 1L, 0L, 1L, 0L, 1L, 0L);
    }
}
