package cx.warehouse.report;

import cx.warehouse.storage.Fault;
import cx.warehouse.storage.Store;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The validation results of a warehouse: {@code validations/<run>/<table>.json}. */
final class KeptResults {

    private static final String PLACE = "validations/";
    private static final String JSON = ".json";

    private final Store root;
    private final Set<String> unreadable = new LinkedHashSet<>();
    private List<Store.Entry> all;

    KeptResults(Store root) {
        this.root = root;
    }

    /** The tables of which there is any result, by name. */
    Set<String> tables() {
        return new TreeSet<>(all().stream().map(KeptResults::table).toList());
    }

    /** All results of one table. */
    List<Store.Entry> of(String table) {
        return all().stream().filter(entry -> table(entry).equals(table)).toList();
    }

    /** The results of one run. */
    List<Validation> run(String run) {
        return root.list(PLACE + run).stream()
                .filter(KeptResults::isResult)
                .map(this::read)
                .flatMap(Optional::stream)
                .toList();
    }

    /** The result of one run on one table. */
    Optional<Validation> read(String run, String table) {
        return read(new Store.Entry(PLACE + run + "/" + table + JSON, -1, null));
    }

    /** A result; empty when it cannot be read, which is remembered. */
    Optional<Validation> read(Store.Entry entry) {
        try {
            return Optional.of(Validation.read(run(entry), table(entry), root.readText(entry.path())));
        } catch (IllegalArgumentException | Fault e) {
            unreadable.add(root.uri(entry.path()) + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    /** What could not be read so far, each with the reason. */
    List<String> unreadable() {
        return List.copyOf(unreadable);
    }

    private List<Store.Entry> all() {
        if (all == null) {
            all = root.list(PLACE).stream().filter(KeptResults::isResult).toList();
        }
        return all;
    }

    private static boolean isResult(Store.Entry entry) {
        return entry.path().endsWith(JSON) && !run(entry).isEmpty();
    }

    private static String table(Store.Entry entry) {
        return entry.name().substring(0, entry.name().length() - JSON.length());
    }

    private static String run(Store.Entry entry) {
        String below = entry.path().substring(PLACE.length());
        return below.contains("/") ? below.substring(0, below.lastIndexOf('/')) : "";
    }
}
