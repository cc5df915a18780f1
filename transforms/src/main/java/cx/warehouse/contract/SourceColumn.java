package cx.warehouse.contract;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One column of a source: where its cells stand in the file, and what they must be. Its sets and maps are in order, so that
 * it reads the same in every process: the name of a load is a digest of it.
 *
 * @param name ours, snake_case
 * @param from the vendor's name and its aliases, or JSON paths; the first that a file has counts
 * @param with further cells joined to the first by a blank, as a day and a time that stand in two columns
 * @param headerOf instead of cells: the column in whose header the text stands, at the {@code *} of its vendor name; null for none
 * @param otherwise cells that count, the first that is not empty, where that one is empty
 * @param type what the cells become
 * @param required when a cell must not be empty
 * @param missing texts that mean empty, besides nothing at all
 * @param numberFormat how its numbers are written; null for the account's
 * @param formats patterns of a day or an instant, tried in order; empty for ISO 8601
 * @param zone where a local time is read
 * @param limits what else a value must keep to
 * @param isId true when text a spreadsheet has destroyed ({@code 1.22158E+17}) must be refused
 * @param isPii true when a value is personal and must never stand in a message
 * @param isMicros true when the file counts millionths of a unit
 * @param lookup what the cells are keys of; null when they say themselves what they mean
 */
public record SourceColumn(
        String name,
        List<String> from,
        List<String> with,
        String headerOf,
        List<String> otherwise,
        ColumnType type,
        Required required,
        Set<String> missing,
        NumberFormat numberFormat,
        List<String> formats,
        Zone zone,
        Limits limits,
        boolean isId,
        boolean isPii,
        boolean isMicros,
        Lookup lookup)
        implements Serializable {

    public SourceColumn {
        from = List.copyOf(from);
        with = List.copyOf(with);
        otherwise = List.copyOf(otherwise);
        missing = Collections.unmodifiableSortedSet(new TreeSet<>(missing));
        formats = List.copyOf(formats);
    }

    /** When a cell must not be empty. */
    public enum Required {
        NEVER,
        ALWAYS,
        /** On the first line of what {@code lines} groups, as the fields of an order on its first item. */
        FIRST_LINE
    }

    /**
     * Where a local time is read.
     *
     * @param id a fixed zone; null for the account's zone or one named in a cell
     * @param from the vendor's column that names the zone; null for the others
     * @param names the vendor's zone names and what they mean; a name not in it is read as it stands
     */
    public record Zone(ZoneId id, String from, Map<String, String> names) implements Serializable {
        public static final Zone OF_ACCOUNT = new Zone(null, null, Map.of());

        public Zone {
            names = Collections.unmodifiableSortedMap(new TreeMap<>(names));
        }
    }

    /**
     * A companion with two cells a line, a key and its text: a cell becomes the text of its key.
     *
     * @param from the companion
     * @param separator between the keys of a cell that holds several; null when it holds one
     */
    public record Lookup(Companion from, String separator) implements Serializable {}

    /**
     * What a value must keep to beyond its type.
     *
     * @param values the only texts allowed; empty for any
     * @param min the least number; null for none
     * @param max the greatest number; null for none
     * @param pattern what a text must match whole; null for any
     * @param isWindowed true when a time must lie between 2000 and two days after the delivery
     */
    public record Limits(Set<String> values, BigDecimal min, BigDecimal max, Pattern pattern, boolean isWindowed)
            implements Serializable {
        public Limits {
            values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
        }
    }
}
