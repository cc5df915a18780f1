package cx.warehouse.cli;

import cx.warehouse.authoring.SourceInference;
import cx.warehouse.cli.option.OutputFile;
import cx.warehouse.cli.option.WarehouseOptions;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.files.Fault;
import cx.warehouse.settings.Settings;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs {@code cxw source infer}, which drafts a contract for files that have none. */
@Command(
        name = "infer",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Reads files of a vendor and drafts their contract: encoding, delimiter, preamble and footer, names, types, key, texts that mean empty,"
                    + " columns that may be personal. Guesses are marked; read the draft and change what is wrong.",
            "Then reads all files by the draft. When a file loads no row, or more rows are quarantined than the draft allows, it ends with exit code 3"
                    + " and writes no files.",
            "With --output it writes the contract, a sample without personal data, and a suite into a folder like schemas/."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  cxw source infer bookings_20260407.csv",
            "  cxw source infer bookings_*.csv.gz --source harbour_booking --output schemas"
        })
final class InferCommand implements Callable<Integer> {

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Files of one export, in one layout; several give a better draft.")
    private List<Path> files;

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "The source's name, such as vendor_export (default: from the first file's name).")
    private String source;

    @Option(
            names = "--vendor",
            paramLabel = "NAME",
            description = "The folder of its drops (default: the name's first part).")
    private String vendor;

    @Option(names = "--family", paramLabel = "FAMILY", description = "${COMPLETION-CANDIDATES} (default: a guess).")
    private SourceContract.Family family;

    @Option(
            names = "--member",
            paramLabel = "REGEX",
            description = "The members of an archive to read (default: every CSV and JSON).")
    private Pattern member;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description =
                    "A folder to write sources/, samples/ and expectations/ into (default: only the contract, on standard output).")
    private Path output;

    @Option(names = "--force", description = "Overwrite existing files.")
    private boolean isForced;

    @Mixin
    private WarehouseOptions places;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Settings settings = places.settings();
        String folder = vendor == null ? folderOf(files.get(0)) : vendor;
        String name = source == null ? nameOf(files.get(0), folder) : source;
        if (folder == null) {
            folder = name.split("_", 2)[0];
        }
        if (!name.matches("[a-z][a-z0-9]*(_[a-z0-9]+)*") || !name.startsWith(folder.split("_")[0])) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--source " + name + ": expected snake_case that begins with the vendor, such as harbour_booking");
        }
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        SourceInference.SourceHints known = new SourceInference.SourceHints(name, folder, family, member);
        if (output == null) {
            SourceInference.DraftedSource drafted = SourceInference.draftContract(settings, files, known, today);
            System.out.print(drafted.contract());
            drafted.readings().forEach(System.err::println);
            refuseUnloaded(drafted, "change the draft above, and save it as sources/" + name + ".yaml");
            return 0;
        }
        Path contract = output.resolve("sources").resolve(name + ".yaml");
        Path suite = output.resolve("expectations").resolve("source." + name + ".json");
        refuse(contract);
        refuse(suite);
        SourceInference.DraftedSource drafted = SourceInference.draftContractAndSuite(settings, files, known, today);
        drafted.readings().forEach(System.out::println);
        refuseUnloaded(drafted, "nothing was written; run without --output to see the draft");
        Path sample = output.resolve("samples")
                .resolve(name)
                .resolve(today.toString())
                .resolve(drafted.sampleName());
        OutputFile.write(contract, drafted.contract());
        OutputFile.write(suite, drafted.suite());
        OutputFile.write(sample, drafted.sample());
        System.out.println("Written: " + contract + ", " + sample + ", " + suite
                + "\nRead the contract, change what is marked, then: cxw check --source " + name);
        return 0;
    }

    /**
     * Ends the command when a file does not load by the draft made from it.
     *
     * @throws Fault REFUSED with the reason for each file
     */
    private static void refuseUnloaded(SourceInference.DraftedSource drafted, String fix) {
        if (!drafted.refusals().isEmpty()) {
            throw new Fault(
                    Fault.Kind.REFUSED,
                    "The draft does not load its own files:\n  " + String.join("\n  ", drafted.refusals()) + "\n"
                            + fix);
        }
    }

    private void refuse(Path file) {
        if (!isForced) {
            OutputFile.refuseToReplace(file);
        }
    }

    /** The vendor of a file in a drop zone: the folder below a delivery date; null for files elsewhere. */
    private static String folderOf(Path file) {
        Path parent = file.toAbsolutePath().normalize().getParent();
        Path date = parent == null ? null : parent.getParent();
        return date != null
                        && date.getFileName() != null
                        && date.getFileName().toString().matches("\\d{4}-\\d{2}-\\d{2}")
                ? parent.getFileName().toString()
                : null;
    }

    private static String nameOf(Path file, String vendor) {
        String bare = file.getFileName().toString().replaceFirst("\\..*$", "").replaceAll("([a-z])([A-Z])", "$1_$2");
        String name = bare.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "_").replaceAll("^_+|_+$", "");
        if (vendor != null && !name.startsWith(vendor.split("_")[0])) {
            return name.isEmpty() ? vendor : vendor + "_" + name;
        }
        return name.isEmpty() ? "vendor_export" : name;
    }
}
