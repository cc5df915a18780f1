package cx.warehouse.quality.check;

import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Column;

/** What to aggregate over a frame, and how to judge the values that come back, in the same order. */
public record Measure<T>(List<Column> aggregates, Function<List<Object>, T> judge) {
    public Measure {
        aggregates = List.copyOf(aggregates);
    }
}
