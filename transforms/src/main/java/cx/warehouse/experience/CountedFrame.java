package cx.warehouse.experience;

import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows that were computed once and stored, and their number, which the same query counted.
 *
 * @param rows the stored rows
 * @param count number of rows
 */
public record CountedFrame(Dataset<Row> rows, long count) {

    /** The rows, or nothing when there are none. */
    public Optional<Dataset<Row>> ifAny() {
        return count == 0 ? Optional.empty() : Optional.of(rows);
    }
}
