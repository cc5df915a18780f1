package cx.warehouse.experience;

import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows that are stored, in a table or since they were computed, and their number, which took no further query.
 *
 * @param count number of rows
 */
public record CountedFrame(Dataset<Row> rows, long count) {

    /** The rows, or nothing when there are none. */
    public Optional<Dataset<Row>> ifAny() {
        return count == 0 ? Optional.empty() : Optional.of(rows);
    }
}
