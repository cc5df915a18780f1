package cx.warehouse.infer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The names in a header line, compared as the reader compares them: without case, with blanks folded. */
final class HeaderNames {

    private static final Pattern DATA = Pattern.compile("[-+$€£]?\\s?[0-9][0-9.,:/ %-]*|\\d{4}-\\d\\d-\\d\\d.*");

    /**
     * A name of several columns. A contract cannot read it, because any of them may be the right one.
     *
     * @param places the positions of the columns, from 0
     */
    record DoubledName(String name, List<Integer> places) {
        DoubledName {
            places = List.copyOf(places);
        }

        /** The name and its positions from 1: {@code Notes (columns 14 and 15)}. */
        String text() {
            return name + " (columns "
                    + places.stream().map(at -> Integer.toString(at + 1)).collect(Collectors.joining(" and ")) + ")";
        }
    }

    private final List<String> names;
    private final Map<String, List<Integer>> places = new LinkedHashMap<>();

    HeaderNames(List<String> cells) {
        this.names = cells.stream().map(String::strip).toList();
        for (int at = 0; at < names.size(); at++) {
            places.computeIfAbsent(normalize(names.get(at)), name -> new ArrayList<>())
                    .add(at);
        }
    }

    /** True when the cells can be names: none is data, only the last ones are empty, and half of them differ. */
    boolean areNames() {
        int filled = names.size();
        while (filled > 0 && names.get(filled - 1).isEmpty()) {
            filled--;
        }
        List<String> named = names.subList(0, filled);
        return named.stream()
                        .noneMatch(name -> name.isEmpty() || DATA.matcher(name).matches())
                && !single().isEmpty()
                && 2 * single().size() >= filled;
    }

    /** The names that stand once, in order. */
    List<String> single() {
        return names.stream()
                .filter(name -> !name.isEmpty() && places.get(normalize(name)).size() == 1)
                .toList();
    }

    /** The names that stand more than once, each with its positions. */
    List<DoubledName> doubled() {
        return places.values().stream()
                .filter(same -> same.size() > 1 && !names.get(same.get(0)).isEmpty())
                .map(same -> new DoubledName(names.get(same.get(0)), same))
                .toList();
    }

    /** The positions of columns without a name. */
    List<Integer> unnamed() {
        return places.getOrDefault("", List.of());
    }

    String name(int place) {
        return names.get(place);
    }

    /** True when the column has a name, and no other column has the same. */
    boolean isSingle(int place) {
        return place < names.size() && single().contains(names.get(place));
    }

    /** The position of a name; -1 when no column has it. */
    int position(String name) {
        return names.indexOf(name);
    }

    /** A name as it is compared. */
    static String normalize(String name) {
        return name.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }
}
