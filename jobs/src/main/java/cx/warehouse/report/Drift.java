package cx.warehouse.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import cx.warehouse.storage.LedgerFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One way in which the columns of a delivery were other than its contract says.
 *
 * @param what in the ledger's words: {@code added: colour}
 * @param files names of the files that it was met in, in order
 * @param more how many files it was met in beside those
 */
public record Drift(String what, List<String> files, int more) {

    /** By this name a validation result holds it, in its {@code meta}. */
    public static final String META = "cx_drift";

    private static final int MOST = 200;
    private static final int MOST_FILES = 5;

    public Drift {
        files = List.copyOf(files);
    }

    /** What the ledger says of all files of a delivery, in order. */
    public static List<Drift> of(Collection<LedgerFile> delivery) {
        Map<String, List<String>> files = new TreeMap<>();
        for (LedgerFile file : delivery) {
            file.drift().forEach(what -> files.computeIfAbsent(what, one -> new ArrayList<>())
                    .add(file.name()));
        }
        List<Drift> all = new ArrayList<>();
        files.forEach((what, names) -> {
            List<String> first =
                    names.stream().sorted().distinct().limit(MOST_FILES).toList();
            all.add(new Drift(what, first, names.size() - first.size()));
        });
        if (all.size() <= MOST) {
            return all;
        }
        List<Drift> first = new ArrayList<>(all.subList(0, MOST));
        first.add(new Drift("further: " + (all.size() - MOST), List.of(), 0));
        return first;
    }

    /** What a validation result holds; nothing when it holds none. */
    static List<Drift> read(JsonNode meta) {
        List<Drift> all = new ArrayList<>();
        for (JsonNode one : meta.path(META)) {
            List<String> files = new ArrayList<>();
            one.path("files").forEach(file -> files.add(file.asText()));
            all.add(new Drift(one.path("what").asText(), files, one.path("more").asInt()));
        }
        return all;
    }

    /** A line of a page. */
    record Line(String kind, Piece column, List<Piece> files, String more) {}

    /** As a page shows it: of the names what looks personal is hidden, for a vendor may make names of values. */
    Line line(Masks masks) {
        int colon = what.indexOf(": ");
        String kind = colon < 0 ? what : what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1, colon);
        return new Line(
                kind,
                masks.shown("", TextNode.valueOf(colon < 0 ? "" : what.substring(colon + 2))),
                files.stream()
                        .map(file -> masks.shown("", TextNode.valueOf(file)))
                        .toList(),
                more == 0 ? "" : "and " + Figures.count(more, "other file"));
    }
}
