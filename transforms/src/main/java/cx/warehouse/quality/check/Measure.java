package cx.warehouse.quality.check;

import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Column;

/** Aggregates over a frame, and the function that judges their results, given in the same order. */
public record Measure<T>(List<Column> aggregates, Function<List<Object>, T> judge) {
    public Measure {
        aggregates = List.copyOf(aggregates);
    }
}
