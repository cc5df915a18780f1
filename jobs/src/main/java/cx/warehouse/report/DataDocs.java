package cx.warehouse.report;

import cx.warehouse.contract.Declarations;
import cx.warehouse.storage.Store;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The site of expectations and validation results. Pages are written from the results below {@code validations/}; a short
 * history beside each table's pages spares reading old results again, and is made anew when it is missing or damaged.
 */
public final class DataDocs {

    /** Where the site of a warehouse lies below its root. */
    public static final String PLACE = "reports/quality";

    private static final String INDEX = "index.html";
    private static final String HISTORY = "history.json";
    private static final String HTML = ".html";

    /**
     * What was written.
     *
     * @param index where the first page is
     * @param tables how many tables the site shows
     * @param pages how many pages were written
     * @param unreadable results that could not be read, each with the reason
     */
    public record Written(String index, int tables, int pages, List<String> unreadable) {
        public Written {
            unreadable = List.copyOf(unreadable);
        }
    }

    private final KeptResults results;
    private final Store site;
    private final PersonalData personal;
    private final Pages pages;
    private final int keepRuns;
    private int written;

    private DataDocs(Store root, Store site, Declarations declarations, int keepRuns) {
        this.results = new KeptResults(root);
        this.site = site;
        this.personal = PersonalData.of(declarations);
        this.pages = new Pages(declarations);
        this.keepRuns = keepRuns;
    }

    /**
     * A site.
     *
     * @param root the warehouse
     * @param site where the site lies
     * @param declarations what says which columns are personal, and what tables are
     * @param keepRuns how many runs of a table have a page
     */
    public static DataDocs of(Store root, Store site, Declarations declarations, int keepRuns) {
        return new DataDocs(root, site, declarations, keepRuns);
    }

    /** Writes the whole site from all results there are, and removes pages that are no longer part of it. */
    public Written rebuild() {
        Map<String, History> histories = new TreeMap<>();
        for (String table : results.tables()) {
            anew(table).ifPresent(history -> histories.put(table, history));
        }
        for (String folder : site.folders("")) {
            boolean isGone = histories.keySet().stream().map(Names::of).noneMatch(folder::equals);
            if (isGone && site.exists(folder + "/" + HISTORY)) {
                site.delete(folder);
            }
        }
        return end(histories.values());
    }

    /**
     * Brings up to date what some loads have changed: the pages of their tables, and the first page.
     *
     * @param loads the loads whose results may be new
     */
    public Written refresh(Collection<String> loads) {
        if (!site.exists(INDEX)) {
            return rebuild();
        }
        Map<String, List<Validation>> fresh = new TreeMap<>();
        for (String load : new TreeSet<>(loads)) {
            results.run(load)
                    .forEach(validation -> fresh.computeIfAbsent(validation.table(), table -> new ArrayList<>())
                            .add(validation));
        }
        fresh.forEach(this::add);
        List<History> known = new ArrayList<>();
        for (String folder : site.folders("")) {
            Optional<History> history = kept(folder);
            if (history.isEmpty() && site.exists(folder + "/" + INDEX)) {
                history = lost(folder);
            }
            history.ifPresent(known::add);
        }
        return written == 0 ? written(known.size()) : end(known);
    }

    private Written end(Collection<History> histories) {
        page(INDEX, pages.index(List.copyOf(histories)));
        return written(histories.size());
    }

    private Written written(int tables) {
        return new Written(site.uri(INDEX), tables, written, results.unreadable());
    }

    private void add(String table, List<Validation> fresh) {
        Optional<History> kept = kept(Names.of(table));
        if (kept.isEmpty()) {
            anew(table);
            return;
        }
        History history = kept.get();
        List<Validation> unknown =
                fresh.stream().filter(validation -> !history.knows(validation)).toList();
        if (unknown.isEmpty()) {
            return;
        }
        History now = history;
        for (Validation validation : unknown) {
            now = now.with(History.Run.of(validation, personal.masks(table)));
        }
        Set<String> names = new HashSet<>(unknown.stream().map(Validation::run).toList());
        write(
                now,
                now.newest(keepRuns).stream()
                        .filter(run -> names.contains(run.run()))
                        .toList());
        Set<String> stay = new HashSet<>(runPages(now));
        runPages(history).stream().filter(page -> !stay.contains(page)).forEach(site::delete);
    }

    /** The history that is kept in a folder; empty when it is missing or damaged. */
    private Optional<History> kept(String folder) {
        String path = folder + "/" + HISTORY;
        Optional<History> history = site.exists(path) ? History.read(site.readText(path)) : Optional.empty();
        return history.filter(read -> Names.of(read.table()).equals(folder));
    }

    /** The history of the table whose folder has lost it, made anew; empty when the folder is no table's. */
    private Optional<History> lost(String folder) {
        return results.tables().stream()
                .filter(table -> Names.of(table).equals(folder))
                .findFirst()
                .flatMap(this::anew);
    }

    /** Writes a table's pages and history from all its results; empty when there is none that can be read. */
    private Optional<History> anew(String table) {
        Optional<History> made = history(table);
        made.ifPresent(history -> {
            clean(history);
            write(history, history.newest(keepRuns));
        });
        return made;
    }

    /** A table's history from all its results. */
    private Optional<History> history(String table) {
        History history = History.of(table);
        Masks masks = personal.masks(table);
        for (Store.Entry entry : results.of(table)) {
            Optional<Validation> validation = results.read(entry);
            history = validation.isPresent() ? history.with(History.Run.of(validation.get(), masks)) : history;
        }
        return history.runs().isEmpty() ? Optional.empty() : Optional.of(history);
    }

    /** Writes pages of some runs, then the table's own, then the history: what is cut off on the way is done again. */
    private void write(History history, List<History.Run> runs) {
        String table = history.table();
        Masks masks = personal.masks(table);
        Optional<Validation> latest = Optional.empty();
        for (History.Run run : runs) {
            Optional<Validation> validation = results.read(run.run(), table);
            validation.ifPresent(found -> page(page(table, run), pages.run(found, masks)));
            latest = run.equals(history.latest()) ? validation : latest;
        }
        Optional<Validation> newest =
                latest.isPresent() ? latest : results.read(history.latest().run(), table);
        newest.ifPresent(found -> page(Names.of(table) + "/" + INDEX, pages.table(found, history, masks, keepRuns)));
        site.writeText(Names.of(table) + "/" + HISTORY, history.toJson());
    }

    /** Removes pages of runs that a table no longer shows; only below folders that this class has made. */
    private void clean(History history) {
        String folder = Names.of(history.table());
        if (!site.exists(folder + "/" + HISTORY)) {
            return;
        }
        Set<String> stay = new HashSet<>(runPages(history));
        stay.add(folder + "/" + INDEX);
        site.list(folder).stream()
                .map(Store.Entry::path)
                .filter(path -> path.endsWith(HTML) && !stay.contains(path))
                .forEach(site::delete);
    }

    private List<String> runPages(History history) {
        return history.newest(keepRuns).stream()
                .map(run -> page(history.table(), run))
                .toList();
    }

    private static String page(String table, History.Run run) {
        return Names.of(table) + "/" + Names.of(run.run()) + HTML;
    }

    private void page(String path, String text) {
        site.writeText(path, text);
        written++;
    }
}
