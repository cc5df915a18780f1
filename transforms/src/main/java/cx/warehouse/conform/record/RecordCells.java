package cx.warehouse.conform.record;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One record as text: the cells that the contract reads, by slot, and the unknown ones, by name. The instance is reused
 * for every record.
 */
public final class RecordCells {
    /** A cell of delimited text, or a JSON string. */
    public static final byte TEXT = 0;
    /** A JSON number. */
    public static final byte NUMBER = 1;
    /** A JSON true or false. */
    static final byte BOOLEAN = 2;
    /** A JSON object or array, as its text. */
    public static final byte STRUCTURE = 3;

    /** A JSON null, which has no text. */
    static final byte NULL = 4;

    public final String[] text;
    public final byte[] kind;
    /** The first cell of a delimited record, or the beginning of a long one; null if there is none. */
    public String first;
    /** Cells unknown to the contract, by the vendor's name; null if there are none. */
    public Map<String, String> extra;
    /** Elements of a keyed list that no column names; null if there are none. */
    public Map<String, String> rest;

    RecordCells(int size) {
        text = new String[size];
        kind = new byte[size];
    }

    void clear() {
        Arrays.fill(text, null);
        Arrays.fill(kind, TEXT);
        first = null;
        extra = null;
        rest = null;
    }

    /** Adds a cell that the contract does not know; returns false if the record already has that name. */
    boolean addExtra(String name, String value) {
        if (extra == null) {
            extra = new LinkedHashMap<>();
        }
        return extra.put(name, value) == null;
    }
}
