package cx.warehouse.quality.check;

import java.util.List;
import java.util.function.BiFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * What to aggregate over a column's distinct values, and how to judge it.
 *
 * @param aggregates over a frame with one row a value: the value, and how many rows hold it
 * @param judge takes the aggregates, and the values with their counts, as the check wants them
 */
public record DistinctMeasure(List<Column> aggregates, BiFunction<List<Object>, List<Row>, Judgement> judge) {
    public static final String VALUE = "value0";
    public static final String ROWS = "rows";

    public DistinctMeasure {
        aggregates = List.copyOf(aggregates);
    }

    /** The distinct value. */
    public static Column value() {
        return functions.col(VALUE);
    }

    /** How many rows hold it. */
    public static Column rows() {
        return functions.col(ROWS);
    }
}
