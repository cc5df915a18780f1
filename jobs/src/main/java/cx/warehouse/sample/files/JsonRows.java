package cx.warehouse.sample.files;

import java.util.ArrayList;
import java.util.List;

/** The objects of a JSON file that is being put together, counted by what they are. */
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

    /** The object added last, once more to the letter. */
    public void repeatLastRow() {
        rows.add(lastRow);
        counts.addDuplicates(1);
    }

    /** An object broken on purpose. */
    public void addMalformed(MalformedReason reason, String object) {
        rows.add(object);
        counts.addMalformed(reason);
    }

    /** An object that the vendor itself marks as no data, such as the total of a period. */
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

    /** One object a line. */
    public String lines() {
        return rows.isEmpty() ? "" : String.join("\n", rows) + "\n";
    }

    /** The objects as the elements of a list, without its brackets. */
    public String elements() {
        return String.join(",\n", rows);
    }
}
