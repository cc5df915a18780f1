package cx.warehouse.batch;

import cx.warehouse.conform.FileReport;
import cx.warehouse.conform.LandedFile;
import cx.warehouse.conform.References;
import cx.warehouse.conform.SourceChecks;
import cx.warehouse.contract.DeclarationException;
import cx.warehouse.contract.Declarations;
import cx.warehouse.contract.Document;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.infer.NoLayout;
import cx.warehouse.infer.SourceDraft;
import cx.warehouse.quality.Suggestion;
import cx.warehouse.storage.Engine;
import cx.warehouse.storage.Fault;
import cx.warehouse.storage.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Drafts contract, sample and suite of a source from its files, and tries the contract on them. */
public final class SourceInference {

    /**
     * What came of it.
     *
     * @param contract YAML
     * @param suite JSON of Great Expectations; null unless it was wanted
     * @param read what the drafted contract makes of each file, a line a file
     */
    public record Drafted(
            String source, String contract, String sampleName, byte[] sample, String suite, List<String> read) {
        public Drafted {
            sample = sample.clone();
            read = List.copyOf(read);
        }

        @Override
        public byte[] sample() {
            return sample.clone();
        }
    }

    /**
     * What the caller knows.
     *
     * @param source its name; begins with the vendor
     * @param family null to guess
     * @param member which members of an archive are meant; null for every CSV and JSON
     */
    public record Known(String source, String vendor, SourceContract.Family family, Pattern member) {}

    /** The suite is made of so many bytes of rows, of all files together. */
    private static final long ROWS = 256L << 20;

    private SourceInference() {}

    /**
     * Drafts a contract.
     *
     * @param today the delivery day that files are tried with
     * @throws Fault USAGE for files that cannot be read or hold no records
     */
    public static Drafted contract(Settings settings, List<Path> files, Known known, LocalDate today) {
        Trial trial = trial(settings, files, known, today);
        List<String> read = trial.files().stream()
                .map(file -> line(trial.parsed(file, 0).report()))
                .toList();
        return trial.drafted(null, read);
    }

    /** The same, and a suite of the first rows: starts Spark. */
    public static Drafted withSuite(Settings settings, List<Path> files, Known known, LocalDate today) {
        Trial trial = trial(settings, files, known, today);
        try (Engine engine = Engine.start(
                new Engine.Options(settings.sparkMaster(), 1, Map.of()),
                Map.of("catalog-impl", "org.apache.iceberg.inmemory.InMemoryCatalog"))) {
            List<SourceChecks.Checked> checked = trial.files().stream()
                    .map(file -> trial.checked(engine.session(), file))
                    .toList();
            Dataset<Row> rows = checked.stream()
                    .map(SourceChecks.Checked::typed)
                    .reduce(Dataset::unionByName)
                    .orElseThrow()
                    .select(trial.contract().columns().stream()
                            .map(column -> functions.col(column.name()))
                            .toArray(Column[]::new));
            String suite = Suggestion.suite("source." + known.source(), rows).toJson();
            List<String> read =
                    checked.stream().map(one -> line(one.parsed().report())).toList();
            return trial.drafted(suite, read);
        }
    }

    /** A draft, and the files that it is tried on. */
    private record Trial(
            SourceDraft draft,
            SourceContract contract,
            Declarations declarations,
            References references,
            List<SourceDraft.Given> files,
            LocalDate today) {

        /** Tries a whole file, and keeps about so many bytes of its rows. */
        SourceChecks.Parsed parsed(SourceDraft.Given file, long most) {
            String path = today + "/" + contract.vendor() + "/" + file.name();
            LandedFile landed = new LandedFile(path, "draft", today, file.length(), "draft");
            return SourceChecks.parse(
                    contract, references, landed, any -> file.content().open(), most);
        }

        SourceChecks.Checked checked(SparkSession spark, SourceDraft.Given file) {
            return SourceChecks.check(spark, contract, declarations, references, parsed(file, ROWS / files.size()));
        }

        Drafted drafted(String suite, List<String> read) {
            return new Drafted(contract.source(), draft.yaml(), draft.sampleName(), draft.sample(), suite, read);
        }
    }

    private static Trial trial(Settings settings, List<Path> files, Known known, LocalDate today) {
        List<SourceDraft.Given> given =
                files.stream().map(SourceInference::given).toList();
        SourceDraft draft;
        try {
            String family =
                    known.family() == null ? null : known.family().name().toLowerCase(Locale.ROOT);
            draft = SourceDraft.of(
                    given, new SourceDraft.Known(known.source(), known.vendor(), family, known.member()));
        } catch (NoLayout | UncheckedIOException e) {
            throw new Fault(Fault.Kind.USAGE, "Cannot draft a contract: " + e.getMessage(), e);
        }
        Declarations declarations = declarations(settings, known.source(), draft.yaml());
        References references = ReferenceFiles.read(
                        Store.at(Path.of(settings.schemas(), "reference").toString(), null))
                .references();
        return new Trial(
                draft, declarations.source(known.source()).orElseThrow(), declarations, references, given, today);
    }

    private static Declarations declarations(Settings settings, String source, String yaml) {
        List<Document> documents = new ArrayList<>(Warehouse.documents(Path.of(settings.schemas()), "tables"));
        documents.add(new Document(source + ".yaml", yaml));
        try {
            return Declarations.read(documents);
        } catch (DeclarationException e) {
            throw new Fault(Fault.Kind.USAGE, "The draft is no contract; please report it with: " + e.getMessage(), e);
        }
    }

    private static String line(FileReport report) {
        String name = report.path().substring(report.path().lastIndexOf('/') + 1);
        return report.outcome() == FileReport.Outcome.REJECTED
                ? name + ": rejected: " + report.message()
                : String.format(
                        "%s: %,d read = %,d loaded + %,d quarantined + %,d duplicates + %,d left out",
                        name,
                        report.read(),
                        report.loaded(),
                        report.quarantined(),
                        report.duplicates(),
                        report.leftOut());
    }

    private static SourceDraft.Given given(Path file) {
        if (!Files.isRegularFile(file)) {
            String why = Files.isDirectory(file)
                    ? "it is a folder"
                    : Files.exists(file) ? "it is no file" : "there is no such file";
            throw new Fault(Fault.Kind.USAGE, "Cannot read " + file + ": " + why);
        }
        try {
            return new SourceDraft.Given(
                    file.getFileName().toString(), Files.size(file), () -> Files.newInputStream(file));
        } catch (IOException e) {
            throw new Fault(Fault.Kind.USAGE, "Cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
