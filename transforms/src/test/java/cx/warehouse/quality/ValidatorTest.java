package cx.warehouse.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cx.warehouse.quality.suite.ExpectationResult;
import cx.warehouse.quality.suite.ResultFormat;
import cx.warehouse.quality.suite.ValidationResult;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidatorTest extends QualityTest {

    private static final Dataset<Row> ORDERS =
            frame("order_id string, amount decimal(9,2), currency string, note string", """
            o1 | 10.00 | EUR | 7
            o2 | -3.00 | EUR | x
            o3 |       | eur | 9
            """);

    @Test
    void aFaultyExpectationFailsAlone() {
        ValidationResult result = Validator.validate(
                ORDERS,
                suite(
                        "expect_column_values_to_be_between", "'column': 'amont', 'min_value': 0",
                        "expect_column_values_to_match_regex", "'column': 'currency', 'regex': '[A-Z'",
                        "expect_column_values_to_sparkle", "'column': 'currency'",
                        "expect_column_values_to_not_be_null", "'column': 'order_id', 'row_condition': 'amnt > 0'",
                        "expect_column_values_to_not_be_null", "'column': 'order_id', 'mostly': 1.5",
                        "expect_column_values_to_not_be_null", "'column': 'order_id'"),
                OPTIONS);
        assertThat(result.results())
                .extracting(ExpectationResult::summary)
                .satisfies(lines -> assertThat(lines.get(3)).contains("`amnt` cannot be resolved"))
                .element(0)
                .isEqualTo("expect_column_values_to_be_between amont: cannot be evaluated: there is no column `amont`;"
                        + " did you mean `amount`?");
        assertThat(result.results())
                .extracting(ExpectationResult::success)
                .containsExactly(false, false, false, false, false, true);
        assertThat(result.document().get("statistics"))
                .hasToString("{\"evaluated_expectations\":6,\"successful_expectations\":1,"
                        + "\"unsuccessful_expectations\":5,\"success_percent\":16.666666666666668}");
        assertThat(result.results()
                        .get(1)
                        .document()
                        .get("exception_info")
                        .get("exception_message")
                        .asText())
                .startsWith("\"[A-Z\" is not a regular expression");
    }

    @Test
    void aValueThatBreaksAConditionFailsOnlyItsExpectation() {
        ValidationResult result = Validator.validate(
                ORDERS,
                suite(
                        "expect_column_values_to_not_be_null", "'column': 'order_id'",
                        "expect_table_row_count_to_equal", "'value': 2, 'row_condition': 'cast(note as int) > 5'",
                        "expect_column_max_to_be_between", "'column': 'amount', 'max_value': 10"),
                OPTIONS);
        assertThat(result.results()).extracting(ExpectationResult::success).containsExactly(true, false, true);
        assertThat(result.results().get(1).fault().orElseThrow()).hasMessageContaining("CAST_INVALID_INPUT");
    }

    @Test
    void aFaultOfStorageIsNoVerdict(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("orders");
        ORDERS.coalesce(1).write().parquet(file.toString());
        Dataset<Row> stored = spark().read().parquet(file.toString());
        try (Stream<Path> parts = Files.list(file)) {
            for (Path part : parts.toList()) {
                Files.delete(part);
            }
        }
        assertThatThrownBy(() -> Validator.validate(
                        stored, suite("expect_column_values_to_not_be_null", "'column': 'order_id'"), OPTIONS))
                .hasRootCauseInstanceOf(FileNotFoundException.class);
    }

    @Test
    void onlyCriticalFailuresRefuse() {
        String entry =
                "{'type': 'expect_column_values_to_not_be_null', 'kwargs': {'column': 'amount'}, 'severity': '%s'}";
        ValidationResult warned = Validator.validate(
                ORDERS,
                read("{'expectations': [" + entry.formatted("warning") + "," + entry.formatted("info") + "]}"),
                OPTIONS);
        assertThat(warned.isSuccess()).isTrue();
        assertThat(warned.failures()).hasSize(2);
        assertThat(warned.document().get("success").asBoolean()).isFalse();
        ValidationResult refused =
                Validator.validate(ORDERS, read("{'expectations': [" + entry.formatted("critical") + "]}"), OPTIONS);
        assertThat(refused.isSuccess()).isFalse();
        assertThat(refused.results().get(0).summary())
                .isEqualTo("expect_column_values_to_not_be_null amount: 1 of 3 rows unexpected");
    }

    @Test
    void theResultHasTheFormOfGreatExpectations() {
        ValidationResult result = Validator.validate(
                ORDERS,
                suite("expect_column_values_to_be_between", "'column': 'amount', 'min_value': 0"),
                OPTIONS.with(ResultFormat.of(ResultFormat.Level.SUMMARY, "order_id")));
        assertThat(result.toJson()).isEqualTo("""
                {'success':false,'results':[{'success':false,
                'expectation_config':{'type':'expect_column_values_to_be_between',
                'kwargs':{'column':'amount','min_value':0},'meta':{}},
                'result':{'element_count':3,'unexpected_count':1,'unexpected_percent':50.0,'missing_count':1,
                'missing_percent':33.333333333333336,'unexpected_percent_total':33.333333333333336,
                'unexpected_percent_nonmissing':50.0,'partial_unexpected_list':[-3.00],
                'unexpected_index_column_names':['order_id'],
                'partial_unexpected_counts':[{'value':-3.00,'count':1}],
                'partial_unexpected_index_list':[{'order_id':'o2','amount':-3.00}]},
                'meta':{},'exception_info':{'raised_exception':false,'exception_message':null,
                'exception_traceback':null}}],
                'statistics':{'evaluated_expectations':1,'successful_expectations':0,
                'unsuccessful_expectations':1,'success_percent':0.0},
                'suite_name':'orders','suite_parameters':{},'id':null,'meta':{'is_refused':true,
                'run_id':{'run_name':'2026-03-14-assemble-1','run_time':'2026-03-15T02:00:00.000000+00:00'},
                'validation_time':'20260315T020000.000000Z'}}
                """.replace("\n", "").replace('\'', '"'));
    }

    @Test
    void allAggregatesShareOneScanAndAllSamplesAnother() {
        LongAccumulator read = spark().sparkContext().longAccumulator();
        Dataset<Row> counted = countReads(ORDERS, read);
        String[] sound = {
            "expect_column_values_to_not_be_null", "'column': 'order_id'",
            "expect_column_max_to_be_between", "'column': 'amount', 'max_value': 10",
            "expect_table_row_count_to_equal", "'value': 3",
            "expect_column_values_to_be_in_set", "'column': 'currency', 'value_set': ['EUR', 'eur']"
        };
        assertThat(Validator.validate(counted, suite(sound), OPTIONS).isSuccess())
                .isTrue();
        assertThat(read.value()).isEqualTo(3);
        read.reset();
        String[] unsound = {
            "expect_column_values_to_not_be_null", "'column': 'amount'",
            "expect_column_values_to_be_between", "'column': 'amount', 'min_value': 0",
            "expect_column_values_to_be_in_set", "'column': 'currency', 'value_set': ['EUR']"
        };
        assertThat(Validator.validate(counted, suite(unsound), OPTIONS).failures())
                .hasSize(3);
        assertThat(read.value()).isEqualTo(6);
    }

    @Test
    void uniquenessOfASoundKeyOfFewRowsCostsNoFurtherPass() {
        LongAccumulator read = spark().sparkContext().longAccumulator();
        Dataset<Row> counted = countReads(ORDERS, read);
        assertThat(Validator.validate(
                                counted, suite("expect_column_values_to_be_unique", "'column': 'order_id'"), OPTIONS)
                        .isSuccess())
                .isTrue();
        assertThat(read.value()).isEqualTo(3);
    }

    @Test
    void anEmptyFrameKeepsEveryRowRule() {
        ValidationResult result = Validator.validate(
                ORDERS.limit(0),
                suite(
                        "expect_column_values_to_not_be_null", "'column': 'order_id'",
                        "expect_column_values_to_be_unique", "'column': 'order_id'",
                        "expect_column_values_to_be_between", "'column': 'amount', 'min_value': 0"),
                OPTIONS);
        assertThat(result.failures()).isEmpty();
        assertThat(result.results().get(2).result().get("unexpected_percent").isNull())
                .isTrue();
        assertThat(Validator.validate(ORDERS, suite(), OPTIONS)
                        .document()
                        .get("statistics")
                        .get("success_percent")
                        .isNull())
                .isTrue();
    }

    @Test
    void anUncomputableDisplayColumnFailsOnlyItsExpectation() {
        Dataset<Row> rows = spark().range(3)
                .selectExpr("id - 1 as amount", "'o' as order_id", "cast(if(id = 1, 'x', '1') as int) as note");
        ValidationResult result = Validator.validate(
                rows,
                suite(
                        "expect_column_values_to_be_between",
                        "'column': 'amount', 'min_value': 0",
                        "expect_column_values_to_be_in_set",
                        "'column': 'order_id', 'value_set': [], 'result_format':"
                                + " {'result_format': 'SUMMARY', 'unexpected_index_column_names': ['note']}"),
                OPTIONS);
        assertThat(result.results().get(0).result().get("partial_unexpected_list"))
                .hasToString("[-1]");
        assertThat(result.results().get(1).fault().orElseThrow()).hasMessageContaining("CAST_INVALID_INPUT");
    }
}
