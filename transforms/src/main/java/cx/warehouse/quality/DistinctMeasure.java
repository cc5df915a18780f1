package cx.warehouse.quality;

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
record DistinctMeasure(List<Column> aggregates, BiFunction<List<Object>, List<Row>, Judgement> judge) {
    static final String VALUE = "value0";
    static final String ROWS = "rows";

    DistinctMeasure {
        aggregates = List.copyOf(aggregates);
    }

    /** The distinct value. */
    static Column value() {
        return functions.col(VALUE);
    }

    /** How many rows hold it. */
    static Column rows() {
        return functions.col(ROWS);
    }
}
