package cx.warehouse.quality.rule;

import com.fasterxml.jackson.databind.JsonNode;
import cx.warehouse.quality.check.FrameCheck;
import cx.warehouse.quality.check.RowScope;
import cx.warehouse.quality.check.RulePrefilter;
import cx.warehouse.quality.frame.ComparableColumn;
import cx.warehouse.quality.frame.FrameColumns;
import cx.warehouse.quality.frame.ValueBounds;
import cx.warehouse.quality.regex.SuiteRegexes;
import cx.warehouse.quality.suite.ExpectationFault;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Rules that each value of one column meets or breaks. All of them skip nulls, except the two rules about nulls. A
 * value for which the rule evaluates to null (text that is no number, compared with a number) is not unexpected.
 */
final class ColumnRules {

    private ColumnRules() {}

    static FrameCheck notNull(ExpectationArguments arguments) {
        return nullCheck(arguments, arguments.column().column().isNull());
    }

    static FrameCheck isNull(ExpectationArguments arguments) {
        return nullCheck(arguments, arguments.column().column().isNotNull());
    }

    private static FrameCheck nullCheck(ExpectationArguments arguments, Column unexpected) {
        RowScope rows =
                new RowScope(arguments.condition(), Optional.empty(), List.of(arguments.column()), RowScope.Form.VALUE);
        return new FrameCheck.EachRow(rows, unexpected, arguments.mostly());
    }

    static FrameCheck between(ExpectationArguments arguments) {
        ValueBounds bounds = arguments.bounds();
        bounds.refuseAbsent();
        bounds.refuseCrossed();
        boolean dates = arguments.flag("parse_strings_as_datetimes");
        return rangeCheck(arguments, ComparableColumn.of(arguments.column(), bounds.values(), dates), bounds);
    }

    /**
     * Range check. Files and suites order text differently, so text has no min-max prefilter; all other types have one.
     */
    private static FrameCheck rangeCheck(ExpectationArguments arguments, ComparableColumn side, ValueBounds bounds) {
        RulePrefilter guard =
                side.isText() ? new RulePrefilter.AnyRule() : new RulePrefilter.WithinBounds(side, bounds);
        return new FrameCheck.EachRow(
                scope(arguments), functions.not(bounds.contains(side)), arguments.mostly(), guard);
    }

    /** Without a set every value is expected; with an empty set none is. */
    static FrameCheck inSet(ExpectationArguments arguments) {
        Optional<Set<JsonNode>> set = arguments.set("value_set");
        if (set.isEmpty()) {
            return rowCheck(arguments, column -> functions.lit(true));
        }
        RulePrefilter.InSet member = setMembership(arguments, arguments.column(), set.get());
        return new FrameCheck.EachRow(scope(arguments), functions.not(member.contains()), arguments.mostly(), member);
    }

    static FrameCheck notInSet(ExpectationArguments arguments) {
        Set<JsonNode> set =
                arguments.set("value_set").orElseThrow(() -> new ExpectationFault("`value_set` is missing"));
        return rowCheck(arguments, column -> functions.not(isInSet(arguments, column, set)));
    }

    static Column isInSet(ExpectationArguments arguments, FrameColumns.Field column, Set<JsonNode> values) {
        return setMembership(arguments, column, values).contains();
    }

    private static RulePrefilter.InSet setMembership(
            ExpectationArguments arguments, FrameColumns.Field column, Set<JsonNode> values) {
        boolean dates = arguments.flag("parse_strings_as_datetimes");
        Set<JsonNode> fitting = ComparableColumn.comparableValues(column, values, dates);
        ComparableColumn side = ComparableColumn.forMembership(column, fitting, dates);
        return new RulePrefilter.InSet(side.column(), fitting, side.literal());
    }

    static FrameCheck matches(ExpectationArguments arguments) {
        String regex = arguments.value("regex").map(JsonNode::asText).orElse("(?s).*");
        return regexCheck(arguments, regex, functions::not);
    }

    static FrameCheck matchesNot(ExpectationArguments arguments) {
        return regexCheck(arguments, arguments.text("regex"), UnaryOperator.identity());
    }

    /** @param unexpected turns "the expression matches" into "the row breaks the rule" */
    private static FrameCheck regexCheck(
            ExpectationArguments arguments, String regex, UnaryOperator<Column> unexpected) {
        Column isFound = SuiteRegexes.isFound(arguments.column(), regex);
        RulePrefilter guard = SuiteRegexes.isPlain(regex)
                ? new RulePrefilter.AnyRule()
                : new RulePrefilter.RegexMatch(
                        SuiteRegexes.asText(arguments.column()), SuiteRegexes.toJavaRegex(regex), unexpected);
        return new FrameCheck.EachRow(scope(arguments), unexpected.apply(isFound), arguments.mostly(), guard);
    }

