package cx.warehouse.quality.suite;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Choices of speed for the scans of a frame, given by the caller, who knows the sizes of frames and of the cluster. The
 * results of a validation do not depend on them.
 *
 * @param fitToSize prepares a frame for its scans: the same rows in the same order, such as in fewer partitions
 * @param areHashesCollected whether a frame is so small that its scan collects a hash of each key; else uniqueness
 *     takes a query of its own
 * @param collect runs a query with few rows; the caller may join the queries of several frames into one
 */
public record ScanTuning(
        UnaryOperator<Dataset<Row>> fitToSize,
        Predicate<Dataset<Row>> areHashesCollected,
        Function<Dataset<Row>, List<Row>> collect) {

    /** Scans every frame as it is, and compares all hashes in a shuffle: right for frames of any size. */
    public static final ScanTuning NONE = new ScanTuning(frame -> frame, frame -> false, Dataset::collectAsList);

    /** The same choices, but queries with few rows run as told. */
    public ScanTuning with(Function<Dataset<Row>, List<Row>> collector) {
        return new ScanTuning(fitToSize, areHashesCollected, collector);
    }
}
