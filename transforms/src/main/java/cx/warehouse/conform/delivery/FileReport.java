package cx.warehouse.conform.delivery;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of one file: read = loaded + quarantined + duplicates + left out, always.
 *
 * @param path below the drop zone
 * @param source the source contract it was read by
 * @param outcome whether its rows stand
 * @param read rows in the file
 * @param loaded rows that kept every rule
 * @param quarantined rows that broke one
 * @param duplicates rows that stood in the file before, word for word
 * @param leftOut rows the vendor itself marks as not meant
 * @param money by currency, what the loaded rows add up to; empty when the contract counts no money
 * @param drift how the file's columns differ from the contract: {@code added: x}, {@code renamed: x (y)}, {@code missing: x},
 *     {@code reordered: x}
 * @param message why the file was rejected, or what is worth knowing; empty for nothing
 * @param conflicts hashes of keys with two different rows; when not empty, read the file again and hand them in
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
        Set<Long> conflicts)
        implements Serializable {

    public FileReport {
        if (read != loaded + quarantined + duplicates + leftOut) {
            throw new IllegalArgumentException("Cannot report " + path + ": read " + read + " is not loaded " + loaded
                    + " + quarantined " + quarantined + " + duplicates " + duplicates + " + left out " + leftOut);
        }
        money = new TreeMap<>(money);
        drift = List.copyOf(drift);
        conflicts = Set.copyOf(conflicts);
    }

    /** The money of the loaded rows by currency, in order of currency. */
    @Override
    public SortedMap<String, BigDecimal> money() {
        return new TreeMap<>(money);
    }

    /** Whether a file's rows stand. */
    public enum FileOutcome {
        LOADED,
        /** The file as a whole cannot be read; whatever rows the reader handed out before it found that must be dropped. */
        REJECTED,
        /** What must come with the file is not there yet: nothing of it is read until it is. */
        WAITING
    }

    /** Of a file of which no row was read. */
    static FileReport withoutRows(
            LandedFile file, String source, FileOutcome outcome, List<String> drift, String message) {
        return new FileReport(file.path(), source, outcome, 0, 0, 0, 0, 0, new TreeMap<>(), drift, message, Set.of());
    }
}
