package cx.warehouse.conform.record;

import cx.warehouse.conform.delivery.BadFileException;
import cx.warehouse.conform.delivery.DisplayText;
import cx.warehouse.conform.delivery.FileCounts;
import cx.warehouse.conform.file.RewindableReader;
import cx.warehouse.contract.RecordFormat;
import cx.warehouse.contract.SourceColumn;
import cx.warehouse.contract.SourceColumn.Required;
import cx.warehouse.contract.SourceContract;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The header of one delimited file, compared with its contract. */
final class HeaderColumns {
    private static final int MOST = 2_000;
    private static final int FARTHEST = 200;

    private final List<String> names;
    private final int[][] slots;
    private final boolean[] isExtra;
    private final Map<Integer, String> headerTexts;

    private HeaderColumns(List<String> names, int[][] slots, boolean[] isExtra, Map<Integer, String> told) {
        this.names = names;
        this.slots = slots;
        this.isExtra = isExtra;
        this.headerTexts = told;
    }

    /** Number of columns in the file. */
    int size() {
        return slots.length;
    }

    /** Name of the column at that position, as delivered, without blanks around it. */
    String name(int place) {
        return names.get(place);
    }

    /**
     * The contract inputs that read the column at that position; empty for a column that the contract does not need.
     */
    int[] slots(int place) {
        return slots[place];
    }

    /** Whether the contract does not know the column at that position. */
    boolean isExtra(int place) {
        return isExtra[place];
    }

    /** Writes texts that come from column names, and so are equal for all records, into a record. */
    void copyHeaderTexts(RecordCells cells) {
        headerTexts.forEach((slot, text) -> cells.text[slot] = text);
    }

    /**
     * Picks the delimiter among the allowed ones: the one that is most frequent outside quotes in the header's line.
     */
    static char delimiter(String line, RecordFormat.Delimited format) {
        String delimiters = format.delimiters();
        int[] counts = new int[delimiters.length()];
        int most = 0;
        boolean isQuoted = false;
        for (int at = 0; at < line.length(); at++) {
            isQuoted ^= line.charAt(at) == format.quote();
            int which = isQuoted ? -1 : delimiters.indexOf(line.charAt(at));
            if (which >= 0) {
                counts[which]++;
            }
        }
        for (int which = 1; which < counts.length; which++) {
            most = counts[which] > counts[most] ? which : most;
        }
        return delimiters.charAt(most);
    }

    /**
     * Number of the line that holds the column names.
     *
     * @throws BadFileException if no line matches the header in the contract
     */
    static long headerLine(RewindableReader memory, RecordFormat.Header header) {
        if (header.line() > 0) {
            return firstFilledLine(memory, header.line());
        }
        String wanted = header.startsWith() == null ? header.contains() : header.startsWith();
        for (long number = 1; number <= FARTHEST; number++) {
            String line = memory.line(number);
            if (line == null) {
                break;
            }
            if (isHeaderLine(line, header)) {
                return number;
            }
        }
        throw new BadFileException("has no header: no line " + (header.startsWith() == null ? "holds" : "starts with")
                + " `" + wanted + "`");
    }

    /** Whether a line begins with, or contains, the header's text; case and blanks are ignored. */
    static boolean isHeaderLine(String line, RecordFormat.Header header) {
        String shown = normalize(line);
        if (header.startsWith() == null) {
            return shown.contains(normalize(header.contains()));
        }
        boolean isQuoted = shown.startsWith("\"") && !header.startsWith().startsWith("\"");
        return (isQuoted ? normalize(shown.substring(1)) : shown).startsWith(normalize(header.startsWith()));
    }

