package cx.warehouse.conform.record;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** One record as text: what the contract reads of it by slot, and what it does not know by name; used again for every record. */
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
    /** The first cell of a delimited record; null for none. */
    public String first;
    /** What the contract does not know, by the vendor's name; null for nothing. */
    public Map<String, String> extra;
    /** The elements of a keyed list that no column names; null for nothing. */
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

    /** Keeps what the contract does not know; false when that name stands in the record already. */
    boolean addExtra(String name, String value) {
        if (extra == null) {
            extra = new LinkedHashMap<>();
        }
        return extra.put(name, value) == null;
    }
}
