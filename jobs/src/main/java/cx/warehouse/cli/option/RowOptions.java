package cx.warehouse.cli.option;

import cx.warehouse.checks.RowsLocation;
import picocli.CommandLine.Option;

/** The options that say where rows are, for commands that read any. */
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
            description = "parquet, csv or json, an object a line (default: what the path's name says, else parquet).")
    private String format;

    @Option(
            names = "--schema",
            paramLabel = "DDL",
            description =
                    "Columns and types of csv and json, as \"id BIGINT, day DATE\" (default: what the values look like).")
    private String schema;

    public RowsLocation location() {
        return RowsLocation.of(data, format, schema);
    }
}
