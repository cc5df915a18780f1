package cx.warehouse.authoring;

import cx.warehouse.checks.CheckTuning;
import cx.warehouse.conform.SourceChecks;
import cx.warehouse.conform.delivery.FileReport;
import cx.warehouse.conform.delivery.LandedFile;
import cx.warehouse.conform.type.ReferenceData;
import cx.warehouse.contract.DeclarationException;
import cx.warehouse.contract.DeclarationText;
import cx.warehouse.contract.Declarations;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.files.Fault;
import cx.warehouse.files.FileStore;
import cx.warehouse.infer.NoLayoutException;
import cx.warehouse.infer.SourceDraft;
import cx.warehouse.quality.suggest.SuiteSuggester;
import cx.warehouse.settings.DeclarationFiles;
import cx.warehouse.settings.ReferenceFiles;
import cx.warehouse.settings.Settings;
import cx.warehouse.spark.CatalogProperties;
import cx.warehouse.spark.SparkEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Drafts the contract, sample and suite of a source from files of a vendor, and tries the contract on these files. */
public final class SourceInference {

    /**
     * A drafted source.
     *
     * @param contract the source contract as YAML
     * @param sampleName name of the sample's file
     * @param sample content of the sample's file
     * @param suite a suite in Great Expectations' JSON; null unless it was asked for
     * @param readings the result of reading each file by the drafted contract, one line per file
     */
    public record DraftedSource(
            String source, String contract, String sampleName, byte[] sample, String suite, List<String> readings) {
        public DraftedSource {
            sample = sample.clone();
            readings = List.copyOf(readings);
        }

        @Override
        public byte[] sample() {
            return sample.clone();
        }
    }

    /**
     * The facts that the caller knows about the source.
     *
     * @param source name of the source; begins with the vendor
     * @param family null to guess it
     * @param member pattern of the archive members to read; null for every CSV and JSON file
     */
    public record SourceHints(String source, String vendor, SourceContract.Family family, Pattern member) {}

    /** Number of bytes of rows, over all files, that the suite is drafted from. */
    private static final long ROWS = 256L << 20;

    private SourceInference() {}

    /**
     * Drafts a contract without a suite. It does not start Spark.
     *
     * @param today the delivery date that the files are tried with
     * @throws Fault USAGE for files that cannot be read or hold no records
     */
    public static DraftedSource draftContract(Settings settings, List<Path> files, SourceHints known, LocalDate today) {
        DraftTrial trial = startTrial(settings, files, known, today);
        List<String> read = trial.files().stream()
                .map(file -> line(trial.parse(file, 0).report()))
                .toList();
        return trial.toDraft(null, read);
    }

    /**
     * Drafts a contract, and a suite from the first rows of the files. It starts Spark.
     *
     * @param today the delivery date that the files are tried with
     * @throws Fault USAGE for files that cannot be read or hold no records
     */
    public static DraftedSource draftContractAndSuite(
            Settings settings, List<Path> files, SourceHints known, LocalDate today) {
        DraftTrial trial = startTrial(settings, files, known, today);
        try (SparkEngine engine =
                SparkEngine.start(settings.spark().withShufflePartitions(1), CatalogProperties.inMemory())) {
            List<SourceChecks.ConformedFile> checked = trial.files().stream()
                    .map(file -> trial.check(engine.session(), file))
                    .toList();
            Dataset<Row> rows = checked.stream()
                    .map(SourceChecks.ConformedFile::typedRows)
                    .reduce(Dataset::unionByName)
                    .orElseThrow()
                    .select(trial.contract().columns().stream()
                            .map(column -> functions.col(column.name()))
                            .toArray(Column[]::new));
            String suite = SuiteSuggester.suggest("source." + known.source(), rows, CheckTuning.BY_SIZE)
                    .toJson();
            List<String> read =
                    checked.stream().map(one -> line(one.parsedFile().report())).toList();
            return trial.toDraft(suite, read);
        }
    }

    /** A draft, and the files that it is tried on. */
    private record DraftTrial(
            SourceDraft draft,
            SourceContract contract,
            Declarations declarations,
            ReferenceData references,
            List<SourceDraft.VendorFile> files,
            LocalDate today) {

        /** Reads a whole file by the drafted contract, and returns about {@code most} bytes of its rows. */
        SourceChecks.ParsedFile parse(SourceDraft.VendorFile file, long most) {
            String path = today + "/" + contract.vendor() + "/" + file.name();
            LandedFile landed = new LandedFile(path, "draft", today, file.length(), "draft");
            return SourceChecks.parse(
                    contract, references, landed, any -> file.content().open(), most);
        }

        SourceChecks.ConformedFile check(SparkSession spark, SourceDraft.VendorFile file) {
            return SourceChecks.check(spark, contract, declarations, references, parse(file, ROWS / files.size()));
        }

        DraftedSource toDraft(String suite, List<String> read) {
            return new DraftedSource(contract.source(), draft.yaml(), draft.sampleName(), draft.sample(), suite, read);
        }
    }

    private static DraftTrial startTrial(Settings settings, List<Path> files, SourceHints known, LocalDate today) {
        List<SourceDraft.VendorFile> given =
                files.stream().map(SourceInference::draftInput).toList();
        SourceDraft draft;
        try {
            String family =
                    known.family() == null ? null : known.family().name().toLowerCase(Locale.ROOT);
            draft = SourceDraft.of(
                    given, new SourceDraft.DraftRequest(known.source(), known.vendor(), family, known.member()));
        } catch (NoLayoutException | UncheckedIOException e) {
            throw new Fault(Fault.Kind.USAGE, "Cannot draft a contract: " + e.getMessage(), e);
        }
        Declarations declarations = declarations(settings, known.source(), draft.yaml());
        ReferenceData references = ReferenceFiles.read(FileStore.at(
                        DeclarationFiles.find(settings.schemas(), "reference").toString(), null))
                .references();
        return new DraftTrial(
                draft, declarations.source(known.source()).orElseThrow(), declarations, references, given, today);
    }

    private static Declarations declarations(Settings settings, String source, String yaml) {
        List<DeclarationText> documents = new ArrayList<>(DeclarationFiles.documents(settings.schemas(), "tables"));
        documents.add(new DeclarationText(source + ".yaml", yaml));
        try {
            return Declarations.read(documents);
        } catch (DeclarationException e) {
            throw new Fault(
                    Fault.Kind.USAGE,
                    "Cannot use the drafted contract: it has faults. This is a bug; please report it with these faults: "
                            + e.getMessage(),
                    e);
        }
    }

    private static String line(FileReport report) {
        String name = report.path().substring(report.path().lastIndexOf('/') + 1);
        return report.outcome() == FileReport.FileOutcome.REJECTED
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

    private static SourceDraft.VendorFile draftInput(Path file) {
        if (!Files.isRegularFile(file)) {
            String why = Files.isDirectory(file)
                    ? "it is a folder"
                    : Files.exists(file) ? "it is not a regular file" : "there is no such file";
            throw new Fault(Fault.Kind.USAGE, "Cannot read " + file + ": " + why);
        }
        try {
            return new SourceDraft.VendorFile(
                    file.getFileName().toString(), Files.size(file), () -> Files.newInputStream(file));
        } catch (IOException e) {
            throw new Fault(Fault.Kind.USAGE, "Cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
