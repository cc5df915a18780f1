package cx.warehouse.report;

import cx.warehouse.contract.Declarations;
import cx.warehouse.files.FileStore;
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
 * Writes the Data Docs site, which shows expectations and validation results. Pages are written from the results below
 * {@code validations/}. A short history next to each table's pages avoids reading old results again; it is rebuilt when
 * it is missing or damaged.
 */
public final class DataDocs {

    /** The folder of the site below a warehouse's root. */
    public static final String PLACE = "reports/quality";

    private static final String INDEX = "index.html";
    private static final String HISTORY = "history.json";
    private static final String HTML = ".html";

    /**
     * The outcome of writing the site.
     *
     * @param index the address of the first page
     * @param tables the number of tables that the site shows
     * @param pages the number of pages written
     * @param unreadable results that could not be read, each with the reason
     */
    public record SiteSummary(String index, int tables, int pages, List<String> unreadable) {
        public SiteSummary {
            unreadable = List.copyOf(unreadable);
        }
    }

    private final StoredResults results;
    private final FileStore site;
    private final PersonalColumns personal;
    private final ReportPages pages;
    private final int keepRuns;
    private int pagesWritten;

    private DataDocs(FileStore root, FileStore site, Declarations declarations, int keepRuns) {
        this.results = new StoredResults(root);
        this.site = site;
        this.personal = PersonalColumns.of(declarations);
        this.pages = new ReportPages(declarations);
        this.keepRuns = keepRuns;
    }

    /**
     * Opens a site; nothing is written yet.
     *
     * @param root the warehouse
     * @param site the folder of the site
     * @param declarations the source of personal columns and table descriptions
     * @param keepRuns the number of runs of a table that have a page
     */
    public static DataDocs of(FileStore root, FileStore site, Declarations declarations, int keepRuns) {
        return new DataDocs(root, site, declarations, keepRuns);
    }

    /** Writes the whole site from all stored results, and removes pages that are no longer part of it. */
    public SiteSummary rebuild() {
        Map<String, TableHistory> histories = new TreeMap<>();
        for (String table : results.tables()) {
            rebuildTable(table).ifPresent(history -> histories.put(table, history));
        }
        for (String folder : site.folders("")) {
            boolean isGone = histories.keySet().stream().map(FileNames::of).noneMatch(folder::equals);
            if (isGone && site.exists(folder + "/" + HISTORY)) {
                site.delete(folder);
            }
        }
        return writeIndex(histories.values());
    }

    /**
     * Updates the first page and the pages of the tables that some loads have changed.
     *
     * @param loads the loads whose results may be new
     */
    public SiteSummary refresh(Collection<String> loads) {
        if (!site.exists(INDEX)) {
            return rebuild();
        }
        Map<String, List<TableValidation>> fresh = new TreeMap<>();
        for (String load : new TreeSet<>(loads)) {
            results.run(load)
                    .forEach(validation -> fresh.computeIfAbsent(validation.table(), table -> new ArrayList<>())
                            .add(validation));
        }
        fresh.forEach(this::addRuns);
        List<TableHistory> known = new ArrayList<>();
        for (String folder : site.folders("")) {
            Optional<TableHistory> history = readHistory(folder);
            if (history.isEmpty() && site.exists(folder + "/" + INDEX)) {
                history = restoreHistory(folder);
            }
            history.ifPresent(known::add);
        }
        return pagesWritten == 0 ? siteSummary(known.size()) : writeIndex(known);
    }

    private SiteSummary writeIndex(Collection<TableHistory> histories) {
        page(INDEX, pages.index(List.copyOf(histories)));
        return siteSummary(histories.size());
    }

    private SiteSummary siteSummary(int tables) {
        return new SiteSummary(site.uri(INDEX), tables, pagesWritten, results.unreadable());
    }

