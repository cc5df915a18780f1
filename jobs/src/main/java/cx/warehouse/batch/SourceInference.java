package cx.warehouse.batch;

import cx.warehouse.conform.FileOpener;
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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

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

    private SourceInference() {}

    /**
     * Drafts a contract.
     *
     * @param today the delivery day that files are tried with
     * @throws Fault USAGE for files that cannot be read or hold no records
     */
    public static Drafted contract(Settings settings, List<Path> files, Known known, LocalDate today) {
        return drafted(settings, files, known, today, false);
    }

    /** The same, and a suite: starts Spark. */
    public static Drafted withSuite(Settings settings, List<Path> files, Known known, LocalDate today) {
        return drafted(settings, files, known, today, true);
    }

    private static Drafted drafted(
            Settings settings, List<Path> files, Known known, LocalDate today, boolean isSuiteWanted) {
        List<SourceDraft.Given> given =
                files.stream().map(SourceInference::given).toList();
        SourceDraft draft;
        try {
            String family =
                    known.family() == null ? null : known.family().name().toLowerCase(java.util.Locale.ROOT);
            draft = SourceDraft.of(
                    given, new SourceDraft.Known(known.source(), known.vendor(), family, known.member()));
        } catch (NoLayout e) {
            throw new Fault(Fault.Kind.USAGE, "Cannot draft a contract: " + e.getMessage(), e);
        }
        Declarations declarations = declarations(settings, known.source(), draft.yaml());
        SourceContract contract = declarations.source(known.source()).orElseThrow();
        References references = ReferenceFiles.read(
                        Store.at(Path.of(settings.schemas(), "reference").toString(), null))
                .references();
        List<String> read = new ArrayList<>();
        for (SourceDraft.Given file : given) {
            read.add(line(SourceChecks.parse(contract, references, landed(contract, file, today), opener(file))
                    .report()));
        }
        String suite = isSuiteWanted ? suite(settings, declarations, contract, references, given, today) : null;
        return new Drafted(known.source(), draft.yaml(), draft.sampleName(), draft.sample(), suite, read);
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

    private static String suite(
            Settings settings,
            Declarations declarations,
            SourceContract contract,
            References references,
            List<SourceDraft.Given> files,
            LocalDate today) {
        try (Engine engine = Engine.start(
                new Engine.Options(settings.sparkMaster(), 1, Map.of()),
                Map.of("catalog-impl", "org.apache.iceberg.inmemory.InMemoryCatalog"))) {
            return Suggestion.suite(
                            "source." + contract.source(),
                            files.stream()
                                    .map(file -> SourceChecks.check(
                                                    engine.session(),
                                                    contract,
                                                    declarations,
                                                    references,
                                                    landed(contract, file, today),
                                                    opener(file))
                                            .typed())
                                    .reduce((one, other) -> one.unionByName(other))
                                    .orElseThrow()
                                    .select(contract.columns().stream()
                                            .map(column -> org.apache.spark.sql.functions.col(column.name()))
                                            .toArray(org.apache.spark.sql.Column[]::new)))
                    .toJson();
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

    private static LandedFile landed(SourceContract contract, SourceDraft.Given file, LocalDate today) {
        return new LandedFile(
                today + "/" + contract.vendor() + "/" + file.name(), "draft", today, file.bytes().length, "draft");
    }

    private static FileOpener opener(SourceDraft.Given file) {
        return landed -> new ByteArrayInputStream(file.bytes());
    }

    private static SourceDraft.Given given(Path file) {
        try {
            return new SourceDraft.Given(file.getFileName().toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            String why = Files.isDirectory(file)
                    ? "it is a folder"
                    : Files.exists(file) ? e.getMessage() : "there is no such file";
            throw new Fault(Fault.Kind.USAGE, "Cannot read " + file + ": " + why, e);
        }
    }
}
