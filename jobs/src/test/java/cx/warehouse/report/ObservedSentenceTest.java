package cx.warehouse.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Checks the sentences about findings. */
class ObservedSentenceTest {

    private static final ValueMasking MASKS = ResultDocuments.maskingOf("source.salesforce_contact");

    @Test
    void rowsThatBreakARuleAreCountedAndShared() {
        assertThat(observedSentence("expect_column_values_to_be_in_set", "{\"column\": \"c\"}", """
                {"element_count": 1207, "missing_count": 3, "unexpected_count": 37, "unexpected_percent": 3.0731}"""))
                .isEqualTo("37 of 1,204 values (3.1%) are not as expected, which is still within what is allowed."
                        + " 3 further rows are empty here and not judged.");
    }

    @Test
    void aSmallShareIsNeverRoundedToZero() {
        assertThat(observedSentence("expect_column_values_to_not_be_null", "{\"column\": \"c\"}", """
                {"element_count": 1000000, "unexpected_count": 1, "unexpected_percent": 0.0001}"""))
                .startsWith("1 of 1,000,000 rows (less than 0.1%) is not as expected");
    }

    @Test
    void anEmptyTableHasNoRowToLookAt() {
        assertThat(observedSentence("expect_column_values_to_not_be_null", "{\"column\": \"c\"}", """
                {"element_count": 0, "unexpected_count": 0, "unexpected_percent": null}"""))
                .isEqualTo("There was no row to look at.");
    }

    @Test
    void theObservedMetricIsShown() {
        assertThat(observedSentence(
                        "expect_column_mean_to_be_between", "{\"column\": \"c\"}", "{\"observed_value\": 12345.6789}"))
                .isEqualTo("Seen: 12,345.68.");
        assertThat(observedSentence(
                        "expect_column_proportion_of_unique_values_to_be_between",
                        "{\"column\": \"c\"}",
                        "{\"observed_value\": 0.5}"))
                .isEqualTo("Seen: 50%.");
        assertThat(observedSentence(
                        "expect_column_mean_to_be_between", "{\"column\": \"c\"}", "{\"observed_value\": NaN}"))
                .isEqualTo("Seen: not a number.");
        assertThat(observedSentence(
                        "expect_column_mean_to_be_between", "{\"column\": \"c\"}", "{\"observed_value\": null}"))
                .isEqualTo("There was nothing to see: no row had a value.");
    }

    @Test
    void theUsualRangeIsShown() {
        assertThat(observedSentence(
                        "cx_expect_metric_to_be_usual", "{\"metric\": \"null_share\", \"column\": \"email\"}", """
                {"observed_value": 0.4, "details": {"usual": [0.1, 0.25], "why": "the median is 0.2"}}"""))
                .isEqualTo("Seen: 40%. Usual would be between 10% and 25%.");
        assertThat(observedSentence("cx_expect_metric_to_be_usual", "{}", """
                {"observed_value": 1204, "details": {"why": "3 earlier nights are too few to judge by; it takes 7"}}"""))
                .isEqualTo("Seen: 1,204. 3 earlier nights are too few to judge by; it takes 7.");
        assertThat(observedSentence(
                        "cx_expect_metric_to_be_usual", "{\"metric\": \"max\", \"column\": \"phone\"}", """
                {"observed_value": 4915112345678, "details": {"usual": [4915112340000, 4915112350000]}}"""))
                .isEqualTo("Seen: •••.");
    }

    @Test
    void columnsThatAreMissingAreNamed() {
        assertThat(observedSentence("expect_table_columns_to_match_set", "{}", """
                {"observed_value": ["a", "b"], "details": {"mismatched": {"missing": ["c"], "unexpected": ["b"]}}}"""))
                .isEqualTo("Seen: a and b. Missing: c. Not expected: b.");
    }

    @Test
    void aFaultIsShownWithoutItsTrace() {
        TableValidation validation = TableValidation.read("run", "t", """
                {"results": [{"success": false, "result": {}, "expectation_config": {"type": "x", "kwargs": {"column": "email"}},
                  "exception_info": {"('a', 'b')": {"raised_exception": true, "exception_traceback": "at x",
                    "exception_message": "The value 'Ada' is no number\\nand more"}}}]}""");
        assertThat(TextPart.plainText(ObservedSentence.of(validation.outcomes().get(0), MASKS)))
                .isEqualTo("It could not be checked: The value '•••' is no number");
    }

    @Test
    void theLargestValueOfAPersonalColumnIsHidden() {
        assertThat(observedSentence(
                        "expect_column_max_to_be_between",
                        "{\"column\": \"email\"}",
                        "{\"observed_value\": \"zoe@example.com\"}"))
                .isEqualTo("Seen: z•••@•••.");
        assertThat(observedSentence(
                        "expect_column_max_to_be_between",
                        "{\"column\": \"phone\"}",
                        "{\"observed_value\": 4915112345678}"))
                .isEqualTo("Seen: •••.");
        assertThat(observedSentence(
                        "expect_column_unique_value_count_to_be_between",
                        "{\"column\": \"email\"}",
                        "{\"observed_value\": 41}"))
                .isEqualTo("Seen: 41.");
        assertThat(ObservedSentence.metric(
                        ResultDocuments.outcome(
                                "expect_column_max_to_be_between",
                                "{\"column\": \"phone\"}",
                                "{\"observed_value\": 4915112345678}"),
                        MASKS))
                .isEmpty();
    }

    private static String observedSentence(String type, String kwargs, String result) {
        return TextPart.plainText(ObservedSentence.of(ResultDocuments.outcome(type, kwargs, result), MASKS));
    }
}
