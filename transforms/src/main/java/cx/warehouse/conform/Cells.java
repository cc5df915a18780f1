package cx.warehouse.conform;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** One record as text: what the contract reads of it by slot, and what it does not know by name; used again for every record. */
final class Cells {
    /** A cell of delimited text, or a JSON string. */
    static final byte TEXT = 0;
    /** A JSON number. */
    static final byte NUMBER = 1;
    /** A JSON true or false. */
    static final byte TRUTH = 2;
    /** A JSON object or array, as its text. */
    static final byte TREE = 3;

    /** A JSON null, which has no text. */
    static final byte NOTHING = 4;

    final String[] text;
    final byte[] kind;
    /** The first cell of a delimited record; null for none. */
    String first;
    /** What the contract does not know, by the vendor's name; null for nothing. */
    Map<String, String> extra;
    /** The elements of a keyed list that no column names; null for nothing. */
    Map<String, String> rest;

    Cells(int size) {
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
    boolean keep(String name, String value) {
        if (extra == null) {
            extra = new LinkedHashMap<>();
        }
        return extra.put(name, value) == null;
    }
}
