package cx.warehouse.cli.option;

import cx.warehouse.checks.RowsLocation;
import picocli.CommandLine.Option;

/** The options that locate rows, for commands that read rows of a file, a folder or a table. */
public final class RowOptions {

    @Option(
            names = "--data",
            required = true,
            paramLabel = "PATH",
            description = "A file or folder of rows, or a table of the warehouse, such as mart.fact_spend.")
    private String data;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "parquet, csv or json, an object a line (default: from the path's name, else parquet).")
    private String format;

    @Option(
            names = "--schema",
            paramLabel = "DDL",
            description =
                    "Columns and types of csv and json, such as \"id BIGINT, day DATE\" (default: inferred from the values).")
    private String schema;

    @Option(
            names = "--delimiter",
            paramLabel = "CHARACTER",
            description = "Delimiter of csv: comma, tab, semicolon, pipe or one character (default: comma).")
    private String delimiter;

    public RowsLocation location() {
        return RowsLocation.of(data, format, schema, delimiter);
    }
}