    /**
     * Finds each input of the contract among a file's columns.
     *
     * @throws BadFileException if a column that the contract reads stands twice, or a required column is missing
     */
    static HeaderColumns of(List<String> delivered, SourceContract contract, InputSlots inputs, FileCounts tally) {
        refuseTooMany(delivered);
        List<String> names = new ArrayList<>();
        delivered.forEach(name -> names.add(name.strip()));
        Map<String, SortedSet<Integer>> places = places(names);
        List<List<Integer>> slots = new ArrayList<>();
        names.forEach(name -> slots.add(new ArrayList<>()));
        Set<Integer> found = new HashSet<>();
        Map<Integer, String> told = new HashMap<>();
        for (int slot = 0; slot < inputs.size(); slot++) {
            for (String alias : inputs.names(slot)) {
                boolean isTelling = inputs.headerTextSlot(slot) >= 0;
                SortedSet<Integer> same = places.get(normalize(alias));
                Integer place = isTelling ? starredPlace(alias, names) : same == null ? null : same.first();
                if (place != null) {
                    refuseDoubled(places.get(normalize(names.get(place))), names.get(place));
                    if (isTelling) {
                        String text =
                                new StarredName(alias).text(names.get(place)).orElseThrow();
                        told.put(inputs.headerTextSlot(slot), text);
                        found.add(inputs.headerTextSlot(slot));
                    }
                    slots.get(place).add(slot);
                    found.add(slot);
                    if (!alias.equals(inputs.names(slot).get(0))) {
                        tally.reportRenamed(names.get(place), inputs.names(slot).get(0));
                    }
                    break;
                }
            }
        }
        places.values().stream().filter(same -> same.size() > 1).forEach(same -> renameDoubled(same, names, tally));
        checkMissing(names, contract, inputs, found, tally);
        if (!isDeclared(contract)) {
            tally.reportReordered(
                    ColumnOrder.outOfOrder(names, slots, contract.columns().size()));
        }
        return new HeaderColumns(
                names,
                slots.stream()
                        .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                        .toArray(int[][]::new),
                findExtra(names, slots, contract, tally),
                told);
    }

    /**
     * Finds every column of a file that has no contract.
     *
     * @param columns the expected names, in the order of their slots
     * @throws BadFileException if a name stands twice, is missing, or is not expected
     */
    static HeaderColumns ofAll(List<String> delivered, List<String> columns) {
        refuseTooMany(delivered);
        List<String> names = delivered.stream().map(String::strip).toList();
        Map<String, SortedSet<Integer>> places = places(names);
        int[][] slots = new int[names.size()][];
        for (int place = 0; place < slots.length; place++) {
            String name = names.get(place);
            int slot = columns.indexOf(name);
            if (!name.isEmpty()) {
                refuseDoubled(places.get(normalize(name)), name);
            }
            if (slot < 0 && !name.isEmpty()) {
                throw new BadFileException("has another column, `" + DisplayText.of(name) + "`; the columns are "
                        + DisplayText.of(String.join(", ", columns)));
            }
            slots[place] = slot < 0 ? new int[0] : new int[] {slot};
        }
        List<String> missing =
                columns.stream().filter(column -> !names.contains(column)).toList();
        if (!missing.isEmpty()) {
            throw new BadFileException("lacks the column " + String.join(", ", missing) + "; it has "
                    + DisplayText.of(String.join(", ", names)));
        }
        return new HeaderColumns(names, slots, new boolean[slots.length], Map.of());
    }

    /** The positions of every name that is not blank, by the normalized name. */
    private static Map<String, SortedSet<Integer>> places(List<String> names) {
        Map<String, SortedSet<Integer>> places = new TreeMap<>();
        for (int place = 0; place < names.size(); place++) {
            if (!names.get(place).isBlank()) {
                places.computeIfAbsent(normalize(names.get(place)), name -> new TreeSet<>())
                        .add(place);
            }
        }
        return places;
    }

    private static void refuseTooMany(List<String> delivered) {
        if (delivered.size() > MOST) {
            throw new BadFileException("has " + delivered.size() + " columns; more than " + MOST + " are not allowed");
        }
    }

    /** Refuses a file in which a column that the contract reads stands more than once: either may be the right one. */
    private static void refuseDoubled(SortedSet<Integer> places, String name) {
        if (places.size() > 1) {
            throw new BadFileException("has " + places.size() + " columns named `" + DisplayText.of(name)
                    + "`, at positions " + positions(places));
        }
    }

