package cx.warehouse.report;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Describes expectations in plain English. Each sentence has slots, which {@link SentenceArguments} fills from the
 * arguments.
 */
final class ExpectationSentences {

    private static final Map<String, String> SENTENCES = Map.ofEntries(
            entry("expect_column_values_to_not_be_null", "{All} rows have a value in {column}."),
            entry("expect_column_values_to_be_null", "{All} rows leave {column} empty."),
            entry("expect_column_values_to_be_between", "{All} values of {column} are {range}."),
            entry("expect_column_values_to_be_in_set", "{All} values of {column} are one of {set}."),
            entry("expect_column_values_to_not_be_in_set", "{All} values of {column} are none of {set}."),
            entry("expect_column_values_to_be_unique", "{All} values of {column} occur only once."),
            entry("expect_column_values_to_be_increasing", "{All} values of {column} rise from row to row{strictly}."),
            entry("expect_column_values_to_be_decreasing", "{All} values of {column} fall from row to row{strictly}."),
            entry("expect_column_values_to_be_of_type", "The column {column} is of the type {type_}."),
            entry("expect_column_values_to_be_in_type_list", "The column {column} is of the type {type_list}."),
            entry("expect_column_values_to_match_regex", "{All} values of {column} match the pattern {regex}."),
            entry(
                    "expect_column_values_to_not_match_regex",
                    "{All} values of {column} differ from the pattern {regex}."),
            entry(
                    "expect_column_values_to_match_regex_list",
                    "{All} values of {column} match {match_on} the patterns {regex_list}."),
            entry(
                    "expect_column_values_to_not_match_regex_list",
                    "{All} values of {column} match none of the patterns {regex_list}."),
            entry(
                    "expect_column_values_to_match_like_pattern",
                    "{All} values of {column} look like {like_pattern}{like}."),
            entry(
                    "expect_column_values_to_not_match_like_pattern",
                    "{All} values of {column} do not look like {like_pattern}{like}."),
            entry(
                    "expect_column_values_to_match_like_pattern_list",
                    "{All} values of {column} look like {match_on} {like_pattern_list}{like}."),
            entry(
                    "expect_column_values_to_not_match_like_pattern_list",
                    "{All} values of {column} look like none of {like_pattern_list}{like}."),
            entry(
                    "expect_column_values_to_match_strftime_format",
                    "{All} values of {column} are moments written as {strftime_format}."),
            entry("expect_column_values_to_be_dateutil_parseable", "{All} values of {column} can be read as a date."),
            entry("expect_column_values_to_be_json_parseable", "{All} values of {column} are well-formed JSON."),
            entry(
                    "expect_column_values_to_match_json_schema",
                    "{All} values of {column} are JSON of the agreed shape (the JSON schema below)."),
            entry("expect_column_value_lengths_to_be_between", "{All} values of {column} are {range} characters long."),
            entry(
                    "expect_column_value_lengths_to_equal",
                    "{All} values of {column} are exactly {value} characters long."),
            entry(
                    "expect_column_value_z_scores_to_be_less_than",
                    "{All} values of {column} lie less than {threshold} standard deviations {side} the mean."),
            entry(
                    "expect_column_pair_values_a_to_be_greater_than_b",
                    "In {all} rows, {column_A} is greater than {or_equal}{column_B}.{ignore}"),
            entry(
                    "expect_column_pair_values_to_be_equal",
                    "In {all} rows, {column_A} and {column_B} are equal.{ignore}"),
            entry(
                    "expect_column_pair_values_to_be_in_set",
                    "In {all} rows, {column_A} and {column_B} together are one of the pairs {pairs}.{ignore}"),
            entry(
                    "expect_compound_columns_to_be_unique",
                    "In {all} rows, the combination of {column_list} occurs only once.{ignore}"),
            entry(
                    "expect_multicolumn_values_to_be_unique",
                    "In {all} rows, the values of {column_list} differ from each other.{ignore}"),
            entry(
                    "expect_select_column_values_to_be_unique_within_record",
                    "In {all} rows, the values of {column_list} differ from each other.{ignore}"),
            entry("expect_multicolumn_sum_to_equal", "In {all} rows, {column_list} add up to {sum_total}.{ignore}"),
            entry("expect_column_max_to_be_between", "The largest value of {column} is {range}."),
            entry("expect_column_min_to_be_between", "The smallest value of {column} is {range}."),
            entry("expect_column_mean_to_be_between", "The average of {column} is {range}."),
            entry("expect_column_median_to_be_between", "The median of {column}, the value in the middle, is {range}."),
            entry(
                    "expect_column_stdev_to_be_between",
                    "The standard deviation of {column}, how far its values spread, is {range}."),
            entry("expect_column_sum_to_be_between", "The sum of {column} is {range}."),
            entry(
                    "expect_column_proportion_of_unique_values_to_be_between",
                    "Of the values of {column}, {share} are different ones."),
            entry(
                    "expect_column_proportion_of_non_null_values_to_be_between",
                    "Of the rows, {share} have a value in {column}."),
            entry(
                    "expect_column_unique_value_count_to_be_between",
                    "The column {column} has {range} different values."),
            entry(
                    "expect_column_quantile_values_to_be_between",
                    "The values of {column} are spread as expected: {quantiles}."),
            entry(
                    "expect_column_distinct_values_to_be_in_set",
                    "The column {column} holds no other values than {set}."),
            entry("expect_column_distinct_values_to_contain_set", "The column {column} holds every one of {set}."),
            entry(
                    "expect_column_distinct_values_to_equal_set",
                    "The column {column} holds every one of {set}, and nothing else."),
            entry(
                    "expect_column_most_common_value_to_be_in_set",
                    "The most common value of {column} is one of {set}{ties_okay}."),
            entry(
                    "expect_column_kl_divergence_to_be_less_than",
                    "The values of {column} are distributed as expected: the Kullback-Leibler divergence is below {threshold}."),
            entry(
                    "expect_column_bootstrapped_ks_test_p_value_to_be_greater_than",
                    "The values of {column} are distributed as expected: a bootstrapped Kolmogorov-Smirnov test gives a p value above {p}."),
            entry(
                    "expect_column_parameterized_distribution_ks_test_p_value_to_be_greater_than",
                    "The values of {column} follow the distribution {distribution}: a Kolmogorov-Smirnov test gives a p value above {p_value}."),
            entry(
                    "expect_column_chisquare_test_p_value_to_be_greater_than",
                    "The values of {column} are distributed as expected: a chi-square test gives a p value above {p}."),
            entry(
                    "expect_column_pair_cramers_phi_value_to_be_less_than",
                    "{column_A} and {column_B} hardly depend on each other: Cramér's phi is below {threshold}."),
            entry("expect_column_to_exist", "The table has a column {column}{column_index}."),
            entry(
                    "expect_table_columns_to_match_ordered_list",
                    "The table has these columns, in this order and no others: {column_list}."),
            entry("expect_table_columns_to_match_set", "The table has the columns {column_set}{exact_match}."),
            entry("expect_table_column_count_to_equal", "The table has exactly {value} columns."),
            entry("expect_table_column_count_to_be_between", "The table has {range} columns."),
            entry("expect_table_row_count_to_equal", "The table has exactly {value} rows."),
            entry("expect_table_row_count_to_be_between", "The table has {range} rows."),
            entry(
                    "expect_table_row_count_to_equal_other_table",
                    "The table has as many rows as the table {other_table_name}."),
            entry(
                    "cx_expect_metric_change_to_be_between",
                    "Against the median of the nights of the last {window} days, {metric} changes by {change}."),
            entry(
                    "cx_expect_metric_to_be_usual",
                    "As is usual, {metric} is at most {threshold} robust standard deviations from the median of the nights of the last {window} days."),
            entry(
                    "cx_expect_row_count_to_be_usual_for_weekday",
                    "The number of rows is usual for the weekday: {ratio} of the median of the same weekday in the last {window} days."),
            entry(
                    "cx_expect_column_max_to_be_fresh",
                    "When the night ends, the newest value of {column} is at most {max_age} old."),
            entry("expect_query_results_to_match_comparison", "In {all} rows, two queries give the same answer."),
            entry("unexpected_rows_expectation", "A query that looks for wrong rows finds none."));