    private void addRuns(String table, List<TableValidation> fresh) {
        Optional<TableHistory> kept = readHistory(FileNames.of(table));
        if (kept.isEmpty()) {
            rebuildTable(table);
            return;
        }
        TableHistory history = kept.get();
        List<TableValidation> unknown =
                fresh.stream().filter(validation -> !history.hasRun(validation)).toList();
        if (unknown.isEmpty()) {
            return;
        }
        TableHistory now = history;
        for (TableValidation validation : unknown) {
            now = now.with(TableHistory.TableRun.of(validation, personal.maskingOf(table)));
        }
        Set<String> names =
                new HashSet<>(unknown.stream().map(TableValidation::run).toList());
        write(
                now,
                now.newest(keepRuns).stream()
                        .filter(run -> names.contains(run.run()))
                        .toList());
        Set<String> stay = new HashSet<>(runPages(now));
        runPages(history).stream().filter(page -> !stay.contains(page)).forEach(site::delete);
    }

    /** The history stored in a folder; empty when it is missing or damaged. */
    private Optional<TableHistory> readHistory(String folder) {
        String path = folder + "/" + HISTORY;
        Optional<TableHistory> history = site.exists(path) ? TableHistory.read(site.readText(path)) : Optional.empty();
        return history.filter(read -> FileNames.of(read.table()).equals(folder));
    }

    /** Rebuilds the history of the table whose folder has lost it; empty when the folder belongs to no table. */
    private Optional<TableHistory> restoreHistory(String folder) {
        return results.tables().stream()
                .filter(table -> FileNames.of(table).equals(folder))
                .findFirst()
                .flatMap(this::rebuildTable);
    }

    /** Writes a table's pages and history from all its results; empty when none can be read. */
    private Optional<TableHistory> rebuildTable(String table) {
        Optional<TableHistory> made = collectHistory(table);
        made.ifPresent(history -> {
            removeOldPages(history);
            write(history, history.newest(keepRuns));
        });
        return made;
    }

    /** A table's history, computed from all its results; empty when none can be read. */
    private Optional<TableHistory> collectHistory(String table) {
        TableHistory history = TableHistory.of(table);
        ValueMasking masks = personal.maskingOf(table);
        for (FileStore.Entry entry : results.resultsOf(table)) {
            Optional<TableValidation> validation = results.read(entry);
            history =
                    validation.isPresent() ? history.with(TableHistory.TableRun.of(validation.get(), masks)) : history;
        }
        return history.runs().isEmpty() ? Optional.empty() : Optional.of(history);
    }

    /**
     * Writes pages of some runs, then the table's own page, then the history. The history comes last so that an
     * interrupted update is repeated.
     */
    private void write(TableHistory history, List<TableHistory.TableRun> runs) {
        String table = history.table();
        ValueMasking masks = personal.maskingOf(table);
        Optional<TableValidation> latest = Optional.empty();
        for (TableHistory.TableRun run : runs) {
            Optional<TableValidation> validation = results.read(run.run(), table);
            validation.ifPresent(found -> page(page(table, run), pages.run(found, masks)));
            latest = run.equals(history.latest()) ? validation : latest;
        }
        Optional<TableValidation> newest =
                latest.isPresent() ? latest : results.read(history.latest().run(), table);
        newest.ifPresent(
                found -> page(FileNames.of(table) + "/" + INDEX, pages.table(found, history, masks, keepRuns)));
        site.writeText(FileNames.of(table) + "/" + HISTORY, history.toJson());
    }

    /**
     * Removes pages of runs that a table no longer shows, but only in folders with a history, which this class wrote.
     */
    private void removeOldPages(TableHistory history) {
        String folder = FileNames.of(history.table());
        if (!site.exists(folder + "/" + HISTORY)) {
            return;
        }
        Set<String> stay = new HashSet<>(runPages(history));
        stay.add(folder + "/" + INDEX);
        site.list(folder).stream()
                .map(FileStore.Entry::path)
                .filter(path -> path.endsWith(HTML) && !stay.contains(path))
                .forEach(site::delete);
    }

    private List<String> runPages(TableHistory history) {
        return history.newest(keepRuns).stream()
                .map(run -> page(history.table(), run))
                .toList();
    }

    private static String page(String table, TableHistory.TableRun run) {
        return FileNames.of(table) + "/" + FileNames.of(run.run()) + HTML;
    }

    private void page(String path, String text) {
        site.writeText(path, text);
        pagesWritten++;
    }
}