    /** Expects {@code any} of the patterns to match, or {@code all} of them, each anywhere in the text. */
    static FrameCheck matchesList(ExpectationArguments arguments) {
        List<String> patterns = patterns(arguments, "regex_list");
        if (isMatchOnAll(arguments)) {
            return rowCheck(arguments, column -> allMatch(patterns, pattern -> SuiteRegexes.isFound(column, pattern)));
        }
        String joined = patterns.stream()
                .map(pattern -> "(?:" + SuiteRegexes.toJavaRegex(pattern) + ")")
                .collect(Collectors.joining("|"));
        return regexCheck(arguments, joined, functions::not);
    }

    static FrameCheck matchesNone(ExpectationArguments arguments) {
        List<String> patterns = patterns(arguments, "regex_list");
        return rowCheck(
                arguments,
                column -> functions.not(anyMatches(patterns, pattern -> SuiteRegexes.isFound(column, pattern))));
    }

    static FrameCheck like(ExpectationArguments arguments) {
        String pattern = arguments.text("like_pattern");
        return rowCheck(arguments, column -> SuiteRegexes.isLike(column, pattern));
    }

    static FrameCheck likeNot(ExpectationArguments arguments) {
        String pattern = arguments.text("like_pattern");
        return rowCheck(arguments, column -> functions.not(SuiteRegexes.isLike(column, pattern)));
    }

    static FrameCheck likeList(ExpectationArguments arguments) {
        List<String> patterns = patterns(arguments, "like_pattern_list");
        boolean all = isMatchOnAll(arguments);
        return rowCheck(
                arguments,
                column -> all
                        ? allMatch(patterns, pattern -> SuiteRegexes.isLike(column, pattern))
                        : anyMatches(patterns, pattern -> SuiteRegexes.isLike(column, pattern)));
    }

    static FrameCheck likeNone(ExpectationArguments arguments) {
        List<String> patterns = patterns(arguments, "like_pattern_list");
        return rowCheck(
                arguments,
                column -> functions.not(anyMatches(patterns, pattern -> SuiteRegexes.isLike(column, pattern))));
    }

    static FrameCheck lengthBetween(ExpectationArguments arguments) {
        ValueBounds bounds = arguments.wholeBounds();
        bounds.refuseAbsent();
        return rangeCheck(arguments, ComparableColumn.of(length(arguments.column()), bounds.values(), false), bounds);
    }

    static FrameCheck lengthEqual(ExpectationArguments arguments) {
        long value = arguments.count("value");
        return rowCheck(arguments, column -> length(column).column().equalTo(value));
    }

    private static FrameColumns.Field length(FrameColumns.Field column) {
        Column length = functions.length(column.column().cast(DataTypes.StringType));
        return new FrameColumns.Field(column.name(), length, DataTypes.IntegerType);
    }

    static FrameCheck unique(ExpectationArguments arguments) {
        return new FrameCheck.Unique(scope(arguments), List.of(arguments.column()), arguments.mostly());
    }

    /** A rule over the values of the expectation's column, given by the condition for an expected value. */
    private static FrameCheck rowCheck(ExpectationArguments arguments, Function<FrameColumns.Field, Column> holds) {
        Column unexpected = functions.not(holds.apply(arguments.column()));
        return new FrameCheck.EachRow(scope(arguments), unexpected, arguments.mostly());
    }

    static RowScope scope(ExpectationArguments arguments) {
        return scope(arguments, arguments.column());
    }

    static RowScope scope(ExpectationArguments arguments, FrameColumns.Field column) {
        return new RowScope(
                arguments.condition(), Optional.of(column.column().isNull()), List.of(column), RowScope.Form.VALUE);
    }

    private static Column allMatch(List<String> patterns, Function<String, Column> matches) {
        return functions.not(anyMatches(patterns, pattern -> functions.not(matches.apply(pattern))));
    }

    private static Column anyMatches(List<String> patterns, Function<String, Column> test) {
        return patterns.stream().map(test).reduce(Column::or).orElseThrow();
    }

    private static List<String> patterns(ExpectationArguments arguments, String name) {
        List<String> patterns = arguments.texts(name);
        if (patterns.isEmpty()) {
            throw new ExpectationFault("`" + name + "` is empty");
        }
        return patterns;
    }

    private static boolean isMatchOnAll(ExpectationArguments arguments) {
        String word = arguments.value("match_on").map(JsonNode::asText).orElse("any");
        if (!word.equals("any") && !word.equals("all")) {
            throw new ExpectationFault("`match_on` must be any or all, not " + word);
        }
        return word.equals("all");
    }
}
