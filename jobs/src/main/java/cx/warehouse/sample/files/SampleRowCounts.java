package cx.warehouse.sample.files;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the rows of one or several files: good rows, duplicates, malformed rows by reason, and rows that the vendor
 * flags as no data.
 */
public final class SampleRowCounts {
    private long files;
    private long good;
    private long duplicates;
    private long leftOut;
    private long late;
    private long repeatedFiles;
    private long repeatedRows;
    private final Map<String, Long> malformed = new TreeMap<>();

    public void addFile() {
        files++;
    }

    public void addGood(long rows) {
        good += rows;
    }

    public void addDuplicates(long rows) {
        duplicates += rows;
    }

    public void addLeftOut() {
        leftOut++;
    }

    public void addLate(long rows) {
        late += rows;
    }

    public void addMalformed(MalformedReason reason) {
        malformed.merge(reason.label(), 1L, Long::sum);
    }

    /** Adds a copy of a file under another name; all its rows are duplicates, including malformed ones. */
    void addRepeatedFile(long rows) {
        files++;
        repeatedFiles++;
        repeatedRows += rows;
    }

    void add(SampleRowCounts other) {
        files += other.files;
        good += other.good;
        duplicates += other.duplicates;
        leftOut += other.leftOut;
        late += other.late;
        repeatedFiles += other.repeatedFiles;
        repeatedRows += other.repeatedRows;
        other.malformed.forEach((reason, rows) -> malformed.merge(reason, rows, Long::sum));
    }

    /** The rows that a reader sees, without those that the vendor flags as no data. */
    public long rowsRead() {
        return good + duplicates + repeatedRows + malformedRows();
    }

    long malformedRows() {
        return malformed.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The counts by name: read = loaded + malformed + duplicates; left_out is not part of read. */
    Map<String, Object> truth() {
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("files", files);
        truth.put("repeated_files", repeatedFiles);
        truth.put("read", rowsRead());
        truth.put("loaded", good);
        truth.put("malformed", malformedRows());
        truth.put("malformed_by_reason", new TreeMap<>(malformed));
        truth.put("duplicates", duplicates + repeatedRows);
        truth.put("duplicates_in_files", duplicates);
        truth.put("rows_of_repeated_files", repeatedRows);
        truth.put("left_out", leftOut);
        truth.put("late", late);
        return truth;
    }
}
