package cx.warehouse.authoring;

import cx.warehouse.checks.TableSuites;
import cx.warehouse.conform.SourceChecks;
import cx.warehouse.conform.delivery.FileOpener;
import cx.warehouse.conform.delivery.FileReport;
import cx.warehouse.conform.delivery.LandedFile;
import cx.warehouse.conform.shape.ShapeRules;
import cx.warehouse.conform.type.ReferenceData;
import cx.warehouse.contract.DeclarationProblem;
import cx.warehouse.contract.Declarations;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.files.Fault;
import cx.warehouse.files.FileStore;
import cx.warehouse.night.MartCheck;
import cx.warehouse.night.MartDeclarations;
import cx.warehouse.settings.DeclarationFiles;
import cx.warehouse.settings.ReferenceFiles;
import cx.warehouse.settings.Settings;
import cx.warehouse.spark.CatalogProperties;
import cx.warehouse.spark.SparkEngine;
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

/** Parses and conforms the samples that are stored with the declarations. It does not touch a warehouse. */
public final class SampleCheck implements AutoCloseable {

    private static final int SHOWN = 20;

    /**
     * The outcome of one source's sample.
     *
     * @param read rows read from all files of the sample
     * @param loaded rows that kept every rule
     * @param quarantined rows that broke a rule
     * @param rowsByShape rows by shape, such as {@code interaction 12, spend 4}
     * @param message the reasons why the sample is not good, divided by semicolons; empty when it is good
     */
    public record SampleVerdict(
            String source, long read, long loaded, long quarantined, String rowsByShape, String message) {

        /** True when every file could be read and every shape could be filled. */
        public boolean isGood() {
            return message.isEmpty();
        }
    }

    /** A table to show to a person: a title, headers, and the first rows. Nulls are empty texts. */
    public record ShownTable(String title, List<String> headers, List<List<String>> rows) {}

    private final List<Path> schemas;
    private final Declarations declarations;
    private final ReferenceData references;
    private final SparkEngine engine;

    /** Expressions that Spark does not understand, by path of their declaration. */
    private final Map<String, List<DeclarationProblem>> problems;

    /** Faults of published tables over empty inputs. */
    private final List<DeclarationProblem> martProblems;

    private SampleCheck(Settings settings, Declarations declarations, ReferenceFiles references, SparkEngine engine) {
        this.schemas = settings.schemas();
        this.declarations = declarations;
        this.references = references.references();
        this.engine = engine;
        this.martProblems = MartCheck.problems(engine.session(), declarations, settings, references);
        this.problems = ShapeRules.problems(engine.session(), declarations).stream()
                .collect(Collectors.groupingBy(DeclarationProblem::path));
    }

    /**
     * Reads all declarations, suites and reference files, then starts Spark.
     *
     * @throws Fault USAGE with every fault of the declarations
     */
    public static SampleCheck open(Settings settings) {
        List<Path> schemas = settings.schemas();
        Declarations declarations = DeclarationFiles.read(schemas);
        List<DeclarationProblem> faults = new ArrayList<>(ShapeRules.checkTypes(declarations));
        faults.addAll(MartDeclarations.problems(declarations));
        DeclarationFiles.refuseProblems(faults);
        FileStore project = FileStore.at(DeclarationFiles.project(schemas).toString(), null);
        TableSuites.read(schemas, project, settings);
        ReferenceFiles references = ReferenceFiles.read(
                FileStore.at(DeclarationFiles.find(schemas, "reference").toString(), null));
        SparkEngine engine = SparkEngine.start(settings.spark().withShufflePartitions(1), CatalogProperties.inMemory());
        return new SampleCheck(settings, declarations, references, engine);
    }

    /** A sentence with the number of valid declarations. */
    public String declarationSummary() {
        return (declarations.sources().size() - problems.size()) + " sources and "
                + (declarations.tables().size()
                        - martProblems.stream()
                                .map(DeclarationProblem::path)
                                .distinct()
                                .count())
                + " tables are valid.";
    }

    /** The faults of published tables that were built over empty inputs; empty when all fit their contracts. */
    public List<DeclarationProblem> martProblems() {
        return martProblems;
    }

    /** Runs every sample, and returns one verdict per source, sorted by source. */
    public List<SampleVerdict> verdicts() {
        return declarations.sources().stream().map(this::verdict).toList();
    }