    /** Tells columns of one name apart by their position, so that no cell is lost. The first keeps its name. */
    private static void renameDoubled(SortedSet<Integer> places, List<String> names, FileCounts tally) {
        String name = names.get(places.first());
        tally.reportDoubled(name, positions(places));
        places.stream().skip(1).forEach(place -> names.set(place, name + " (column " + (place + 1) + ")"));
    }

    private static String positions(SortedSet<Integer> places) {
        return places.stream().map(place -> Integer.toString(place + 1)).collect(Collectors.joining(" and "));
    }

    private static Integer starredPlace(String alias, List<String> names) {
        List<Integer> fitting = new StarredName(alias).places(names);
        if (fitting.size() > 1) {
            throw new BadFileException("has two columns for `" + alias + "`: "
                    + DisplayText.of(names.get(fitting.get(0))) + " and " + DisplayText.of(names.get(fitting.get(1))));
        }
        return fitting.isEmpty() ? null : fitting.get(0);
    }

    private static void checkMissing(
            List<String> names, SourceContract contract, InputSlots inputs, Set<Integer> found, FileCounts tally) {
        List<String> faults = new ArrayList<>();
        for (int index = 0; index < contract.columns().size(); index++) {
            SourceColumn column = contract.columns().get(index);
            boolean isNeeded = column.required().needsColumn();
            List<String> needed = new ArrayList<>(column.with());
            if (column.zone().from() != null) {
                needed.add(column.zone().from());
            }
            boolean isFound = found.contains(index)
                    || column.otherwise().stream().anyMatch(name -> found.contains(inputs.slot(name)))
                    || column.headerOf() != null;
            if (!isFound && isNeeded) {
                faults.add(column.from().get(0));
            } else if (!isFound && column.required() != Required.RARE) {
                tally.reportMissing(column.from().get(0));
            } else if (column.headerOf() != null && !found.contains(index) && isNeeded) {
                faults.add("whose header gives its " + column.name());
            }
            if (isNeeded) {
                needed.stream()
                        .filter(name -> !found.contains(inputs.slot(name)))
                        .forEach(faults::add);
            }
        }
        if (!faults.isEmpty()) {
            String hint = names.size() == 1 ? "; it has one column only: is the delimiter another?" : "";
            throw new BadFileException("lacks the column" + (faults.size() == 1 ? " " : "s ")
                    + String.join(", ", faults) + "; it has " + DisplayText.of(String.join(", ", names)) + hint);
        }
    }

    private static boolean[] findExtra(
            List<String> names, List<List<Integer>> slots, SourceContract contract, FileCounts tally) {
        boolean isDeclared = isDeclared(contract);
        Set<String> ignored = new HashSet<>();
        contract.ignored().forEach(name -> ignored.add(normalize(name)));
        boolean[] isExtra = new boolean[names.size()];
        for (int place = 0; place < names.size(); place++) {
            String name = names.get(place);
            isExtra[place] =
                    !isDeclared && slots.get(place).isEmpty() && !name.isEmpty() && !ignored.contains(normalize(name));
            if (isExtra[place]) {
                tally.reportAdded(name);
            }
        }
        return isExtra;
    }

    /**
     * Whether the contract itself lists the column names. Then its author knows all columns and their order, so nothing
     * is extra or reordered.
     */
    private static boolean isDeclared(SourceContract contract) {
        return contract.format() instanceof RecordFormat.Delimited delimited
                && !delimited.header().names().isEmpty();
    }

    private static long firstFilledLine(RewindableReader memory, long from) {
        for (long number = from; number < from + FARTHEST; number++) {
            String line = memory.line(number);
            if (line == null) {
                break;
            }
            if (!line.isBlank()) {
                return number;
            }
        }
        throw new BadFileException("has no header in line " + from);
    }

    /** Normalizes a name for comparison: without case, blanks folded. */
    private static String normalize(String name) {
        return name.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }
}
