package cx.warehouse.cli;

import cx.warehouse.authoring.SuiteSuggestion;
import cx.warehouse.checks.RowsLocation;
import cx.warehouse.cli.option.OutputFile;
import cx.warehouse.cli.option.RowOptions;
import cx.warehouse.cli.option.WarehouseOptions;
import cx.warehouse.quality.suite.Suite;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs {@code cxw suite suggest}, which drafts a suite for a table that has none. */
@Command(
        name = "suggest",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Reads rows without errors, and writes a first suite for them.",
            "It has few expectations, each with a note on the values seen, and no value of a column that may hold personal data.",
            "The same rows give the same suite. Read it, delete the expectations that you doubt, and keep it in version control."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  cxw suite suggest --data mart.fact_spend --output fact_spend.json",
            "  cxw suite suggest --data orders.csv --schema \"order_id string, total decimal(18,2)\""
        })
final class SuggestCommand implements Callable<Integer> {

    @Mixin
    private RowOptions rows;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The suite's name (default: the table's, or the path's last part).")
    private String name;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "The file to write the suite to (default: standard output).")
    private Path output;

    @Option(names = "--force", description = "Overwrite an existing file.")
    private boolean isForced;

    @Mixin
    private WarehouseOptions places;

    @Override
    public Integer call() {
        if (output != null && !isForced) {
            OutputFile.refuseToReplace(output);
        }
        RowsLocation place = rows.location();
        Suite suite = SuiteSuggestion.of(places.settings(), place, name == null ? nameOf(place) : name);
        if (output == null) {
            System.out.print(suite.toJson());
            return 0;
        }
        OutputFile.write(output, suite.toJson());
        System.err.println(output + ": " + suite.expectations().size() + " expectations");
        return 0;
    }

    private static String nameOf(RowsLocation place) {
        return place.table() != null
                ? place.table()
                : Path.of(place.path())
                        .toAbsolutePath()
                        .normalize()
                        .getFileName()
                        .toString()
                        .replaceFirst("\\..*$", "");
    }
}
