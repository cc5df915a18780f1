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
 * One column of a source: where its cells are in the file, and which values they may hold. Its sets and maps are sorted
 * so that a contract reads the same in every process, because a load id is a digest of the contract.
 *
 * @param name our name, in snake_case
 * @param from the vendor's name and its aliases, or JSON paths; the first one that a file has is used
 * @param with further cells that are joined to the first by a space, for example when date and time are two columns
 * @param headerOf reads the text from a header instead of from cells: the column in whose header it is, at the
 *     {@code *} of the vendor name; null for none
 * @param otherwise fallback cells for an empty cell; the first one that is not empty is used
 * @param type the type of the column
 * @param required when a cell must not be empty
 * @param missing texts that mean empty, in addition to an empty cell
 * @param numberFormat the format of numbers; null for the account's format
 * @param formats patterns of a date or a timestamp, tried in order; empty for ISO 8601
 * @param zone the time zone of local times
 * @param limits further restrictions on the value
 * @param isId true when text that a spreadsheet has destroyed ({@code 1.22158E+17}) is refused
 * @param isPii true when values are personal and must never appear in a message
 * @param isMicros true when the file counts millionths of a unit
 * @param lookup the companion that translates the cells, which are then keys; null when cells are plain values
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
        /** Never, and many files do not even have the column: its absence is no drift. */
        RARE,
        ALWAYS,
        /**
         * Only on the first row of each group of {@code lines}, for example fields of an order that are filled on its
         * first item.
         */
        FIRST_LINE;

        /** True when every file must have the column. */
        public boolean needsColumn() {
            return this == ALWAYS || this == FIRST_LINE;
        }
    }

    /**
     * The time zone in which a local time is read.
     *
     * @param id a fixed zone; null for the account's zone or one named in a cell
     * @param from the vendor's column that names the zone; null for a fixed or the account's zone
     * @param names zone names of the vendor and the zones they mean; a name not listed is read as a zone id
     */
    public record Zone(ZoneId id, String from, Map<String, String> names) implements Serializable {
        public static final Zone OF_ACCOUNT = new Zone(null, null, Map.of());

        public Zone {
            names = Collections.unmodifiableSortedMap(new TreeMap<>(names));
        }
    }

    /**
     * Translates cells by a companion with two cells a line, a key and its text: a cell becomes the text of its key.
     *
     * @param from the companion
     * @param separator the separator between keys when a cell holds several; null when it holds one
     */
    public record Lookup(Companion from, String separator) implements Serializable {}

    /**
     * Restrictions on a value beyond its type.
     *
     * @param values the only allowed texts; empty for any
     * @param min the smallest number; null for none
     * @param max the largest number; null for none
     * @param pattern a pattern that the whole text must match; null for any text
     * @param isWindowed true when a time must be between 2000 and two days after the delivery
     */
    public record Limits(Set<String> values, BigDecimal min, BigDecimal max, Pattern pattern, boolean isWindowed)
            implements Serializable {
        public Limits {
            values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
        }
    }
}
