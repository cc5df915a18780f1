package cx.warehouse.quality.check;

import java.util.List;
import java.util.function.BiFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Aggregates over a column's distinct values, and the function that judges them.
 *
 * @param aggregates over a frame with one row per distinct value: {@link #value()}, and {@link #rows()}, its number of
 *     rows
 * @param judge takes the results of the aggregates, and the values with their counts that the check asks to see
 */
public record DistinctMeasure(List<Column> aggregates, BiFunction<List<Object>, List<Row>, Judgement> judge) {
    public static final String VALUE = "value0";
    public static final String ROWS = "rows";

    public DistinctMeasure {
        aggregates = List.copyOf(aggregates);
    }

    /** Column that holds the distinct value. */
    public static Column value() {
        return functions.col(VALUE);
    }

    /** Column that holds the number of rows with that value. */
    public static Column rows() {
        return functions.col(ROWS);
    }
}
