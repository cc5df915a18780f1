package cx.warehouse.tables;

import java.time.Instant;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Table;

/** Figures of all tables, as Iceberg counted them when it wrote their snapshots. */
public final class TableStatistics {

    private final IcebergTables tables;

    TableStatistics(IcebergTables tables) {
        this.tables = tables;
    }

    /**
     * The rows that snapshots since an instant wrote into all tables, published or staged. Rows of a replaced day count
     * even if they are the same as before; rows of joined files do not.
     */
    public long rowsWritten(Instant since) {
        return tables.allTables()
                .flatMap(table -> StreamSupport.stream(table.snapshots().spliterator(), false))
                .filter(snapshot -> snapshot.timestampMillis() >= since.toEpochMilli())
                .filter(snapshot -> !snapshot.operation().equals(DataOperations.REPLACE))
                .mapToLong(snapshot -> Long.parseLong(snapshot.summary().getOrDefault("added-records", "0")))
                .sum();
    }

    /** The bytes of the data files of all published rows. */
    public long liveBytes() {
        return tables.allTables()
                .map(Table::currentSnapshot)
                .filter(Objects::nonNull)
                .mapToLong(snapshot -> Long.parseLong(snapshot.summary().getOrDefault("total-files-size", "0")))
                .sum();
    }
}
