package cx.warehouse.quality;

import java.util.List;
import org.apache.spark.sql.Column;

/** What an expectation comes down to on one frame: the kinds differ in what has to be run. */
sealed interface Check {

    /** Known from the schema alone. */
    record Settled(Judgement judgement) implements Check {}

    /** Aggregates of the shared scan. */
    record Measured(Measure<Finding> measure) implements Check {}

    /**
     * A rule that every row keeps or breaks; counted in the shared scan.
     *
     * @param rows rows it speaks of, and how they are shown
     * @param unexpected true for a row that breaks it; null counts as kept
     */
    record EachRow(RowScope rows, Column unexpected, double mostly) implements Check {}

    /**
     * No two rows alike in {@code columns}; needs a grouping of its own, shared by equal column sets.
     *
     * @param rows rows it speaks of, and how they are shown
     */
    record NoTwins(RowScope rows, List<Shape.Field> columns, double mostly) implements Check {}

    /**
     * A judgement of a column's distinct values, over a frame with one row a value.
     *
     * @param counted rows whose value counts
     * @param wantsValues whether the judgement needs the values themselves, not only the measure
     */
    record Distinct(Shape.Field column, Column counted, boolean wantsValues, DistinctMeasure measure)
            implements Check {}

    /** A query of the suite's own, whose rows are the unexpected ones; {@code {batch}} stands for the frame. */
    record Query(String sql) implements Check {}
}
