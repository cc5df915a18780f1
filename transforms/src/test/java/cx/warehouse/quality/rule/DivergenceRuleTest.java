package cx.warehouse.quality.rule;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.quality.QualityTest;
import cx.warehouse.quality.suite.ExpectationResult;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class DivergenceRuleTest extends QualityTest {

    private static final String TYPE = "expect_column_kl_divergence_to_be_less_than";

    private static final Dataset<Row> VISITS = frame("channel string, seconds double, none double", """
            Direct | -1 |
            Direct | 0  |
            Email  | 1  |
            Social | 2  |
                   | 5  |
            """);

    @Test
    void valuesAsExpectedDivergeByNothing() {
        assertThat(observedValue(
                        VISITS,
                        TYPE,
                        "'column': 'channel', 'threshold': 0, 'partition_object':"
                                + " {'values': ['Direct', 'Email', 'Social'], 'weights': [0.5, 0.25, 0.25]}"))
                .isEqualTo("true 0.0");
    }

    @Test
    void anUnexpectedValueDivergesInfinitelyWithoutHoldout() {
        String partition = "'column': 'channel', 'threshold': 1, 'partition_object':"
                + " {'values': ['Email', 'Direct'], 'weights': [0.25, 0.75]}";
        assertThat(observedValue(VISITS, TYPE, partition)).isEqualTo("false null");
        ExpectationResult held = result(VISITS, TYPE, partition + ", 'tail_weight_holdout': 0.2");
        assertThat(held.success()).isTrue();
        assertThat(held.result().path("details"))
                .hasToString("{\"observed_partition\":{\"values\":[\"Email\",\"Direct\",\"Social\"],"
                        + "\"weights\":[0.25,0.5,0.25]},\"expected_partition\":{\"values\":"
                        + "[\"Email\",\"Direct\",\"Social\"],\"weights\":[0.2,0.6000000000000001,0.2]}}");
        // 0.25 ln(0.25 / 0.2) + 0.5 ln(0.5 / 0.6) + 0.25 ln(0.25 / 0.2)
        assertThat(held.result().path("observed_value").asDouble())
                .isCloseTo(0.020410997, org.assertj.core.data.Offset.offset(1e-8));
    }

    @Test
    void binsHoldTheirLowerEdgeAndOpenEndsBecomeTails() {
        assertThat(result(
                                VISITS,
                                TYPE,
                                "'column': 'seconds', 'threshold': 0.5, 'partition_object':"
                                        + " {'bins': [-Infinity, 0, 1, 2, Infinity], 'weights': [0.2, 0.2, 0.2, 0.4]}")
                        .result())
                .hasToString(
                        "{\"observed_value\":0.0,\"details\":{"
                                + "\"observed_partition\":{\"bins\":[0.0,1.0,2.0],\"weights\":[0.2,0.2],\"tail_weights\":[0.2,0.4]},"
                                + "\"expected_partition\":{\"bins\":[0.0,1.0,2.0],\"weights\":[0.2,0.2],\"tail_weights\":[0.2,0.4]}}}");
        assertThat(result(
                                VISITS,
                                TYPE,
                                "'column': 'seconds', 'threshold': 9, 'tail_weight_holdout': 0.2,"
                                        + " 'internal_weight_holdout': 0.1, 'partition_object':"
                                        + " {'bins': [-1, 0, 1, 2], 'weights': [0.5, 0.5, 0]}")
                        .result()
                        .path("details"))
                .hasToString("{\"observed_partition\":{\"bins\":[-1.0,0.0,1.0,2.0],\"weights\":[0.2,0.2,0.4],"
                        + "\"tail_weights\":[0.0,0.2]},\"expected_partition\":{\"bins\":[-1.0,0.0,1.0,2.0],"
                        + "\"weights\":[0.35000000000000003,0.35000000000000003,0.1],\"tail_weights\":[0.1,0.1]}}");
    }

    @Test
    void withoutAPartitionTheColumnsOwnIsShown() {
        ExpectationResult own = result(VISITS, TYPE, "'column': 'seconds', 'partition_object': null");
        assertThat(own.success()).isTrue();
        assertThat(own.result().path("details").path("observed_partition"))
                .hasToString("{\"bins\":[-1.0,1.0,3.0,5.0],\"weights\":[0.4,0.4,0.2],\"tail_weights\":[0.0,0.0]}");
        assertThat(result(VISITS, TYPE, "'column': 'channel', 'bucketize_data': false")
                        .result()
                        .path("details")
                        .path("expected_partition"))
                .hasToString("{\"values\":[\"Direct\",\"Email\",\"Social\"],\"weights\":[0.5,0.25,0.25]}");
    }

    @Test
    void argumentsThatExcludeEachOtherAreAFault() {
        String values = "'column': 'channel', 'partition_object': {'values': ['Email'], 'weights': [1]}";
        String bins = "'column': 'seconds', 'partition_object': {'bins': [0, 1], 'weights': [1]";
        assertThat(observedValue(VISITS, TYPE, values + ", 'internal_weight_holdout': 0.1"))
                .isEqualTo("`internal_weight_holdout` is not for values, only for bins");
        assertThat(observedValue(VISITS, TYPE, values + ", 'tail_weight_holdout': 2"))
                .isEqualTo("`tail_weight_holdout` must be between 0 and 1, not 2.0");
        assertThat(observedValue(VISITS, TYPE, bins + ", 'tail_weights': [0, 0]}, 'tail_weight_holdout': 0.1"))
                .isEqualTo("`tail_weight_holdout` must be 0 where there are `tail_weights`");
        assertThat(observedValue(VISITS, TYPE, bins + "}, 'bucketize_data': false"))
                .isEqualTo("bins need `bucketize_data`, which is false");
        assertThat(observedValue(
                        VISITS, TYPE, "'column': 'seconds', 'partition_object': {'bins': [1, 1], 'weights': [1]}"))
                .isEqualTo("`bins` must rise from edge to edge");
        assertThat(observedValue(
                        VISITS, TYPE, "'column': 'seconds', 'partition_object': {'bins': [0, 1], 'weights': [0.9]}"))
                .isEqualTo("the weights of `partition_object` sum to 0.9, not to 1");
        assertThat(observedValue(VISITS, TYPE, "'column': 'none'"))
                .isEqualTo("the column has no values, and so no distribution");
    }
}
