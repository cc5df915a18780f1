package cx.warehouse.quality.check;

import cx.warehouse.quality.frame.FrameColumns;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Column;

/** What an expectation comes down to on one frame: the kinds differ in what has to be run. */
public sealed interface FrameCheck extends CheckOutcome {

    /** Whether it may be a rule that rows keep or break; some come to that only when something else is known. */
    default boolean mayBeRowRule() {
        return this instanceof EachRow
                || this instanceof Unique
                || this instanceof InOrder
                || this instanceof Measurement;
    }

    /** Known from the schema alone. */
    record FromSchema(Judgement judgement) implements FrameCheck {}

    /** Aggregates of the shared scan; what they come to may be a further check, for the next scan. */
    record Measurement(Measure<CheckOutcome> measure) implements FrameCheck {}

    /**
     * A rule that every row keeps or breaks; counted in the shared scan.
     *
     * @param rows rows it speaks of, and how they are shown
     * @param unexpected true for a row that breaks it; null counts as kept
     * @param unanswerable rows about which the rule cannot be asked at all: one of them is a fault of the expectation
     * @param prefilter what may clear the rule without counting it
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

        /** The same rule about a regular expression, once a column tells whether it is found. */
        public EachRow withMatches(Column isFound) {
            Column breaks = ((RulePrefilter.RegexMatch) prefilter).unexpected().apply(isFound);
            return new EachRow(rows, breaks, unanswerable, mostly, new RulePrefilter.AnyRule());
        }

        /** The same rule, to be counted. */
        public EachRow withoutPrefilter() {
            return new EachRow(rows, unexpected, unanswerable, mostly, new RulePrefilter.None());
        }
    }

    /** True for a row about which a rule cannot be asked, and what to say of it. */
    record Unanswerable(Column isUnanswerable, String reason) {}

    /** No two rows alike in {@code columns}; needs a grouping of its own, shared by equal column sets. */
    record Unique(RowScope rows, List<FrameColumns.Field> columns, double mostly) implements FrameCheck {}

    /**
     * No value that turns back, in the order of the frame.
     *
     * @param value what is compared; rows where it is null are passed over
     * @param forbiddenStep which steps from one value to the next break the rule
     */
    record InOrder(RowScope rows, Column value, ForbiddenStep forbiddenStep, double mostly) implements FrameCheck {}

    /** The steps from one value to the next that break an order. */
    enum ForbiddenStep {
        DOWN("<"),
        DOWN_OR_LEVEL("<="),
        UP(">"),
        UP_OR_LEVEL(">=");

        private final String sign;

        ForbiddenStep(String sign) {
            this.sign = sign;
        }

        /** How a value that breaks the order stands to the one before. */
        String sign() {
            return sign;
        }

        /** True where a value breaks the order after the one before. */
        public Column isTaken(Column value, Column before) {
            return switch (this) {
                case DOWN -> value.lt(before);
                case DOWN_OR_LEVEL -> value.leq(before);
                case UP -> value.gt(before);
                case UP_OR_LEVEL -> value.geq(before);
            };
        }

        /** @param step below zero when the next value is smaller than the one before */
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
     * A judgement of a column's distinct values, over a frame with one row a value.
     *
     * @param countedRows rows whose value counts
     * @param shownValues which of the values the judgement is shown
     */
    record Distinct(FrameColumns.Field column, Column countedRows, ShownValues shownValues, DistinctMeasure measure)
            implements FrameCheck {}

    /** Which distinct values a judgement is shown, as many as a list may hold. */
    enum ShownValues {
        /** none, the measure is enough */
        NONE,
        /** the first in ascending order */
        ALL,
        /** the most frequent, the smaller first among equals */
        MOST_FREQUENT
    }

    /**
     * Values at given ranks of a column in ascending order, exactly.
     *
     * @param values what is ranked; rows where it is null are passed over
     * @param count how many values there are; more than none
     * @param ranks from 1, in any order
     * @param judge takes the values at the ranks, in their order
     */
    record ValuesAtRanks(Column values, long count, List<Long> ranks, Function<List<Object>, CheckOutcome> judge)
            implements FrameCheck {}

    /** A query of the suite's own, whose rows are the unexpected ones; {@code {batch}} stands for the frame. */
    record Query(String sql) implements FrameCheck {}

    /** As many rows as another table has, by its name in the frame's session. */
    record OtherTable(String name) implements FrameCheck {}
}
