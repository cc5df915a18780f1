package cx.warehouse.cli;

import picocli.CommandLine.Option;

/** The option of commands that print rows. */
final class RowFormat {

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "TABLE",
            description = "${COMPLETION-CANDIDATES} (default: table).")
    private Rows.Format format;

    Rows.Format format() {
        return format;
    }
}
