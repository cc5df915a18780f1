package cx.warehouse.sample.files;

import java.util.ArrayList;
import java.util.List;

/** Collects the objects of a JSON file and counts them by kind. */
public final class JsonRows {
    private final List<String> rows = new ArrayList<>();
    private final SampleRowCounts counts = new SampleRowCounts();
    private String lastRow = "";

    public JsonRows() {
        counts.addFile();
    }

    public void addRow(String object) {
        lastRow = object;
        rows.add(object);
        counts.addGood(1);
    }

    /** Repeats the last object byte for byte. */
    public void repeatLastRow() {
        rows.add(lastRow);
        counts.addDuplicates(1);
    }

    /** Adds a malformed object. */
    public void addMalformed(MalformedReason reason, String object) {
        rows.add(object);
        counts.addMalformed(reason);
    }

    /** Adds an object that the vendor marks as no data, such as the total of a period. */
    public void addLeftOut(String object) {
        rows.add(object);
        counts.addLeftOut();
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    public SampleRowCounts counts() {
        return counts;
    }

    /** The objects, one a line. */
    public String lines() {
        return rows.isEmpty() ? "" : String.join("\n", rows) + "\n";
    }

    /** The objects as elements of a JSON array, without its brackets. */
    public String elements() {
        return String.join(",\n", rows);
    }
}
