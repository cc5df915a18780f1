package cx.warehouse.cli;

import cx.warehouse.batch.Settings;
import cx.warehouse.storage.BiFolder;
import cx.warehouse.storage.Fault;
import cx.warehouse.storage.Store;
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

/** {@code cxw sql}: asks the published tables. */
@Command(
        name = "sql",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Asks the published tables in SQL. Without a query it opens a prompt, or reads the query from standard input.",
            "Tables: fact_customer_experience, fact_spend, fact_order, mart_channel_day, dim_..., ledger_file, quarantine (`show tables`)."
        })
final class SqlCommand implements Callable<Integer> {

    /** What answers. */
    enum Engine {
        DUCKDB,
        SPARK
    }

    @Parameters(arity = "0..1", paramLabel = "QUERY", description = "The query, in quotes.")
    private String query;

    @Mixin
    private RowFormat rows;

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            defaultValue = "DUCKDB",
            description =
                    "duckdb answers from the published Parquet in a second or two; spark from the Iceberg tables, with time travel.")
    private Engine engine;

    @Mixin
    private Places places;

    @Override
    public Integer call() throws IOException {
        Settings settings = places.settings();
        if (query == null && System.console() == null) {
            query = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (engine == Engine.SPARK) {
            return SparkAnswers.answer(settings, query, rows.format());
        }
        if (BiFolder.current(Store.at(settings.root(), settings.s3())) == null) {
            System.err.println("Nothing is published at " + settings.root() + " yet: every table is empty.");
        }
        try (Analyst analyst = Analyst.open(settings, query)) {
            if (query == null) {
                return Prompt.run(analyst, rows.format());
            }
            answer(analyst, query, rows.format(), System.out);
            return 0;
        }
    }

    /**
     * Answers one query.
     *
     * @throws Fault USAGE when the query is wrong
     */
    static void answer(Analyst analyst, String query, Rows.Format format, PrintStream out) {
        try (Statement statement = analyst.connection().createStatement()) {
            if (statement.execute(query)) {
                try (ResultSet rows = statement.getResultSet()) {
                    Rows.print(rows, format, out);
                }
            }
        } catch (SQLException e) {
            throw new Fault(Fault.Kind.USAGE, e.getMessage().strip(), e);
        }
    }
}