    private static final Pattern SLOT = Pattern.compile("\\{(\\w+)}");
    private static final Set<String> UNSAID = Set.of(
            "column",
            "column_A",
            "column_B",
            "column_list",
            "mostly",
            "row_condition",
            "condition_parser",
            "batch_id",
            "result_format",
            "catch_exceptions",
            "include_config",
            "meta",
            "severity");

    private ExpectationSentences() {}

    /** The expectation types that have their own sentence. */
    static Set<String> knownTypes() {
        return SENTENCES.keySet();
    }

    static List<TextPart> of(ExpectationOutcome outcome, ValueMasking masks) {
        String sentence = SENTENCES.get(outcome.type());
        SentenceArguments slots = new SentenceArguments(outcome, masks);
        return sentence == null ? generalSentence(outcome, slots, masks) : fillSlots(sentence, slots);
    }

    private static List<TextPart> fillSlots(String sentence, SentenceArguments slots) {
        List<TextPart> pieces = new ArrayList<>();
        Matcher slot = SLOT.matcher(sentence);
        int from = 0;
        while (slot.find()) {
            addPart(pieces, TextPart.words(sentence.substring(from, slot.start())));
            slots.fill(slot.group(1)).forEach(piece -> addPart(pieces, piece));
            from = slot.end();
        }
        addPart(pieces, TextPart.words(sentence.substring(from)));
        return pieces;
    }

    private static void addPart(List<TextPart> pieces, TextPart piece) {
        if (!piece.text().isEmpty()) {
            pieces.add(piece);
        }
    }

    /** The sentence for an unknown type: its name in words, its columns and its arguments. */
    private static List<TextPart> generalSentence(
            ExpectationOutcome outcome, SentenceArguments slots, ValueMasking masks) {
        String name = outcome.type()
                .replaceFirst("^cx_", "")
                .replaceFirst("^expect_", "")
                .replace('_', ' ');
        List<TextPart> pieces = new ArrayList<>(List.of(
                TextPart.words("The check “"), TextPart.words(masks.maskText(name)), TextPart.words("” holds")));
        if (!outcome.columns().isEmpty()) {
            pieces.add(TextPart.words(" for "));
            pieces.addAll(slots.columns(outcome.columns()));
        }
        String before = ", with ";
        for (Map.Entry<String, JsonNode> argument : outcome.kwargs().properties()) {
            if (!UNSAID.contains(argument.getKey()) && !argument.getValue().isNull()) {
                pieces.add(TextPart.words(
                        before + masks.maskText(argument.getKey()).replace('_', ' ') + " "));
                pieces.add(slots.value(argument.getValue()));
                before = ", ";
            }
        }
        if (outcome.mostly() < 1) {
            pieces.addAll(List.of(TextPart.words(", in "), slots.all("at"), TextPart.words(" rows")));
        }
        pieces.add(TextPart.words("."));
        return pieces;
    }
}
