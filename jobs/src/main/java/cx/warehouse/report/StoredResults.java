package cx.warehouse.report;

import cx.warehouse.files.Fault;
import cx.warehouse.files.FileStore;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the stored validation results of a warehouse: {@code validations/<run>/<table>.json}. */
final class StoredResults {

    private static final String PLACE = "validations/";
    private static final String JSON = ".json";

    private final FileStore root;
    private final Set<String> unreadable = new LinkedHashSet<>();
    private List<FileStore.Entry> all;

    StoredResults(FileStore root) {
        this.root = root;
    }

    /** The tables that have a result, sorted by name. */
    Set<String> tables() {
        return new TreeSet<>(all().stream().map(StoredResults::table).toList());
    }

    /** All results of one table. */
    List<FileStore.Entry> resultsOf(String table) {
        return all().stream().filter(entry -> table(entry).equals(table)).toList();
    }

    /** The results of one run. */
    List<TableValidation> run(String run) {
        return root.list(PLACE + run).stream()
                .filter(StoredResults::isResult)
                .map(this::read)
                .flatMap(Optional::stream)
                .toList();
    }

    /** The result of one run on one table. */
    Optional<TableValidation> read(String run, String table) {
        return read(new FileStore.Entry(PLACE + run + "/" + table + JSON, -1, null));
    }

    /** Reads a result. A result that cannot be read gives an empty answer and is added to {@link #unreadable}. */
    Optional<TableValidation> read(FileStore.Entry entry) {
        try {
            return Optional.of(TableValidation.read(run(entry), table(entry), root.readText(entry.path())));
        } catch (IllegalArgumentException | Fault e) {
            unreadable.add(root.uri(entry.path()) + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    /** The results that could not be read so far, each with the reason. */
    List<String> unreadable() {
        return List.copyOf(unreadable);
    }

    private List<FileStore.Entry> all() {
        if (all == null) {
            all = root.list(PLACE).stream().filter(StoredResults::isResult).toList();
        }
        return all;
    }

    private static boolean isResult(FileStore.Entry entry) {
        return entry.path().endsWith(JSON) && !run(entry).isEmpty();
    }

    private static String table(FileStore.Entry entry) {
        return entry.name().substring(0, entry.name().length() - JSON.length());
    }

    private static String run(FileStore.Entry entry) {
        String below = entry.path().substring(PLACE.length());
        return below.contains("/") ? below.substring(0, below.lastIndexOf('/')) : "";
    }
}
