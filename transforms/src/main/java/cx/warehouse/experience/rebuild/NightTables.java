package cx.warehouse.experience.rebuild;

import cx.warehouse.experience.CountedFrame;
import cx.warehouse.experience.IntermediateFrames;
import cx.warehouse.experience.RewrittenRows;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The tables of the warehouse as one night sees them. Reading a frame runs no query; only the methods
 * that materialize rows do.
 */
public interface NightTables {

    /** The rows of a table that readers see now; an empty frame with its columns where the table does not exist. */
    Dataset<Row> published(String table);

    /** All rows of a table as this night has staged it, with the days it left alone; else the published rows. */
    Dataset<Row> current(String table);

    /** The rows of {@link #current}, with their number as the table itself states it. */
    CountedFrame currentWithCount(String table);

    /**
     * Both versions of the days that this night wrote into a table; no rows where it wrote none. The first partition of
     * the table is a day.
     */
    RewrittenRows rewrittenRows(String table);

    /** The folders of the partitions of a published table, such as {@code event_date=2026-03-14/source=web}. */
    Set<String> partitions(String table);

    /**
     * The conformed rows of some deliveries; an empty frame with the columns of the shape where there are none.
     *
     * @param shape name of a table in {@code conformed}
     * @param columns the columns that are needed; none for all of them
     */
    Dataset<Row> shape(String shape, Deliveries which, String... columns);

    /** Computes frames once and stores them where it suits the cluster. */
    IntermediateFrames frames();

    /** Returns the same rows, computed at once and only once. */
    default Dataset<Row> materialize(Dataset<Row> rows) {
        return frames().materialize(rows);
    }

    /** Returns the same rows, computed at once and only once; nothing when there are none. */
    default Optional<Dataset<Row>> materializeIfAny(Dataset<Row> rows) {
        return frames().materializeAndCount(rows).ifAny();
    }

    /** Returns the same rows, computed once with the first query that uses them. */
    default Dataset<Row> materializeOnUse(Dataset<Row> rows) {
        return frames().materializeOnUse(rows);
    }
}
