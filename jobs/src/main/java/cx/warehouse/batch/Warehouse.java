package cx.warehouse.batch;

import cx.warehouse.conform.References;
import cx.warehouse.conform.ShapeRules;
import cx.warehouse.contract.DeclarationException;
import cx.warehouse.contract.Declarations;
import cx.warehouse.contract.Document;
import cx.warehouse.contract.Guess;
import cx.warehouse.contract.Problem;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.storage.Database;
import cx.warehouse.storage.Engine;
import cx.warehouse.storage.Fault;
import cx.warehouse.storage.Intake;
import cx.warehouse.storage.Landing;
import cx.warehouse.storage.Lease;
import cx.warehouse.storage.Ledger;
import cx.warehouse.storage.Store;
import cx.warehouse.storage.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/** An opened warehouse: its declarations, places, database, lease and Spark session, for as long as a command runs. */
public final class Warehouse implements AutoCloseable {

    private final Settings settings;
    private final Declarations declarations;
    private final Suites suites;
    private final Store root;
    private final Store drops;
    private final ReferenceFiles referenceFiles;
    private final Database database;
    private final Ledger ledger;
    private final Lease lease;
    private final BatchMemory memory;
    private CompletableFuture<Engine> engine;
    private boolean isUnderstood;

    private Warehouse(Settings settings) {
        this.settings = settings;
        this.declarations = declarations(Path.of(settings.schemas()));
        known(settings.requiredSources(), declarations);
        this.root = Store.at(settings.root(), settings.s3());
        this.drops = Store.at(settings.dropZone(), settings.s3());
        this.suites = Suites.read(Path.of(settings.schemas(), "expectations"), root, settings);
        this.referenceFiles = ReferenceFiles.read(Store.at(settings.reference(), settings.s3()));
        this.database = settings.database().open();
        try {
            this.lease = Lease.take(database, settings.lease());
            this.memory = new BatchMemory(database);
            this.ledger = new Ledger(database, root);
            memory.repair();
            ledger.files().recall();
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /**
     * Opens the warehouse for writing. Declarations, suites and reference files are read first: when one is broken
     * nothing else is touched.
     *
     * @throws Fault USAGE for declarations and settings, BUSY when another run holds the warehouse
     */
    public static Warehouse open(Settings settings) {
        return new Warehouse(settings);
    }

    private static void known(List<String> required, Declarations declarations) {
        List<String> sources =
                declarations.sources().stream().map(SourceContract::source).toList();
        List<String> problems = required.stream()
                .filter(source -> !sources.contains(source))
                .map(source -> "required-sources: no such source `" + source + "`" + Guess.hint(source, sources))
                .toList();
        if (!problems.isEmpty()) {
            throw new Fault(Fault.Kind.USAGE, "Cannot use the settings: " + String.join("; ", problems));
        }
    }

    /** Reads all source and table contracts below a folder. */
    public static Declarations declarations(Path schemas) {
        List<Document> documents = new ArrayList<>(documents(schemas, "sources"));
        documents.addAll(documents(schemas, "tables"));
        try {
            return Declarations.read(documents);
        } catch (DeclarationException e) {
            throw new Fault(Fault.Kind.USAGE, e.getMessage(), e);
        }
    }

    /** The declarations below one folder of them, as text. */
    static List<Document> documents(Path schemas, String folder) {
        List<Document> documents = new ArrayList<>();
        try (Stream<Path> files = Files.walk(schemas.resolve(folder))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                String name = schemas.getFileName() + "/" + schemas.relativize(file);
                documents.add(new Document(name, Files.readString(file)));
            }
        } catch (IOException e) {
            throw new Fault(Fault.Kind.USAGE, "Cannot read the declarations of " + schemas + ": " + e.getMessage(), e);
        }
        return documents;
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

    public Store root() {
        return root;
    }

    ReferenceFiles referenceFiles() {
        return referenceFiles;
    }

    References references() {
        return referenceFiles.references();
    }

    Suites suites() {
        return suites;
    }

    Lease lease() {
        return lease;
    }

    BatchMemory memory() {
        return memory;
    }

    Landing landing() {
        return new Landing(drops, root);
    }

    /** Starts Spark in the background if it does not run yet, and fits it to the size of what it will read. */
    synchronized void fit(long inputBytes) {
        start();
        long tableBytes = ledger().files().bytes();
        engine = engine.thenApply(started -> {
            started.fit(inputBytes, tableBytes);
            return started;
        });
    }

    /**
     * Has Spark understand every expression of the declarations, the first time it is asked: before anything is touched.
     *
     * @throws Fault USAGE with every fault of the declarations
     */
    synchronized void understand() {
        if (!isUnderstood) {
            refuse(ShapeRules.problems(engine().session(), declarations));
            isUnderstood = true;
        }
    }

    /** @throws Fault USAGE when there are any */
    static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            DeclarationException faults = new DeclarationException(problems);
            throw new Fault(Fault.Kind.USAGE, faults.getMessage(), faults);
        }
    }

    private void start() {
        if (engine == null) {
            Engine.Options options = new Engine.Options(settings.sparkMaster(), settings.shufflePartitions(), Map.of());
            engine = CompletableFuture.supplyAsync(
                    () -> Engine.start(options, Engine.jdbcCatalog(database, root, settings.s3())));
        }
    }

    /**
     * Spark and the tables; started at the first call.
     *
     * @throws Fault when they cannot be
     */
    public synchronized Engine engine() {
        start();
        try {
            return engine.join();
        } catch (CompletionException e) {
            Fault known = e.getCause() instanceof Error error
                    ? new Fault(Fault.Kind.BUG, "Cannot start Spark: " + error, e)
                    : Fault.in(e);
            throw known != null
                    ? known
                    : new Fault(Fault.Kind.INFRASTRUCTURE, "Cannot start Spark: " + e.getCause(), e);
        }
    }

    public Tables tables() {
        return new Tables(engine());
    }

    Intake intake() {
        return new Intake(engine(), tables(), root);
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
