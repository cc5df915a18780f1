package cx.warehouse.sample;

import java.util.ArrayList;
import java.util.List;

/** The objects of a JSON file that is being put together, counted by what they are. */
final class JsonRows {
    private final List<String> rows = new ArrayList<>();
    private final Counts counts = new Counts();
    private String lastRow = "";

    JsonRows() {
        counts.file();
    }

    void row(String object) {
        lastRow = object;
        rows.add(object);
        counts.good(1);
    }

    /** The object added last, once more to the letter. */
    void repeat() {
        rows.add(lastRow);
        counts.duplicate(1);
    }

    /** An object broken on purpose. */
    void malformed(Reason reason, String object) {
        rows.add(object);
        counts.malformed(reason);
    }

    /** An object that the vendor itself marks as no data, such as the total of a period. */
    void leftOut(String object) {
        rows.add(object);
        counts.leftOut();
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    Counts counts() {
        return counts;
    }

    /** One object a line. */
    String lines() {
        return rows.isEmpty() ? "" : String.join("\n", rows) + "\n";
    }

    /** The objects as the elements of a list, without its brackets. */
    String elements() {
        return String.join(",\n", rows);
    }
}
