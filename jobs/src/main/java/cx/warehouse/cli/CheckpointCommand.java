package cx.warehouse.cli;

import cx.warehouse.checks.CheckpointRun;
import cx.warehouse.cli.option.OutputFile;
import cx.warehouse.cli.option.WarehouseOptions;
import cx.warehouse.cli.show.ValidationDisplay;
import cx.warehouse.files.Fault;
import cx.warehouse.quality.Checkpoint;
import cx.warehouse.quality.suite.ExpectationFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs {@code cxw checkpoint}, which checks many batches of rows against their suites in one process. */
@Command(
        name = "checkpoint",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Validates rows against Great Expectations suites, as listed in a checkpoint file:",
            "",
            "  {\"name\": \"nightly\", \"result_format\": \"SUMMARY\", \"validations\": [",
            "    {\"id\": \"orders\", \"suite\": \"orders.json\",",
            "     \"data\": {\"path\": \"orders.parquet\", \"format\": \"parquet\"}},",
            "    {\"id\": \"spend\", \"suite\": \"spend.json\", \"data\": {\"table\": \"mart.fact_spend\"}}]}",
            "",
            "Formats are parquet, csv and json (an object a line).",
            "csv and json may have a \"schema\" (Spark DDL), csv may have a \"delimiter\": comma (if none is given), tab, semicolon, pipe or one character.",
            "Paths are relative to the file's folder. Suites are JSON of Great Expectations 0.18 or 1.x.",
            "\"broken_rows\": a folder for the rows that broke row expectations, as Parquet.",
            "A validation whose rows cannot be read fails alone.",
            "Validations of the same data share one scan. Results are also kept under validations/ of the warehouse."
        },
        footerHeading = "%nExit codes: ",
        footer = "0 all expectations met (warnings aside); 3 some not met; 2 checkpoint, suite or data cannot be read.")
final class CheckpointCommand implements Callable<Integer> {

    @Option(names = "--file", required = true, paramLabel = "CHECKPOINT", description = "The checkpoint, JSON.")
    private Path file;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "RESULTS",
            description = "The file to write all results to, as JSON.")
    private Path output;

    @Option(names = "--json", description = "Print the outcome as one line of JSON.")
    private boolean isJson;

    @Mixin
    private WarehouseOptions places;

    @Override
    public Integer call() {
        Checkpoint checkpoint = read();
        Path folder = file.toAbsolutePath().getParent();
        ValidationDisplay shown =
                new ValidationDisplay(isJson, checkpoint.validations().size());
        CheckpointRun.CheckpointOutcome outcome =
                CheckpointRun.run(places.settings(), checkpoint, folder, Instant.now(), shown::showResult);
        OutputFile.write(output, ValidationDisplay.document(outcome));
        return shown.showSummary(output.toString(), outcome);
    }

    private Checkpoint read() {
        try {
            return Checkpoint.read(file.getFileName().toString(), Files.readString(file));
        } catch (IOException e) {
            throw new Fault(Fault.Kind.USAGE, "Cannot read checkpoint " + file + ": " + e.getMessage(), e);
        } catch (ExpectationFault e) {
            throw new Fault(Fault.Kind.USAGE, e.getMessage(), e);
        }
    }
}
