package cx.warehouse.conform.delivery;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Outcome and counts of one file; read = loaded + quarantined + duplicates + left out, always.
 *
 * @param path below the drop zone
 * @param source name of the source contract
 * @param outcome whether its rows are valid
 * @param read rows in the file
 * @param loaded rows that met every rule
 * @param quarantined rows that broke a rule
 * @param duplicates rows that repeat another row of the file
 * @param leftOut rows that the vendor itself marks as no data, such as totals
 * @param money sums of the loaded rows by currency; empty if the contract counts no money
 * @param drift differences between the file's columns and the contract: {@code added: x}, {@code renamed: x (y)},
 *     {@code missing: x}, {@code reordered: x}
 * @param message reason for a rejection, or a remark; empty for none
 * @param repeated repeated rows; if there are any, read the file again with them
 */
public record FileReport(
        String path,
        String source,
        FileOutcome outcome,
        long read,
        long loaded,
        long quarantined,
        long duplicates,
        long leftOut,
        SortedMap<String, BigDecimal> money,
        List<String> drift,
        String message,
        RepeatedRows repeated)
        implements Serializable {

    public FileReport {
        if (read != loaded + quarantined + duplicates + leftOut) {
            throw new IllegalArgumentException("Cannot report " + path + ": read " + read + " is not loaded " + loaded
                    + " + quarantined " + quarantined + " + duplicates " + duplicates + " + left out " + leftOut);
        }
        money = new TreeMap<>(money);
        drift = List.copyOf(drift);
    }

    /** Money of the loaded rows by currency, in order of currency. */
    @Override
    public SortedMap<String, BigDecimal> money() {
        return new TreeMap<>(money);
    }

    /** Outcome of a file as a whole. */
    public enum FileOutcome {
        LOADED,
        /** The file cannot be read as a whole; rows that the reader passed on before the fault must be dropped. */
        REJECTED,
        /** A companion or manifest of the file has not arrived; the file is not read before it does. */
        WAITING
    }

    /** Report of a file without any row read. */
    static FileReport withoutRows(
            LandedFile file, String source, FileOutcome outcome, List<String> drift, String message) {
        return new FileReport(
                file.path(), source, outcome, 0, 0, 0, 0, 0, new TreeMap<>(), drift, message, RepeatedRows.NONE);
    }
}
