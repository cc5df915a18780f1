package cx.warehouse.cli;

import cx.warehouse.authoring.SampleCheck;
import cx.warehouse.cli.option.WarehouseOptions;
import cx.warehouse.cli.show.TextTable;
import cx.warehouse.contract.DeclarationException;
import cx.warehouse.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs {@code cxw check}, which checks all declarations and tries them on their samples. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Checks every declaration, runs every sample through parse and conform, and every mart over empty inputs.",
            "With --source it shows the rows of one source's sample, or of a file of yours: typed rows, rejects, conformed rows."
        })
final class CheckCommand implements Callable<Integer> {

    private static final int BROKEN = 2;

    @Option(names = "--source", paramLabel = "S", description = "Show this source alone, row by row.")
    private String source;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "Read this file instead of the sample; needs --source.")
    private Path file;

    @Mixin
    private WarehouseOptions places;

    @Spec
    private picocli.CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        if (file != null && source == null) {
            throw new ParameterException(
                    spec.commandLine(), "--file needs --source, the source that the file belongs to");
        }
        Settings settings = places.settings();
        try (SampleCheck samples = SampleCheck.open(settings)) {
            if (source != null) {
                for (SampleCheck.ShownTable shown : samples.show(source, file)) {
                    System.out.println(shown.title());
                    System.out.println(
                            shown.rows().isEmpty() ? "" : TextTable.draw(shown.headers(), shown.rows()) + "\n");
                }
                return 0;
            }
            List<List<String>> rows = new ArrayList<>();
            boolean isGood = true;
            for (SampleCheck.SampleVerdict verdict : samples.verdicts()) {
                isGood &= verdict.isGood();
                rows.add(List.of(
                        verdict.source(),
                        Long.toString(verdict.read()),
                        Long.toString(verdict.loaded()),
                        Long.toString(verdict.quarantined()),
                        verdict.rowsByShape(),
                        verdict.isGood() ? "" : verdict.message()));
            }
            System.out.println(
                    TextTable.draw(List.of("source", "read", "loaded", "quarantined", "conformed rows", ""), rows));
            if (!samples.martProblems().isEmpty()) {
                System.out.println(new DeclarationException(samples.martProblems()).getMessage());
            }
            System.out.println(samples.declarationSummary());
            return isGood && samples.martProblems().isEmpty() ? 0 : BROKEN;
        }
    }
}