    /**
     * Shows the result of one source's sample, or of one file: rejected rows, typed rows and conformed rows.
     *
     * @param file the file to read, as if it was delivered today (UTC); null for the sample
     * @return tables per file; at most 20 rows each
     * @throws Fault USAGE when there is no such source, its contract has faults, or the file cannot be read
     */
    public List<ShownTable> show(String source, Path file) {
        SourceContract contract = declarations
                .source(source)
                .orElseThrow(() -> new Fault(
                        Fault.Kind.USAGE,
                        "Cannot check source " + source + ": there is no such source. The sources are "
                                + String.join(
                                        ", ",
                                        declarations.sources().stream()
                                                .map(SourceContract::source)
                                                .toList())));
        DeclarationFiles.refuseProblems(problems(contract));
        List<ShownTable> shown = new ArrayList<>();
        SampleFiles files = file == null ? sampleOf(contract) : SampleFiles.readFile(file, contract);
        files.delivery().unreadyReports().forEach(report -> shown.add(unreadFile(report)));
        Set<String> unreadable = new TreeSet<>();
        for (LandedFile one : files.delivery().readyFiles()) {
            SourceChecks.ConformedFile checked = check(contract, one, files.opener());
            FileReport report = checked.parsedFile().report();
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
            checked.parsedFile().quarantinedRows().forEach(reject -> notes.add(List.of("reject", reject.message())));
            shown.add(new ShownTable(title, List.of("", ""), notes));
            shown.add(firstRows("typed rows", checked.typedRows()));
            checked.shapes().forEach((shape, rows) -> shown.add(firstRows("conformed " + shape, rows)));
            if (report.outcome() == FileReport.FileOutcome.REJECTED) {
                unreadable.add(one.path());
            }
        }
        files.delivery().companionReports(unreadable).forEach(report -> shown.add(unreadFile(report)));
        return shown;
    }

    private static ShownTable unreadFile(FileReport report) {
        String title =
                report.path() + ": " + report.outcome().name().toLowerCase(Locale.ROOT) + ", " + report.message();
        return new ShownTable(title, List.of("", ""), List.of());
    }

    private List<DeclarationProblem> problems(SourceContract contract) {
        return problems.getOrDefault(declarations.paths().get(contract.source()), List.of());
    }

    private SampleFiles sampleOf(SourceContract contract) {
        return SampleFiles.readFolder(sampleFolder(contract), contract);
    }

    private Path sampleFolder(SourceContract contract) {
        return DeclarationFiles.find(schemas, "samples/" + contract.source());
    }

    @Override
    public void close() {
        engine.close();
    }

    private SampleVerdict verdict(SourceContract contract) {
        long read = 0;
        long loaded = 0;
        long quarantined = 0;
        List<String> conformed = new ArrayList<>();
        List<String> messages = new ArrayList<>();
        List<DeclarationProblem> faults = problems(contract);
        faults.forEach(fault -> messages.add(fault.key() + ": " + fault.message()));
        SampleFiles files = sampleOf(contract);
        files.delivery().unreadyReports().forEach(report -> messages.add(report.message()));
        for (LandedFile file : files.delivery().readyFiles()) {
            try {
                SourceChecks.ParsedFile parsed = SourceChecks.parse(contract, references, file, files.opener());
                FileReport report = parsed.report();
                read += report.read();
                loaded += report.loaded();
                quarantined += report.quarantined();
                if (report.outcome() == FileReport.FileOutcome.REJECTED) {
                    messages.add(report.message());
                }
                if (faults.isEmpty()) {
                    SourceChecks.check(engine.session(), contract, declarations, references, parsed)
                            .shapes()
                            .forEach((shape, rows) -> conformed.add(shape + " " + rows.count()));
                }
            } catch (Exception e) { // Spark throws checked exceptions that its methods do not declare
                messages.add(file.path() + ": "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            }
        }
        if (read == 0) {
            messages.add("no sample rows below " + sampleFolder(contract));
        }
        return new SampleVerdict(
                contract.source(),
                read,
                loaded,
                quarantined,
                String.join(", ", conformed),
                String.join("; ", messages));
    }

    private SourceChecks.ConformedFile check(SourceContract contract, LandedFile file, FileOpener opener) {
        return SourceChecks.check(engine.session(), contract, declarations, references, file, opener);
    }

    /**
     * The first 20 rows of a frame. Only columns with a value in these rows are shown, because shapes have many
     * columns.
     */
    private static ShownTable firstRows(String title, Dataset<Row> rows) {
        List<Row> first = rows.limit(SHOWN).collectAsList();
        List<Integer> filled = IntStream.range(0, rows.columns().length)
                .filter(i -> first.stream().anyMatch(row -> !row.isNullAt(i)))
                .boxed()
                .toList();
        return new ShownTable(
                title,
                filled.stream().map(i -> rows.columns()[i]).toList(),
                first.stream()
                        .map(row -> filled.stream()
                                .map(i -> row.isNullAt(i) ? "" : row.get(i).toString())
                                .toList())
                        .toList());
    }
}
