package cx.warehouse.report;

import static cx.warehouse.report.ResultDocuments.expectation;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks the plain English sentence of every expectation, with its arguments. */
class ExpectationSentencesTest {

    /** The core expectations of Great Expectations, and our own. */
    private static final List<String> CORE = Arrays.asList("""
            expect_column_distinct_values_to_be_in_set expect_column_distinct_values_to_contain_set
            expect_column_distinct_values_to_equal_set expect_column_kl_divergence_to_be_less_than
            expect_column_max_to_be_between expect_column_mean_to_be_between expect_column_median_to_be_between
            expect_column_min_to_be_between expect_column_most_common_value_to_be_in_set
            expect_column_pair_values_a_to_be_greater_than_b expect_column_pair_values_to_be_equal
            expect_column_pair_values_to_be_in_set expect_column_proportion_of_non_null_values_to_be_between
            expect_column_proportion_of_unique_values_to_be_between expect_column_quantile_values_to_be_between
            expect_column_stdev_to_be_between expect_column_sum_to_be_between expect_column_to_exist
            expect_column_unique_value_count_to_be_between expect_column_value_lengths_to_be_between
            expect_column_value_lengths_to_equal expect_column_value_z_scores_to_be_less_than
            expect_column_values_to_be_between expect_column_values_to_be_dateutil_parseable
            expect_column_values_to_be_decreasing expect_column_values_to_be_in_set
            expect_column_values_to_be_in_type_list expect_column_values_to_be_increasing
            expect_column_values_to_be_json_parseable expect_column_values_to_be_null
            expect_column_values_to_be_of_type expect_column_values_to_be_unique
            expect_column_values_to_match_json_schema expect_column_values_to_match_like_pattern
            expect_column_values_to_match_like_pattern_list expect_column_values_to_match_regex
            expect_column_values_to_match_regex_list expect_column_values_to_match_strftime_format
            expect_column_values_to_not_be_in_set expect_column_values_to_not_be_null
            expect_column_values_to_not_match_like_pattern expect_column_values_to_not_match_like_pattern_list
            expect_column_values_to_not_match_regex expect_column_values_to_not_match_regex_list
            expect_compound_columns_to_be_unique expect_multicolumn_sum_to_equal
            expect_multicolumn_values_to_be_unique expect_query_results_to_match_comparison
            expect_select_column_values_to_be_unique_within_record expect_table_column_count_to_be_between
            expect_table_column_count_to_equal expect_table_columns_to_match_ordered_list
            expect_table_columns_to_match_set expect_table_row_count_to_be_between
            expect_table_row_count_to_equal expect_table_row_count_to_equal_other_table unexpected_rows_expectation
            expect_column_bootstrapped_ks_test_p_value_to_be_greater_than
            expect_column_chisquare_test_p_value_to_be_greater_than expect_column_pair_cramers_phi_value_to_be_less_than
            expect_column_parameterized_distribution_ks_test_p_value_to_be_greater_than
            cx_expect_metric_change_to_be_between cx_expect_metric_to_be_usual
            cx_expect_row_count_to_be_usual_for_weekday cx_expect_column_max_to_be_fresh
            """.split("\\s+"));

    @Test
    void everyKnownExpectationHasASentenceOfItsOwn() {
        assertThat(ExpectationSentences.knownTypes()).containsExactlyInAnyOrderElementsOf(CORE);
    }

