package cx.warehouse.cli;

import cx.warehouse.cli.option.RowFormatOption;
import cx.warehouse.cli.option.WarehouseOptions;
import cx.warehouse.cli.show.RowPrinter;
import cx.warehouse.files.Fault;
import cx.warehouse.files.FileStore;
import cx.warehouse.settings.Settings;
import cx.warehouse.tables.BiFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs {@code cxw sql}, which answers queries from the published tables. */
@Command(
        name = "sql",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Answers SQL queries from the published tables. Without a query it opens a prompt, or reads the query from standard input.",
            "Only queries run. With duckdb they read the published tables, the ledger and rejected rows, and no other file.",
            "Tables: fact_customer_experience, fact_spend, fact_order, mart_channel_day, dim_..., ledger_file, quarantine (`show tables`)."
        })
final class SqlCommand implements Callable<Integer> {

    /** The engine that answers. */
    enum QueryEngine {
        DUCKDB,
        SPARK
    }

    @Parameters(arity = "0..1", paramLabel = "QUERY", description = "The query, in quotes.")
    private String query;

    @Mixin
    private RowFormatOption rows;

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            defaultValue = "DUCKDB",
            description =
                    "duckdb answers from the published Parquet in a second or two; spark from the Iceberg tables, with time travel.")
    private QueryEngine engine;

    @Option(
            names = "--unsafe",
            description =
                    "Run any statement, such as copy, attach or delete. It can change published tables and every file that you can write.")
    private boolean isUnsafe;

    @Mixin
    private WarehouseOptions places;

    @Override
    public Integer call() throws IOException {
        Settings settings = places.settings();
        if (query == null && System.console() == null) {
            query = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        }
        QueryGuard.Statements allowed = isUnsafe ? QueryGuard.Statements.ANY : QueryGuard.Statements.QUERIES;
        if (engine == QueryEngine.SPARK) {
            return SparkQueries.answer(settings, query, allowed, rows.format());
        }
        if (BiFolder.current(FileStore.at(settings.root(), settings.s3())) == null) {
            System.err.println("Nothing is published at " + settings.root() + " yet: every table is empty.");
        }
        try (DuckDbQueries analyst = DuckDbQueries.open(settings, query, allowed)) {
            if (query == null) {
                return SqlPrompt.run(analyst, rows.format());
            }
            answer(analyst, query, rows.format(), System.out);
            return 0;
        }
    }

    /**
     * Answers one query.
     *
     * @throws Fault USAGE when the query is wrong, or when the statement is no query
     */
    static void answer(DuckDbQueries analyst, String query, RowPrinter.OutputFormat format, PrintStream out) {
        try (Statement statement = analyst.connection().createStatement()) {
            analyst.requireRunnable(query);
            if (statement.execute(query)) {
                try (ResultSet rows = statement.getResultSet()) {
                    RowPrinter.print(rows, format, out);
                }
            }
        } catch (SQLException e) {
            throw new Fault(Fault.Kind.USAGE, e.getMessage().strip(), e);
        }
    }
}
