package cx.warehouse.quality.check;

import cx.warehouse.quality.frame.FrameColumns;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Column;

/** The check that an expectation requires on one frame. The kinds differ in the query that they need. */
public sealed interface FrameCheck extends CheckOutcome {

    /** Whether the check may be a rule that single rows meet or break. A measurement may become one after its scan. */
    default boolean mayBeRowRule() {
        return this instanceof EachRow
                || this instanceof Unique
                || this instanceof InOrder
                || this instanceof Measurement;
    }

    /** A verdict that follows from the schema alone. */
    record FromSchema(Judgement judgement) implements FrameCheck {}

    /** Aggregates of the shared scan; their result may be a further check for the next scan. */
    record Measurement(Measure<CheckOutcome> measure) implements FrameCheck {}

    /**
     * A rule that every row meets or breaks, counted in the shared scan.
     *
     * @param rows rows that the rule covers, and their form in results
     * @param unexpected true for a row that breaks the rule; null counts as met
     * @param unanswerable rows that the rule cannot be applied to; a single one is a fault of the expectation
     * @param prefilter a cheaper question that may clear the rule without counting it
     */
    record EachRow(
            RowScope rows,
            Column unexpected,
            Optional<Unanswerable> unanswerable,
            double mostly,
            RulePrefilter prefilter)
            implements FrameCheck {

        public EachRow(RowScope rows, Column unexpected, double mostly) {
            this(rows, unexpected, mostly, new RulePrefilter.AnyRule());
        }

        public EachRow(RowScope rows, Column unexpected, double mostly, RulePrefilter guard) {
            this(rows, unexpected, Optional.empty(), mostly, guard);
        }

        /** Replaces the regular expression of the rule by a column that says whether the expression matches. */
        public EachRow withMatches(Column isFound) {
            Column breaks = ((RulePrefilter.RegexMatch) prefilter).unexpected().apply(isFound);
            return new EachRow(rows, breaks, unanswerable, mostly, new RulePrefilter.AnyRule());
        }

        /** The same rule without its prefilter, so that it is counted. */
        public EachRow withoutPrefilter() {
            return new EachRow(rows, unexpected, unanswerable, mostly, new RulePrefilter.None());
        }
    }

    /**
     * Rows that a rule cannot be applied to, and the reason for the message.
     *
     * @param isUnanswerable true for such a row
     */
    record Unanswerable(Column isUnanswerable, String reason) {}

    /**
     * A rule that no two rows are equal in {@code columns}. It needs a grouping of its own; rules with equal column
     * sets share one.
     */
    record Unique(RowScope rows, List<FrameColumns.Field> columns, double mostly) implements FrameCheck {}

    /**
     * A rule that the values of a column are ordered, in the order of the frame.
     *
     * @param value the compared column; rows where it is null are skipped
     * @param forbiddenStep the steps from one value to the next that break the rule
     */
    record InOrder(RowScope rows, Column value, ForbiddenStep forbiddenStep, double mostly) implements FrameCheck {}

    /** Steps from one value to the next that break an order. */
    enum ForbiddenStep {
        DOWN("<"),
        DOWN_OR_LEVEL("<="),
        UP(">"),
        UP_OR_LEVEL(">=");

        private final String sign;

        ForbiddenStep(String sign) {
            this.sign = sign;
        }

        /** Comparison between a value that breaks the order and the value before it. */
        String sign() {
            return sign;
        }

        /** True where a value breaks the order after the value before it. */
        public Column isTaken(Column value, Column before) {
            return switch (this) {
                case DOWN -> value.lt(before);
                case DOWN_OR_LEVEL -> value.leq(before);
                case UP -> value.gt(before);
                case UP_OR_LEVEL -> value.geq(before);
            };
        }

        /** @param step below zero if the next value is smaller than the one before */
        public boolean isTaken(int step) {
            return switch (this) {
                case DOWN -> step < 0;
                case DOWN_OR_LEVEL -> step <= 0;
                case UP -> step > 0;
                case UP_OR_LEVEL -> step >= 0;
            };
        }
    }

    /**
     * A judgement about a column's distinct values, over a frame with one row per value.
     *
     * @param countedRows true for rows whose value counts
     * @param shownValues the distinct values that the judgement needs to see
     */
    record Distinct(FrameColumns.Field column, Column countedRows, ShownValues shownValues, DistinctMeasure measure)
            implements FrameCheck {}

    /** The distinct values that a judgement sees, up to the longest list allowed. */
    enum ShownValues {
        /** none, because the aggregates are enough */
        NONE,
        /** the first values in ascending order */
        ALL,
        /** the most frequent values; among equally frequent ones the smaller first */
        MOST_FREQUENT
    }

    /**
     * Exact values of a column at given ranks, in ascending order.
     *
     * @param values the ranked column; rows where it is null are skipped
     * @param count number of values, at least one
     * @param ranks from 1, in any order
     * @param judge takes the values at the ranks, in the order of {@code ranks}
     */
    record ValuesAtRanks(Column values, long count, List<Long> ranks, Function<List<Object>, CheckOutcome> judge)
            implements FrameCheck {}

    /** A query that the suite contains. Each row it returns is unexpected; {@code {batch}} stands for the frame. */
    record Query(String sql) implements FrameCheck {}

    /** A rule that the frame has as many rows as another table, which the frame's session knows by this name. */
    record OtherTable(String name) implements FrameCheck {}
}
