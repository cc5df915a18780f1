package cx.warehouse.quality;

import com.fasterxml.jackson.databind.JsonNode;
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
 * Rules that each value of one column keeps or breaks. Nulls are outside all of them but the two about nulls; a value
 * for which the rule is null (text that is no number, against a number) is not unexpected.
 */
final class ColumnRules {

    private ColumnRules() {}

    static Check notNull(Arguments arguments) {
        return aboutNulls(arguments, arguments.column().column().isNull());
    }

    static Check isNull(Arguments arguments) {
        return aboutNulls(arguments, arguments.column().column().isNotNull());
    }

    private static Check aboutNulls(Arguments arguments, Column unexpected) {
        RowScope rows =
                new RowScope(arguments.condition(), Optional.empty(), List.of(arguments.column()), RowScope.Form.VALUE);
        return new Check.EachRow(rows, unexpected, arguments.mostly());
    }

    static Check between(Arguments arguments) {
        Bounds bounds = arguments.bounds();
        bounds.refuseAbsent();
        bounds.refuseCrossed();
        boolean dates = arguments.flag("parse_strings_as_datetimes");
        return inRange(arguments, Comparand.of(arguments.column(), bounds.values(), dates), bounds);
    }

    /** Texts have an order of their own in files, other than in a suite; all else can be told by least and greatest. */
    private static Check inRange(Arguments arguments, Comparand side, Bounds bounds) {
        Guard guard = side.isText() ? new Guard.Any() : new Guard.Range(side, bounds);
        return new Check.EachRow(scope(arguments), functions.not(bounds.hold(side)), arguments.mostly(), guard);
    }

    /** No set at all is no demand; an empty set holds nothing. */
    static Check inSet(Arguments arguments) {
        Optional<Set<JsonNode>> set = arguments.set("value_set");
        if (set.isEmpty()) {
            return each(arguments, column -> functions.lit(true));
        }
        Guard.Member member = member(arguments, arguments.column(), set.get());
        return new Check.EachRow(scope(arguments), functions.not(member.holds()), arguments.mostly(), member);
    }

    static Check notInSet(Arguments arguments) {
        Set<JsonNode> set =
                arguments.set("value_set").orElseThrow(() -> new ExpectationFault("`value_set` is missing"));
        return each(arguments, column -> functions.not(within(arguments, column, set)));
    }

    static Column within(Arguments arguments, Shape.Field column, Set<JsonNode> values) {
        return member(arguments, column, values).holds();
    }

    private static Guard.Member member(Arguments arguments, Shape.Field column, Set<JsonNode> values) {
        boolean dates = arguments.flag("parse_strings_as_datetimes");
        Set<JsonNode> fitting = Comparand.fitting(column, values, dates);
        Comparand side = Comparand.member(column, fitting, dates);
        return new Guard.Member(side.column(), fitting, side.literal());
    }

    static Check matches(Arguments arguments) {
        String regex = arguments.value("regex").map(JsonNode::asText).orElse("(?s).*");
        return found(arguments, regex, functions::not);
    }

    static Check matchesNot(Arguments arguments) {
        return found(arguments, arguments.text("regex"), UnaryOperator.identity());
    }

    /** @param unexpected of whether the expression is found, whether that breaks the rule */
    private static Check found(Arguments arguments, String regex, UnaryOperator<Column> unexpected) {
        Column isFound = Regexes.found(arguments.column(), regex);
        Guard guard = Regexes.isPlain(regex)
                ? new Guard.Any()
                : new Guard.Found(Regexes.text(arguments.column()), Regexes.checked(regex), unexpected);
        return new Check.EachRow(scope(arguments), unexpected.apply(isFound), arguments.mostly(), guard);
    }

    /** {@code any} of the patterns is found; or {@code all}, which Great Expectations asks at one and the same place. */
    static Check matchesList(Arguments arguments) {
        List<String> patterns = patterns(arguments, "regex_list");
        boolean all = matchesAll(arguments);
        String joined = patterns.stream()
                .map(pattern -> "(?" + (all ? "=" : ":") + Regexes.checked(pattern) + ")")
                .collect(Collectors.joining(all ? "" : "|"));
        return found(arguments, joined, functions::not);
    }

    static Check matchesNone(Arguments arguments) {
        List<String> patterns = patterns(arguments, "regex_list");
        return each(arguments, column -> functions.not(any(patterns, pattern -> Regexes.found(column, pattern))));
    }

    static Check like(Arguments arguments) {
        String pattern = arguments.text("like_pattern");
        return each(arguments, column -> Regexes.like(column, pattern));
    }

    static Check likeNot(Arguments arguments) {
        String pattern = arguments.text("like_pattern");
        return each(arguments, column -> functions.not(Regexes.like(column, pattern)));
    }

    static Check likeList(Arguments arguments) {
        List<String> patterns = patterns(arguments, "like_pattern_list");
        boolean all = matchesAll(arguments);
        return each(
                arguments,
                column -> all
                        ? functions.not(any(patterns, pattern -> functions.not(Regexes.like(column, pattern))))
                        : any(patterns, pattern -> Regexes.like(column, pattern)));
    }

    static Check likeNone(Arguments arguments) {
        List<String> patterns = patterns(arguments, "like_pattern_list");
        return each(arguments, column -> functions.not(any(patterns, pattern -> Regexes.like(column, pattern))));
    }

    static Check lengthBetween(Arguments arguments) {
        Bounds bounds = arguments.wholeBounds();
        bounds.refuseAbsent();
        return inRange(arguments, Comparand.of(length(arguments.column()), bounds.values(), false), bounds);
    }

    static Check lengthEqual(Arguments arguments) {
        long value = arguments.count("value");
        return each(arguments, column -> length(column).column().equalTo(value));
    }

    private static Shape.Field length(Shape.Field column) {
        Column length = functions.length(column.column().cast(DataTypes.StringType));
        return new Shape.Field(column.name(), length, DataTypes.IntegerType);
    }

    static Check unique(Arguments arguments) {
        return new Check.NoTwins(scope(arguments), List.of(arguments.column()), arguments.mostly());
    }

    /** A rule over the values of {@code column}, given as what holds for an expected one. */
    private static Check each(Arguments arguments, Function<Shape.Field, Column> holds) {
        Column unexpected = functions.not(holds.apply(arguments.column()));
        return new Check.EachRow(scope(arguments), unexpected, arguments.mostly());
    }

    static RowScope scope(Arguments arguments) {
        return scope(arguments, arguments.column());
    }

    static RowScope scope(Arguments arguments, Shape.Field column) {
        return new RowScope(
                arguments.condition(), Optional.of(column.column().isNull()), List.of(column), RowScope.Form.VALUE);
    }

    private static Column any(List<String> patterns, Function<String, Column> test) {
        return patterns.stream().map(test).reduce(Column::or).orElseThrow();
    }

    private static List<String> patterns(Arguments arguments, String name) {
        List<String> patterns = arguments.texts(name);
        if (patterns.isEmpty()) {
            throw new ExpectationFault("`" + name + "` is empty");
        }
        return patterns;
    }

    private static boolean matchesAll(Arguments arguments) {
        String word = arguments.value("match_on").map(JsonNode::asText).orElse("any");
        if (!word.equals("any") && !word.equals("all")) {
            throw new ExpectationFault("`match_on` must be any or all, not " + word);
        }
        return word.equals("all");
    }
}
