package cx.warehouse.batch;

import cx.warehouse.conform.FileOpener;
import cx.warehouse.conform.FileReport;
import cx.warehouse.conform.LandedFile;
import cx.warehouse.conform.References;
import cx.warehouse.conform.ShapeRules;
import cx.warehouse.conform.SourceChecks;
import cx.warehouse.contract.Declarations;
import cx.warehouse.contract.Problem;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.storage.Engine;
import cx.warehouse.storage.Fault;
import cx.warehouse.storage.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Runs the samples that stand beside the declarations through parse and conform, without touching a warehouse. */
public final class Samples implements AutoCloseable {

    private static final int SHOWN = 20;

    /**
     * What came of one source's sample.
     *
     * @param conformed rows by shape
     * @param message why it is not good; empty when it is
     */
    public record Verdict(String source, long read, long loaded, long quarantined, String conformed, String message) {

        /** True when every file could be read and every shape filled. */
        public boolean isGood() {
            return message.isEmpty();
        }
    }

    /** A table to show: a title, headers, and the first rows. */
    public record Shown(String title, List<String> headers, List<List<String>> rows) {}

    private final Path schemas;
    private final Declarations declarations;
    private final References references;
    private final Engine engine;

    /** What Spark does not understand, by document. */
    private final Map<String, List<Problem>> problems;

    private Samples(Path schemas, Declarations declarations, References references, Engine engine) {
        this.schemas = schemas;
        this.declarations = declarations;
        this.references = references;
        this.engine = engine;
        this.problems = ShapeRules.problems(engine.session(), declarations).stream()
                .collect(Collectors.groupingBy(Problem::path));
    }

    /**
     * Reads all declarations, then starts Spark.
     *
     * @throws Fault USAGE with every fault of the declarations
     */
    public static Samples open(Settings settings) {
        Path schemas = Path.of(settings.schemas());
        Declarations declarations = Warehouse.declarations(schemas);
        Warehouse.refuse(ShapeRules.types(declarations));
        Suites.read(schemas.resolve("expectations"), Store.at(schemas.toString(), null), settings);
        References references = ReferenceFiles.read(
                        Store.at(schemas.resolve("reference").toString(), null))
                .references();
        Engine engine = Engine.start(
                new Engine.Options(settings.sparkMaster(), 1, Map.of()),
                Map.of("catalog-impl", "org.apache.iceberg.inmemory.InMemoryCatalog"));
        return new Samples(schemas, declarations, references, engine);
    }

    /** How many declarations are good. */
    public String declared() {
        return (declarations.sources().size() - problems.size()) + " sources and "
                + declarations.tables().size() + " tables are declared well.";
    }

    /** A verdict a source, in order of name. */
    public List<Verdict> all() {
        return declarations.sources().stream().map(this::verdict).toList();
    }

    /**
     * What the sample of one source, or one file, becomes: typed rows, rejects, conformed rows.
     *
     * @param file read as if delivered today; null for the sample
     */
    public List<Shown> show(String source, Path file) {
        SourceContract contract = declarations
                .source(source)
                .orElseThrow(() -> new Fault(
                        Fault.Kind.USAGE,
                        "There is no source " + source + "; the sources are "
                                + String.join(
                                        ", ",
                                        declarations.sources().stream()
                                                .map(SourceContract::source)
                                                .toList())));
        Warehouse.refuse(problems(contract));
        List<Shown> shown = new ArrayList<>();
        SampleFiles files = file == null ? samples(contract) : SampleFiles.beside(file, contract);
        files.delivery().others().forEach(report -> shown.add(unread(report)));
        Set<String> unreadable = new TreeSet<>();
        for (LandedFile one : files.delivery().ready()) {
            SourceChecks.Checked checked = check(contract, one, files.opener());
            FileReport report = checked.parsed().report();
            String title = String.format(
                    "%s: %s, %d read = %d loaded + %d quarantined + %d duplicates + %d left out %s",
                    one.path(),
                    report.outcome().name().toLowerCase(Locale.ROOT),
                    report.read(),
                    report.loaded(),
                    report.quarantined(),
                    report.duplicates(),
                    report.leftOut(),
                    report.message());
            List<List<String>> notes = new ArrayList<>();
            report.drift().forEach(drift -> notes.add(List.of("drift", drift)));
            checked.parsed().rejects().forEach(reject -> notes.add(List.of("reject", reject.message())));
            shown.add(new Shown(title, List.of("", ""), notes));
            shown.add(shown("typed rows", checked.typed()));
            checked.conformed().forEach((shape, rows) -> shown.add(shown("conformed " + shape, rows)));
            if (report.outcome() == FileReport.Outcome.REJECTED) {
                unreadable.add(one.path());
            }
        }
        files.delivery().companions(unreadable).forEach(report -> shown.add(unread(report)));
        return shown;
    }

