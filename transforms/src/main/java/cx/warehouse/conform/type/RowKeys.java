package cx.warehouse.conform.type;

import cx.warehouse.conform.type.KeyHashes.Match;
import cx.warehouse.contract.ColumnType.Kind;
import cx.warehouse.contract.SourceContract;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Recognizes repeated rows of a file, by their key and by their whole content, or by the columns that a contract names
 * instead.
 */
final class RowKeys {
    private final KeyHashes seen = new KeyHashes();
    private final KeyHashes times = new KeyHashes();
    private final int[] key;
    private final int[] alike;
    private final int earliest;
    private final boolean[] isMap;

    RowKeys(SourceContract contract, List<String> names) {
        List<String> parts = new ArrayList<>(contract.key());
        if (contract.version() != null && !parts.contains(contract.version())) {
            parts.add(contract.version());
        }
        this.key = parts.stream().mapToInt(names::indexOf).toArray();
        SourceContract.Alike rule = contract.alike();
        this.alike = rule == null
                ? new int[0]
                : rule.by().stream().mapToInt(names::indexOf).toArray();
        this.earliest = rule == null ? -1 : names.indexOf(rule.earliest());
        this.isMap = new boolean[names.indexOf(SourceSchema.EXTRA) + 1];
        for (int column = 0; column < contract.columns().size(); column++) {
            isMap[column] = contract.columns().get(column).type().kind() == Kind.MAP;
        }
        isMap[isMap.length - 1] = true;
    }

    /** The hash of a row's key. */
    long key(Object[] row) {
        return hash(key, row);
    }

    /** The hash of a row among the rows of its key that are alike. */
    long rowHash(long key, Object[] row) {
        return KeyHashes.mix(key, time(row));
    }

    /** Stores a row, and tells whether its key is new or was seen with the same or with another content. */
    Match put(long key, Object[] row) {
        Match found = seen.put(key, alike.length == 0 ? contentHash(row) : hash(alike, row));
        if (found == Match.NEW && earliest >= 0) {
            times.put(key, time(row));
        }
        return found;
    }

    /**
     * Puts a row in the place of the stored row that it is like, if it is earlier.
     *
     * @return the hash of the stored row, which is a duplicate then; empty if the stored row stays
     */
    OptionalLong supersede(long key, Object[] row) {
        if (earliest < 0 || time(row) >= times.content(key)) {
            return OptionalLong.empty();
        }
        long later = KeyHashes.mix(key, times.content(key));
        times.replace(key, time(row));
        return OptionalLong.of(later);
    }

    /** The time that decides between rows that are alike, as a number; a row without a time is the last. */
    private long time(Object[] row) {
        Object time = row[earliest];
        if (time instanceof LocalDate day) {
            return day.toEpochDay();
        }
        return time instanceof Instant instant ? ChronoUnit.MICROS.between(Instant.EPOCH, instant) : Long.MAX_VALUE;
    }

    private static long hash(int[] columns, Object[] row) {
        long hash = 17;
        for (int column : columns) {
            hash = KeyHashes.mix(hash, KeyHashes.of(row[column]));
        }
        return hash;
    }

    private long contentHash(Object[] row) {
        long hash = 31;
        for (int column = 0; column < isMap.length; column++) {
            Object value = row[column];
            if (value != null) {
                hash = KeyHashes.mix(hash + column, isMap[column] ? mapHash((Map<?, ?>) value) : hash(value));
            }
        }
        return hash;
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
