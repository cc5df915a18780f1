package cx.warehouse.cli.option;

import cx.warehouse.cli.show.RowPrinter;
import picocli.CommandLine.Option;

/** The option {@code --format} of commands that print rows. */
public final class RowFormatOption {

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "TABLE",
            description = "${COMPLETION-CANDIDATES} (default: table).")
    private RowPrinter.OutputFormat format;

    public RowPrinter.OutputFormat format() {
        return format;
    }
}
