package cx.warehouse.night;

import cx.warehouse.checks.TableSuites;
import cx.warehouse.conform.shape.ShapeRules;
import cx.warehouse.conform.type.ReferenceData;
import cx.warehouse.contract.Declarations;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.contract.SpellingGuess;
import cx.warehouse.files.Fault;
import cx.warehouse.files.FileStore;
import cx.warehouse.files.Landing;
import cx.warehouse.ledger.Database;
import cx.warehouse.ledger.HashKeyCheck;
import cx.warehouse.ledger.Lease;
import cx.warehouse.ledger.Ledger;
import cx.warehouse.settings.DeclarationFiles;
import cx.warehouse.settings.ReferenceFiles;
import cx.warehouse.settings.Settings;
import cx.warehouse.spark.CatalogProperties;
import cx.warehouse.spark.InputSize;
import cx.warehouse.spark.SparkEngine;
import cx.warehouse.tables.IcebergTables;
import cx.warehouse.tables.SourceLoader;
import cx.warehouse.tables.TableLayout;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;

/**
 * An open warehouse with its declarations, storage, database, lease and Spark session, for the duration of a command.
 */
public final class Warehouse implements AutoCloseable {

    private final Settings settings;
    private final Declarations declarations;
    private final TableSuites suites;
    private final FileStore root;
    private final FileStore drops;
    private final ReferenceFiles referenceFiles;
    private final Database database;
    private final Ledger ledger;
    private final Lease lease;
    private final JobStore jobStore;
    private CompletableFuture<SparkEngine> engine;
    private boolean isChecked;

    private Warehouse(
            Settings settings,
            Declarations declarations,
            TableSuites suites,
            FileStore root,
            FileStore drops,
            ReferenceFiles referenceFiles,
            Database database,
            Lease lease,
            JobStore jobStore) {
        this.settings = settings;
        this.declarations = declarations;
        this.suites = suites;
        this.root = root;
        this.drops = drops;
        this.referenceFiles = referenceFiles;
        this.database = database;
        this.lease = lease;
        this.jobStore = jobStore;
        this.ledger = new Ledger(database, root, lease);
    }

    /**
     * Opens the warehouse for writing. Declarations, suites and reference files are read first, so that a broken one
     * leaves the rest untouched.
     *
     * @throws Fault USAGE for faults of declarations and settings, BUSY when another run holds the warehouse
     */
    public static Warehouse open(Settings settings) {
        return open(settings, TableLayout::refuseElsewhere);
    }

    /**
     * Opens a warehouse whose tables may point to another place, because it was copied or moved. Nothing but {@link
     * WarehouseRelocation} may use it before its tables are relocated.
     *
     * @throws Fault as {@link #open(Settings)}, and USAGE when there are no tables to relocate
     */
    public static Warehouse openMoved(Settings settings) {
        if (FileStore.at(settings.root(), settings.s3()).folders("warehouse").isEmpty()) {
            throw new Fault(
                    Fault.Kind.USAGE,
                    "Cannot relocate " + settings.root() + ": there is no warehouse. Copy or move the whole warehouse"
                            + " there first, then run the same command again.");
        }
        return open(settings, WarehouseRelocation::requireTables);
    }

    private static Warehouse open(Settings settings, BiConsumer<Database, FileStore> placeCheck) {
        Declarations declarations = DeclarationFiles.read(settings.schemas());
        DeclarationFiles.refuseProblems(MartDeclarations.problems(declarations));
        requireDeclared(settings.requiredSources(), declarations);
        FileStore root = FileStore.at(settings.root(), settings.s3());
        FileStore drops = FileStore.at(settings.dropZone(), settings.s3());
        root.folders(""); // a store that cannot be reached ends the command here, with one message
        TableSuites suites = TableSuites.read(settings.schemas(), root, settings);
        ReferenceFiles references = ReferenceFiles.read(FileStore.at(settings.reference(), settings.s3()));
        Database database = settings.database().open();
        try {
            TableLayout.refuseOlder(database, settings.root());
            placeCheck.accept(database, root);
            HashKeyCheck.requireSame(database, settings.hashKey());
            Lease lease = Lease.take(database, settings.night().lease());
            JobStore jobStore = JobStore.open(database);
            Warehouse warehouse =
                    new Warehouse(settings, declarations, suites, root, drops, references, database, lease, jobStore);
            jobStore.repair();
            warehouse.ledger().files().backfillVisible();
            return warehouse;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static void requireDeclared(List<String> required, Declarations declarations) {
        List<String> sources =
                declarations.sources().stream().map(SourceContract::source).toList();
        List<String> problems = required.stream()
                .filter(source -> !sources.contains(source))
                .map(source ->
                        "required-sources: no such source `" + source + "`" + SpellingGuess.hint(source, sources))
                .toList();
        if (!problems.isEmpty()) {
            throw new Fault(Fault.Kind.USAGE, "Cannot use the settings: " + String.join("; ", problems));
        }
    }

    public Settings settings() {
        return settings;
    }

    public Declarations declarations() {
        return declarations;
    }

    public Ledger ledger() {
        return ledger;
    }

    public FileStore root() {
        return root;
    }

    ReferenceFiles referenceFiles() {
        return referenceFiles;
    }

    ReferenceData references() {
        return referenceFiles.references();
    }

    TableSuites suites() {
        return suites;
    }

    Database database() {
        return database;
    }

    Lease lease() {
        return lease;
    }

    JobStore jobStore() {
        return jobStore;
    }

    Landing landing() {
        return new Landing(drops, root);
    }

    /** Starts Spark in the background unless it runs, and tunes it for the size of the input. */
    synchronized void tune(InputSize input) {
        startSpark();
        long tableRows = ledger().files().rows();
        engine = engine.thenApply(started -> {
            started.tune(input, tableRows);
            return started;
        });
    }

    /**
     * Lets Spark parse every expression of the declarations, on the first call. This happens before any write.
     *
     * @throws Fault USAGE with all faults of the declarations
     */
    synchronized void checkExpressions() {
        if (!isChecked) {
            DeclarationFiles.refuseProblems(ShapeRules.problems(engine().session(), declarations));
            isChecked = true;
        }
    }

    private void startSpark() {
        if (engine == null) {
            engine = CompletableFuture.supplyAsync(() -> SparkEngine.start(settings.spark(), catalogProperties()));
        }
    }

    Map<String, String> catalogProperties() {
        return CatalogProperties.jdbc(database, root, settings.s3());
    }

    /**
     * The Spark session and its tables; started by the first call.
     *
     * @throws Fault when Spark cannot start
     */
    public synchronized SparkEngine engine() {
        startSpark();
        try {
            return engine.join();
        } catch (CompletionException e) {
            Fault known = e.getCause() instanceof Error error
                    ? new Fault(Fault.Kind.BUG, "Cannot start Spark: " + error, e)
                    : Fault.of(e);
            throw known != null
                    ? known
                    : new Fault(Fault.Kind.INFRASTRUCTURE, "Cannot start Spark: " + e.getCause(), e);
        }
    }

    public IcebergTables tables() {
        return new IcebergTables(engine());
    }

    SourceLoader sourceLoader() {
        return new SourceLoader(engine(), tables(), root);
    }

    @Override
    public void close() {
        try (database;
                lease) {
            if (engine != null) {
                engine.join().close();
            }
        }
    }
}
