package cx.warehouse.authoring;

import cx.warehouse.checks.CheckTuning;
import cx.warehouse.conform.SourceChecks;
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
     * @param readings the result of reading each file by the drafted contract: counts, drift and quarantined rows
     * @param refusals the reasons why files do not load by the draft, one text per file; empty when all load
     */
    public record DraftedSource(
            String source,
            String contract,
            String sampleName,
            byte[] sample,
            String suite,
            List<String> readings,
            List<String> refusals) {
        public DraftedSource {
            sample = sample.clone();
            readings = List.copyOf(readings);
            refusals = List.copyOf(refusals);
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

    /** Number of bytes of quarantined rows that are kept of one file, to show the first of them. */
    private static final long SHOWN = 1L << 20;

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
        List<DraftReading> readings = trial.files().stream()
                .map(file -> new DraftReading(trial.contract(), trial.parse(file, SHOWN)))
                .toList();
        return trial.toDraft(null, readings);
    }

    /**
     * Drafts a contract, and a suite from the first rows of the files. It starts Spark when every file loads.
     *
     * @param today the delivery date that the files are tried with
     * @return a draft without a suite when a file does not load
     * @throws Fault USAGE for files that cannot be read or hold no records
     */
    public static DraftedSource draftContractAndSuite(
            Settings settings, List<Path> files, SourceHints known, LocalDate today) {
        DraftTrial trial = startTrial(settings, files, known, today);
        List<DraftReading> readings = trial.files().stream()
                .map(file -> new DraftReading(trial.contract(), trial.parse(file, ROWS / files.size())))
                .toList();
        boolean isEachLoaded =
                readings.stream().allMatch(reading -> reading.refusal().isEmpty());
        return trial.toDraft(isEachLoaded ? suite(settings, trial, readings) : null, readings);
    }

    private static String suite(Settings settings, DraftTrial trial, List<DraftReading> readings) {
        SourceContract contract = trial.contract();
        try (SparkEngine engine =
                SparkEngine.start(settings.spark().withShufflePartitions(1), CatalogProperties.inMemory())) {
            Dataset<Row> rows = readings.stream()
                    .map(reading -> SourceChecks.check(
                            engine.session(), contract, trial.declarations(), trial.references(), reading.file()))
                    .map(SourceChecks.ConformedFile::typedRows)
                    .reduce(Dataset::unionByName)
                    .orElseThrow()
                    .select(contract.columns().stream()
                            .map(column -> functions.col(column.name()))
                            .toArray(Column[]::new));
            return SuiteSuggester.suggest("source." + contract.source(), rows, CheckTuning.BY_SIZE)
                    .toJson();
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

        DraftedSource toDraft(String suite, List<DraftReading> readings) {
            return new DraftedSource(
                    contract.source(),
                    draft.yaml(),
                    draft.sampleName(),
                    draft.sample(),
                    suite,
                    readings.stream()
                            .flatMap(reading -> reading.lines().stream())
                            .toList(),
                    readings.stream()
                            .flatMap(reading -> reading.refusal().stream())
                            .toList());
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
                    given, new SourceDraft.DraftRequest(known.source(), known.vendor(), family, known.member(), today));
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
