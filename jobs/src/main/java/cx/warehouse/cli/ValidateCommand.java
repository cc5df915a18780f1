package cx.warehouse.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import cx.warehouse.checks.CheckpointRun;
import cx.warehouse.cli.option.OutputFile;
import cx.warehouse.cli.option.RowOptions;
import cx.warehouse.cli.option.WarehouseOptions;
import cx.warehouse.cli.show.ValidationDisplay;
import cx.warehouse.quality.Checkpoint;
import cx.warehouse.quality.suite.ResultFormat;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs {@code cxw validate}, which checks one batch of rows against one suite. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Validates rows against a Great Expectations suite (JSON of 0.18 or 1.x):",
            "",
            "  cxw validate --suite orders.json --data orders.parquet",
            "  cxw validate --suite schemas/expectations/mart.fact_spend.json --data mart.fact_spend --keys spend_date,ad_id",
            "",
            "The result is kept under validations/ of the warehouse, and written to --output when given."
        },
        footerHeading = "%nExit codes: ",
        footer = "0 all expectations met (warnings aside); 3 some not met; 2 suite or data cannot be read.")
final class ValidateCommand implements Callable<Integer> {

    @Option(names = "--suite", required = true, paramLabel = "FILE", description = "The suite.")
    private Path suite;

    @Mixin
    private RowOptions rows;

    @Option(
            names = "--result-format",
            paramLabel = "LEVEL",
            description = "BOOLEAN_ONLY, BASIC, SUMMARY or COMPLETE (default: the suite's own).")
    private ResultFormat.Level level;

    @Option(
            names = "--keys",
            split = ",",
            paramLabel = "COLUMN",
            description = "Columns that identify a row in lists of unexpected rows.")
    private List<String> keys;

    @Option(
            names = "--output",
            paramLabel = "RESULT",
            description = "A file to write the result to, in addition to the warehouse.")
    private Path output;

    @Option(
            names = "--broken-rows",
            paramLabel = "DIR",
            description =
                    "A folder for the rows that broke row expectations, as Parquet, with the broken expectations.")
    private Path brokenRows;

    @Option(names = "--json", description = "Print the outcome as one line of JSON.")
    private boolean isJson;

    @Mixin
    private WarehouseOptions places;

    @Override
    public Integer call() {
        String id = suite.getFileName().toString().replaceFirst("\\.json$", "");
        Checkpoint checkpoint = new Checkpoint(
                "validate",
                List.of(new Checkpoint.BatchValidation(
                        id,
                        rows.location().document(),
                        TextNode.valueOf(suite.toString()),
                        resultFormat(),
                        JsonNodeFactory.instance.objectNode(),
                        Optional.ofNullable(brokenRows).map(Path::toString))));
        ValidationDisplay shown = new ValidationDisplay(isJson, 1);
        CheckpointRun.CheckpointOutcome outcome = CheckpointRun.run(
                places.settings(), checkpoint, Path.of("").toAbsolutePath(), Instant.now(), shown::showResult);
        if (output != null) {
            OutputFile.write(output, outcome.results().get(id).toJson());
        }
        return shown.showSummary(output == null ? "kept in the warehouse" : output.toString(), outcome);
    }

    private Optional<ResultFormat> resultFormat() {
        if (level == null && keys == null) {
            return Optional.empty();
        }
        ResultFormat.Level wanted = level == null ? ResultFormat.Level.SUMMARY : level;
        return Optional.of(ResultFormat.of(wanted, keys == null ? new String[0] : keys.toArray(String[]::new)));
    }
}
