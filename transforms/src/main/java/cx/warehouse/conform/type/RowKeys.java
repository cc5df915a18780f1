package cx.warehouse.conform.type;

import cx.warehouse.conform.type.KeyHashes.Match;
import cx.warehouse.contract.ColumnType.Kind;
import cx.warehouse.contract.SourceContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Recognizes repeated rows of a file, by their key and by their whole content. */
final class RowKeys {
    private final KeyHashes seen = new KeyHashes();
    private final int[] key;
    private final boolean[] isMap;

    RowKeys(SourceContract contract, List<String> names) {
        List<String> parts = new ArrayList<>(contract.key());
        if (contract.version() != null && !parts.contains(contract.version())) {
            parts.add(contract.version());
        }
        this.key = parts.stream().mapToInt(names::indexOf).toArray();
        this.isMap = new boolean[names.indexOf(SourceSchema.EXTRA) + 1];
        for (int column = 0; column < contract.columns().size(); column++) {
            isMap[column] = contract.columns().get(column).type().kind() == Kind.MAP;
        }
        isMap[isMap.length - 1] = true;
    }

    /** The hash of a row's key. */
    long key(Object[] row) {
        long hash = 17;
        for (int column : key) {
            hash = KeyHashes.mix(hash, KeyHashes.of(row[column]));
        }
        return hash;
    }

    /** Stores a row, and tells whether its key is new or was seen with the same or with another content. */
    Match put(long key, Object[] row) {
        long hash = 31;
        for (int column = 0; column < isMap.length; column++) {
            Object value = row[column];
            if (value != null) {
                hash = KeyHashes.mix(hash + column, isMap[column] ? mapHash((Map<?, ?>) value) : hash(value));
            }
        }
        return seen.put(key, hash);
    }

    private static long hash(Object value) {
        return value == null ? 0 : value instanceof String text ? text.hashCode() : value.hashCode();
    }

    private static long mapHash(Map<?, ?> map) {
        long sum = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            sum += KeyHashes.mix(hash(entry.getKey()), hash(entry.getValue()));
        }
        return sum;
    }
}