    private static Shown unread(FileReport report) {
        String title =
                report.path() + ": " + report.outcome().name().toLowerCase(Locale.ROOT) + ", " + report.message();
        return new Shown(title, List.of("", ""), List.of());
    }

    private List<Problem> problems(SourceContract contract) {
        return problems.getOrDefault(declarations.paths().get(contract.source()), List.of());
    }

    private SampleFiles samples(SourceContract contract) {
        return SampleFiles.below(schemas.resolve("samples").resolve(contract.source()), contract);
    }

    @Override
    public void close() {
        engine.close();
    }

    private Verdict verdict(SourceContract contract) {
        long read = 0;
        long loaded = 0;
        long quarantined = 0;
        List<String> conformed = new ArrayList<>();
        List<String> messages = new ArrayList<>();
        List<Problem> faults = problems(contract);
        faults.forEach(fault -> messages.add(fault.key() + ": " + fault.message()));
        SampleFiles files = samples(contract);
        files.delivery().others().forEach(report -> messages.add(report.message()));
        for (LandedFile file : files.delivery().ready()) {
            try {
                SourceChecks.Parsed parsed = SourceChecks.parse(contract, references, file, files.opener());
                FileReport report = parsed.report();
                read += report.read();
                loaded += report.loaded();
                quarantined += report.quarantined();
                if (report.outcome() == FileReport.Outcome.REJECTED) {
                    messages.add(report.message());
                }
                if (faults.isEmpty()) {
                    SourceChecks.check(engine.session(), contract, declarations, references, parsed)
                            .conformed()
                            .forEach((shape, rows) -> conformed.add(shape + " " + rows.count()));
                }
            } catch (Exception e) { // Spark throws checked exceptions without saying so
                messages.add(file.path() + ": "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            }
        }
        if (read == 0) {
            messages.add("no sample rows below " + schemas.resolve("samples").resolve(contract.source()));
        }
        return new Verdict(
                contract.source(),
                read,
                loaded,
                quarantined,
                String.join(", ", conformed),
                String.join("; ", messages));
    }

    private SourceChecks.Checked check(SourceContract contract, LandedFile file, FileOpener opener) {
        return SourceChecks.check(engine.session(), contract, declarations, references, file, opener);
    }

    /** The first rows of a frame, and of its columns those that hold anything: shapes are wide. */
    private static Shown shown(String title, Dataset<Row> rows) {
        List<Row> first = rows.limit(SHOWN).collectAsList();
        List<Integer> filled = IntStream.range(0, rows.columns().length)
                .filter(i -> first.stream().anyMatch(row -> !row.isNullAt(i)))
                .boxed()
                .toList();
        return new Shown(
                title,
                filled.stream().map(i -> rows.columns()[i]).toList(),
                first.stream()
                        .map(row -> filled.stream()
                                .map(i -> row.isNullAt(i) ? "" : row.get(i).toString())
                                .toList())
                        .toList());
    }
}
