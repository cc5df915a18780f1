package cx.warehouse.conform;

import cx.warehouse.contract.Format;
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

/** The header of one delimited file, held against its contract. */
final class Header {
    private static final int MOST = 2_000;
    private static final int FARTHEST = 200;

    private final List<String> names;
    private final int[][] slots;
    private final boolean[] isExtra;
    private final Map<Integer, String> told;

    private Header(List<String> names, int[][] slots, boolean[] isExtra, Map<Integer, String> told) {
        this.names = names;
        this.slots = slots;
        this.isExtra = isExtra;
        this.told = told;
    }

    /** How many columns the file has. */
    int size() {
        return slots.length;
    }

    /** The name of the column at that place, as delivered, trimmed. */
    String name(int place) {
        return names.get(place);
    }

    /** The inputs of the contract that read the column at that place; none for a column it does not want. */
    int[] slots(int place) {
        return slots[place];
    }

    /** True for a column the contract does not know. */
    boolean isExtra(int place) {
        return isExtra[place];
    }

    /** Writes into a record what the names of the columns say for all of them. */
    void tell(Cells cells) {
        told.forEach((slot, text) -> cells.text[slot] = text);
    }

    /** Of the characters that may stand between cells the one a header's line has most of outside its quotes. */
    static char delimiter(String line, Format.Delimited format) {
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

    /** The line in which the names of the columns stand. */
    static long line(LineMemory memory, Format.Header header) {
        if (header.line() > 0) {
            return filled(memory, header.line());
        }
        String wanted = header.startsWith() == null ? header.contains() : header.startsWith();
        for (long number = 1; number <= FARTHEST; number++) {
            String line = memory.line(number);
            if (line == null) {
                break;
            }
            if (isMeant(line, header)) {
                return number;
            }
        }
        throw new BadFile("has no header: no line " + (header.startsWith() == null ? "holds" : "starts with") + " `"
                + wanted + "`");
    }

    /** True for a line that begins with, or holds, what the header does, whatever its case and blanks. */
    static boolean isMeant(String line, Format.Header header) {
        String shown = plain(line);
        if (header.startsWith() == null) {
            return shown.contains(plain(header.contains()));
        }
        boolean isQuoted = shown.startsWith("\"") && !header.startsWith().startsWith("\"");
        return (isQuoted ? plain(shown.substring(1)) : shown).startsWith(plain(header.startsWith()));
    }

    /**
     * Finds each input of the contract among a file's columns.
     *
     * @throws BadFile when a name stands twice or a required column is missing
     */
    static Header of(List<String> delivered, SourceContract contract, Inputs inputs, Tally tally) {
        if (delivered.size() > MOST) {
            throw new BadFile("has " + delivered.size() + " columns; more than " + MOST + " are surely not meant");
        }
        Map<String, Integer> places = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (String name : delivered) {
            String bare = name.strip();
            if (!plain(bare).isEmpty() && places.putIfAbsent(plain(bare), names.size()) != null) {
                throw new BadFile("has two columns named `" + Text.shown(bare) + "`");
            }
            names.add(bare);
        }
        List<List<Integer>> slots = new ArrayList<>();
        names.forEach(name -> slots.add(new ArrayList<>()));
        Set<Integer> found = new HashSet<>();
        Map<Integer, String> told = new HashMap<>();
        for (int slot = 0; slot < inputs.size(); slot++) {
            for (String alias : inputs.names(slot)) {
                boolean isTelling = inputs.told(slot) >= 0;
                Integer place = isTelling ? starred(alias, names) : places.get(plain(alias));
                if (place != null) {
                    if (isTelling) {
                        String text =
                                new StarredName(alias).text(names.get(place)).orElseThrow();
                        told.put(inputs.told(slot), text);
                        found.add(inputs.told(slot));
                    }
                    slots.get(place).add(slot);
                    found.add(slot);
                    if (!alias.equals(inputs.names(slot).get(0))) {
                        tally.renamed(names.get(place), inputs.names(slot).get(0));
                    }
                    break;
                }
            }
        }
        missing(names, contract, inputs, found, tally);
        if (!isDeclared(contract)) {
            tally.reordered(Order.moved(names, slots, contract.columns().size()));
        }
        return new Header(
                names,
                slots.stream()
                        .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                        .toArray(int[][]::new),
                extra(names, slots, contract, tally),
                told);
    }

    private static Integer starred(String alias, List<String> names) {
        List<Integer> fitting = new StarredName(alias).places(names);
        if (fitting.size() > 1) {
            throw new BadFile("has two columns for `" + alias + "`: " + Text.shown(names.get(fitting.get(0))) + " and "
                    + Text.shown(names.get(fitting.get(1))));
        }
        return fitting.isEmpty() ? null : fitting.get(0);
    }

    private static void missing(
            List<String> names, SourceContract contract, Inputs inputs, Set<Integer> found, Tally tally) {
        List<String> faults = new ArrayList<>();
        for (int index = 0; index < contract.columns().size(); index++) {
            SourceColumn column = contract.columns().get(index);
            boolean isNeeded = column.required() != Required.NEVER;
            List<String> needed = new ArrayList<>(column.with());
            if (column.zone().from() != null) {
                needed.add(column.zone().from());
            }
            boolean isFound = found.contains(index)
                    || column.otherwise().stream().anyMatch(name -> found.contains(inputs.slot(name)))
                    || column.headerOf() != null;
            if (!isFound && isNeeded) {
                faults.add(column.from().get(0));
            } else if (!isFound) {
                tally.missing(column.from().get(0));
            } else if (column.headerOf() != null && !found.contains(index) && isNeeded) {
                faults.add("that tells its " + column.name());
            }
            if (isNeeded) {
                needed.stream()
                        .filter(name -> !found.contains(inputs.slot(name)))
                        .forEach(faults::add);
            }
        }
        if (!faults.isEmpty()) {
            String hint = names.size() == 1 ? "; it has one column only: is the delimiter another?" : "";
            throw new BadFile("lacks the column" + (faults.size() == 1 ? " " : "s ") + String.join(", ", faults)
                    + "; it has " + Text.shown(String.join(", ", names)) + hint);
        }
    }

    private static boolean[] extra(
            List<String> names, List<List<Integer>> slots, SourceContract contract, Tally tally) {
        boolean isDeclared = isDeclared(contract);
        Set<String> ignored = new HashSet<>();
        contract.ignored().forEach(name -> ignored.add(plain(name)));
        boolean[] isExtra = new boolean[names.size()];
        for (int place = 0; place < names.size(); place++) {
            String name = names.get(place);
            isExtra[place] =
                    !isDeclared && slots.get(place).isEmpty() && !name.isEmpty() && !ignored.contains(plain(name));
            if (isExtra[place]) {
                tally.added(name);
            }
        }
        return isExtra;
    }

    /** True when the names stand in the contract, whose author knows which columns are not kept, and in what order. */
    private static boolean isDeclared(SourceContract contract) {
        return contract.format() instanceof Format.Delimited delimited
                && !delimited.header().names().isEmpty();
    }

    private static long filled(LineMemory memory, long from) {
        for (long number = from; number < from + FARTHEST; number++) {
            String line = memory.line(number);
            if (line == null) {
                break;
            }
            if (!line.isBlank()) {
                return number;
            }
        }
        throw new BadFile("has no header in line " + from);
    }

    /** A name as it is compared: case and blanks do not count. */
    private static String plain(String name) {
        return name.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }
}