    @Test
    void everySentenceWorksWithoutAnyArgument() {
        for (String type : CORE) {
            assertThat(sentence(type, "{}")).as(type).endsWith(".").doesNotContain("{", "}", "null");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            column_values_to_not_be_null | {"column": "email", "mostly": 0.5} | At least 50% of the rows have a value in email.
            column_values_to_be_null | {"column": "x"} | All rows leave x empty.
            column_values_to_be_between | {"column": "cost", "min_value": 0, "max_value": 1000000} | All values of cost are between 0 and 1,000,000.
            column_values_to_be_between | {"column": "cost", "min_value": 0, "strict_min": true, "max_value": {"$PARAMETER": "most"}} | All values of cost are more than 0 and at most 7.
            column_values_to_be_between | {"column": "day", "min_value": "2000-01-01"} | All values of day are on or after 2000-01-01.
            column_values_to_be_in_set | {"column": "device", "value_set": ["phone", "tablet", "computer"], "mostly": 0.999} | At least 99.9% of the values of device are one of phone, tablet or computer.
            column_values_to_match_regex | {"column": "currency", "regex": "^[A-Z]{3}$"} | All values of currency match the pattern ^[A-Z]{3}$.
            column_values_to_match_regex_list | {"column": "a", "regex_list": ["x", "y"], "match_on": "all"} | All values of a match all of the patterns x and y.
            column_values_to_match_strftime_format | {"column": "day", "strftime_format": "%Y-%m-%d"} | All values of day are moments written as YYYY-MM-DD.
            column_value_lengths_to_be_between | {"column": "zip", "min_value": 4, "max_value": 5} | All values of zip are between 4 and 5 characters long.
            column_pair_values_a_to_be_greater_than_b | {"column_A": "impressions", "column_B": "clicks", "or_equal": true, "mostly": 0.95, "ignore_row_if": "either_value_is_missing"} | In at least 95% of the rows, impressions is greater than or equal to clicks. Rows in which one of them is empty do not count.
            column_pair_values_to_be_in_set | {"column_A": "a", "column_B": "b", "value_pairs_set": [["x", 1]]} | In all rows, a and b together are one of the pairs ["x",1].
            compound_columns_to_be_unique | {"column_list": ["source", "day", "ad"]} | In all rows, the combination of source, day and ad occurs only once.
            multicolumn_sum_to_equal | {"column_list": ["a", "b"], "sum_total": 100} | In all rows, a and b add up to 100.
            column_mean_to_be_between | {"column": "cost", "max_value": 12.5} | The average of cost is at most 12.5.
            column_proportion_of_unique_values_to_be_between | {"column": "id", "min_value": 0.9} | Of the values of id, at least 90% are different ones.
            column_unique_value_count_to_be_between | {"column": "id", "min_value": 3, "max_value": 3} | The column id has exactly 3 different values.
            column_quantile_values_to_be_between | {"column": "ms", "quantile_ranges": {"quantiles": [0.5, 0.9], "value_ranges": [[1, 2], [null, 9]]}} | The values of ms are spread as expected: the value in the middle is between 1 and 2; the value with 90% of all below it is at most 9.
            column_distinct_values_to_equal_set | {"column": "c", "value_set": ["a", "b"]} | The column c holds every one of a and b, and nothing else.
            column_to_exist | {"column": "c", "column_index": 2} | The table has a column c as number 3.
            table_columns_to_match_set | {"column_set": ["a", "b"], "exact_match": null} | The table has the columns a and b, and may have others.
            table_row_count_to_be_between | {"min_value": 1} | The table has at least 1 rows.
            """)
    void aSentenceContainsItsArguments(String type, String kwargs, String sentence) {
        assertThat(sentence("expect_" + type, kwargs)).isEqualTo(sentence);
    }

    @Test
    void anUnknownExpectationIsDescribedByNameAndArguments() {
        assertThat(sentence(
                        "cx_expect_metric_to_follow_its_weekday",
                        "{\"metric\": \"row_count\", \"column\": \"cost\", \"factor\": 3}"))
                .isEqualTo("The check “metric to follow its weekday” holds for cost, with metric row_count, factor 3.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            metric_change_to_be_between | {"metric": "sum", "column": "cost", "min_change": -0.3, "max_change": 0.5} | Against the median of the nights of the last 7 days, the sum of cost changes by between -30% and 50%.
            metric_change_to_be_between | {"max_change": 100, "change": "absolute", "window": 14} | Against the median of the nights of the last 14 days, the number of rows changes by at most 100.
            metric_to_be_usual | {"metric": "null_share", "column": "email"} | As is usual, the share of empty values of email is at most 3.5 robust standard deviations from the median of the nights of the last 28 days.
            row_count_to_be_usual_for_weekday | {"min_ratio": 0.7} | The number of rows is usual for the weekday: between 70% and 200% of the median of the same weekday in the last 28 days.
            column_max_to_be_fresh | {"column": "seen_at", "max_age": "26h"} | When the night ends, the newest value of seen_at is at most 26h old.
            """)
    void comparisonsWithEarlierNightsAreDescribed(String type, String kwargs, String sentence) {
        assertThat(sentence("cx_expect_" + type, kwargs)).isEqualTo(sentence);
    }

    @Test
    void manyValuesAreNotAllListed() {
        String all = "[" + "\"v\",".repeat(39) + "\"v\"]";
        assertThat(sentence("expect_column_values_to_be_in_set", "{\"column\": \"c\", \"value_set\": " + all + "}"))
                .endsWith("v, v or 25 more.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "amount > 5 and kind = 'x'" | amount > 5 and kind = 'x'
            "col(\\"kind\\") == \\"x\\"" | kind is x
            "col(\\"kind\\").notNull()" | kind has a value
            {"type": "and", "conditions": [{"type": "nullity", "column": {"name": "a"}, "is_null": true}, {"type": "comparison", "column": {"name": "b"}, "operator": "IN", "parameter": [1, 2]}]} | a is empty and b is one of 1 or 2
            """)
    void aConditionIsDescribedInWordsWherePossible(String condition, String words) {
        ExpectationOutcome outcome = expectation(
                "expect_column_values_to_not_be_null", "{\"column\": \"c\", \"row_condition\": " + condition + "}");
        assertThat(TextPart.plainText(RowConditions.of(outcome, ResultDocuments.maskingOf("a.table"))))
                .isEqualTo(words);
    }

    private static String sentence(String type, String kwargs) {
        return TextPart.plainText(
                ExpectationSentences.of(expectation(type, kwargs), ResultDocuments.maskingOf("a.table")));
    }
}
