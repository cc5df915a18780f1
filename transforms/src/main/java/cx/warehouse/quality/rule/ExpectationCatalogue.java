package cx.warehouse.quality.rule;

import cx.warehouse.quality.check.FrameCheck;
import cx.warehouse.quality.suite.Expectation;
import cx.warehouse.quality.suite.ExpectationFault;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The expectations that this engine supports, by Great Expectations' names. */
public final class ExpectationCatalogue {

    private static final Map<String, Function<ExpectationArguments, FrameCheck>> RULES = Map.ofEntries(
            Map.entry("expect_column_values_to_not_be_null", ColumnRules::notNull),
            Map.entry("expect_column_values_to_be_null", ColumnRules::isNull),
            Map.entry("expect_column_values_to_be_between", ColumnRules::between),
            Map.entry("expect_column_values_to_be_in_set", ColumnRules::inSet),
            Map.entry("expect_column_values_to_not_be_in_set", ColumnRules::notInSet),
            Map.entry("expect_column_values_to_match_regex", ColumnRules::matches),
            Map.entry("expect_column_values_to_not_match_regex", ColumnRules::matchesNot),
            Map.entry("expect_column_values_to_match_regex_list", ColumnRules::matchesList),
            Map.entry("expect_column_values_to_not_match_regex_list", ColumnRules::matchesNone),
            Map.entry("expect_column_values_to_match_like_pattern", ColumnRules::like),
            Map.entry("expect_column_values_to_not_match_like_pattern", ColumnRules::likeNot),
            Map.entry("expect_column_values_to_match_like_pattern_list", ColumnRules::likeList),
            Map.entry("expect_column_values_to_not_match_like_pattern_list", ColumnRules::likeNone),
            Map.entry("expect_column_value_lengths_to_be_between", ColumnRules::lengthBetween),
            Map.entry("expect_column_value_lengths_to_equal", ColumnRules::lengthEqual),
            Map.entry("expect_column_values_to_be_unique", ColumnRules::unique),
            Map.entry("expect_column_pair_values_to_be_equal", RecordRules::pairEqual),
            Map.entry("expect_column_pair_values_a_to_be_greater_than_b", RecordRules::pairGreater),
            Map.entry("expect_column_pair_values_to_be_in_set", RecordRules::pairInSet),
            Map.entry("expect_compound_columns_to_be_unique", RecordRules::unique),
            Map.entry("expect_select_column_values_to_be_unique_within_record", RecordRules::uniqueWithin),
            Map.entry("expect_multicolumn_sum_to_equal", RecordRules::sumEqual),
            Map.entry("expect_column_max_to_be_between", AggregateRules::max),
            Map.entry("expect_column_min_to_be_between", AggregateRules::min),
            Map.entry("expect_column_mean_to_be_between", AggregateRules::mean),
            Map.entry("expect_column_sum_to_be_between", AggregateRules::sum),
            Map.entry("expect_column_stdev_to_be_between", AggregateRules::deviation),
            Map.entry("expect_column_proportion_of_non_null_values_to_be_between", AggregateRules::nonNullShare),
            Map.entry("expect_column_median_to_be_between", QuantileRules::median),
            Map.entry("expect_column_quantile_values_to_be_between", QuantileRules::quantiles),
            Map.entry("expect_column_most_common_value_to_be_in_set", AggregateRules::mostCommon),
            Map.entry("expect_column_kl_divergence_to_be_less_than", DivergenceRule::check),
            Map.entry("expect_column_value_z_scores_to_be_less_than", ScoreRules::zScores),
            Map.entry("expect_column_values_to_match_strftime_format", TextRules::strftime),
            Map.entry("expect_column_values_to_be_dateutil_parseable", TextRules::dateutil),
            Map.entry("expect_column_values_to_be_json_parseable", TextRules::jsonParseable),
            Map.entry("expect_column_values_to_match_json_schema", TextRules::matchesSchema),
            Map.entry("expect_column_values_to_be_increasing", ScoreRules::increasing),
            Map.entry("expect_column_values_to_be_decreasing", ScoreRules::decreasing),
            Map.entry("expect_table_row_count_to_equal_other_table", TableRules::rowCountOfOther),
            Map.entry("expect_column_unique_value_count_to_be_between", AggregateRules::uniqueCount),
            Map.entry("expect_column_proportion_of_unique_values_to_be_between", AggregateRules::uniqueShare),
            Map.entry("expect_column_distinct_values_to_be_in_set", AggregateRules::distinctInSet),
            Map.entry("expect_column_distinct_values_to_contain_set", AggregateRules::distinctContains),
            Map.entry("expect_column_distinct_values_to_equal_set", AggregateRules::distinctEquals),
            Map.entry("expect_table_row_count_to_equal", TableRules::rowCount),
            Map.entry("expect_table_row_count_to_be_between", TableRules::rowCountBetween),
            Map.entry("expect_table_column_count_to_equal", TableRules::columnCount),
            Map.entry("expect_table_column_count_to_be_between", TableRules::columnCountBetween),
            Map.entry("expect_table_columns_to_match_ordered_list", TableRules::columnsInOrder),
            Map.entry("expect_table_columns_to_match_set", TableRules::columnsAsSet),
            Map.entry("expect_column_to_exist", TableRules::columnExists),
            Map.entry("expect_column_values_to_be_of_type", TableRules::ofType),
            Map.entry("expect_column_values_to_be_in_type_list", TableRules::inTypes),
            Map.entry("cx_expect_metric_change_to_be_between", HistoryRules::change),
            Map.entry("cx_expect_metric_to_be_usual", HistoryRules::usual),
            Map.entry("cx_expect_row_count_to_be_usual_for_weekday", HistoryRules::usualForWeekday),
            Map.entry("cx_expect_column_max_to_be_fresh", HistoryRules::fresh),
            Map.entry(
                    "unexpected_rows_expectation",
                    arguments -> new FrameCheck.Query(arguments.text("unexpected_rows_query"))));

    private ExpectationCatalogue() {}

    /**
     * Builds the check for an expectation.
     *
     * @throws ExpectationFault if this frame or these arguments make it impossible to evaluate
     */
    public static FrameCheck check(Expectation expectation, ExpectationArguments arguments) {
        Function<ExpectationArguments, FrameCheck> known = RULES.get(expectation.name());
        if (known == null) {
            throw new ExpectationFault("`" + expectation.type() + "` is not an expectation that this engine knows");
        }
        return known.apply(arguments);
    }

    /** Names of the supported expectations, in alphabetical order. */
    public static Set<String> names() {
        return new TreeSet<>(RULES.keySet());
    }
}
