package cx.warehouse.cli;

import cx.warehouse.contract.TableContract;
import cx.warehouse.files.Fault;
import cx.warehouse.files.FileStore;
import cx.warehouse.night.CurrentCustomers;
import cx.warehouse.settings.DeclarationFiles;
import cx.warehouse.settings.Settings;
import cx.warehouse.tables.BiFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Opens DuckDB over the published Parquet. Every table has a view under its name and one in the schema {@code mart}.
 */
final class DuckDbQueries implements AutoCloseable {

    private static final Map<String, String> TYPES = Map.of(
            "string", "varchar",
            "timestamp", "timestamptz",
            "map<string,string>", "map(varchar, varchar)",
            "array<string>", "varchar[]",
            "int", "integer");
    private static final String LEDGER_FILE =
            "business_date date, path varchar, source varchar, outcome varchar, read bigint, loaded bigint,"
                    + " quarantined bigint, duplicates bigint, left_out bigint, money json, message varchar,"
                    + " drift varchar[], sha256 varchar, bytes bigint, load_id varchar";
    private static final String LEDGER_LOAD = "load_id varchar, business_date date, source varchar, state varchar,"
            + " started_at timestamptz, ended_at timestamptz, message varchar";
    private static final String LEDGER_METRIC =
            "table_name varchar, business_date date, load_id varchar, figure varchar, value double";
    private static final String BROKEN_ROW =
            "table_name varchar, business_date date, load_id varchar, expectations varchar[], row json";
    private static final String QUARANTINE =
            "business_date date, source varchar, path varchar, member varchar, line bigint, raw varchar, reasons json, load_id varchar";

    private final Connection connection;
    private final QueryGuard.Statements allowed;

    private DuckDbQueries(Connection connection, QueryGuard.Statements allowed) {
        this.connection = connection;
        this.allowed = allowed;
    }

    /**
     * Opens the current version of a warehouse; the queries see that version until this is closed. They read the
     * published tables, the ledger and the rejected rows, and no other file.
     *
     * @param query the query to be answered; null when it is unknown. A warehouse on S3 fetches rejected rows only for
     *     a query that names them, because they may name persons.
     */
    static DuckDbQueries open(Settings settings, String query) {
        return open(settings, query, QueryGuard.Statements.QUERIES);
    }

    /**
     * Opens the current version of a warehouse in the same way.
     *
     * @param allowed ANY opens every file, too
     */
    static DuckDbQueries open(Settings settings, String query, QueryGuard.Statements allowed) {
        FileStore root = FileStore.at(settings.root(), settings.s3());
        try {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:", new Properties());
            DuckDbQueries analyst = new DuckDbQueries(connection, allowed);
            analyst.execute("set TimeZone = 'UTC'");
            analyst.execute("create schema mart");
            LocalCopy copy = root.location().contains("://") ? LocalCopy.of(root) : null;
            Path version = version(root, copy);
            List<TableContract> tables =
                    DeclarationFiles.read(settings.schemas()).tables();
            for (TableContract table : tables) {
                if (table.table().startsWith("mart.")) {
                    analyst.createTableViews(table, version);
                }
            }
            analyst.execute("create view mart.customer_experience as "
                    + CurrentCustomers.viewQuery("exclude", analyst.columns("dim_customer")));
            analyst.execute("create view customer_experience as select * from mart.customer_experience");
            analyst.createDictionary(tables);
            if (isNamed("duckdb_", query)) { // the functions that list comments
                analyst.createComments(tables);
            }
            List<Path> folders = new ArrayList<>();
            if (version != null) {
                folders.add(version);
            }
            folders.add(analyst.createJsonView("ledger_file", "ledger/file", LEDGER_FILE, root, copy));
            folders.add(analyst.createJsonView("ledger_load", "ledger/load", LEDGER_LOAD, root, copy));
            folders.add(analyst.createJsonView("ledger_figure", "ledger/figure", LEDGER_METRIC, root, copy));
            if (copy == null || isNamed("quarantine", query)) {
                folders.add(analyst.createJsonView("quarantine", "quarantine", QUARANTINE, root, copy));
            }
            if (copy == null || isNamed("broken_row", query)) {
                folders.add(analyst.createJsonView("broken_row", "broken", BROKEN_ROW, root, copy));
            }
            if (allowed == QueryGuard.Statements.QUERIES) {
                analyst.lock(folders);
            }
            return analyst;
        } catch (SQLException e) {
            throw new Fault(Fault.Kind.INFRASTRUCTURE, "Cannot open the published tables: " + e.getMessage(), e);
        }
    }

    Connection connection() {
        return connection;
    }

    /** @throws Fault USAGE for a statement that is no query, unless every statement is allowed */
    void requireRunnable(String statement) throws SQLException {
        if (allowed == QueryGuard.Statements.QUERIES) {
            QueryGuard.requireQuery(connection, statement);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void createTableViews(TableContract table, Path version) throws SQLException {
        String name = table.table().substring("mart.".length());
        Path folder = version == null ? null : version.resolve(name);
        String rows = isFilled(folder)
                ? "from read_parquet('" + quote(folder)
                        + "/**/*.parquet', hive_partitioning = false, union_by_name = true)"
                : "select "
                        + table.columns().stream()
                                .map(DuckDbQueries::nullColumn)
                                .collect(Collectors.joining(", ")) + " where false";
        execute("create view mart.\"" + name + "\" as " + rows);
        execute("create view \"" + name + "\" as from mart.\"" + name + "\"");
    }

    /**
     * Gives the views and their columns the meanings of {@code data_dictionary} as comments. A column that the published
     * files do not have yet is left out.
     */
    private void createComments(List<TableContract> tables) throws SQLException {
        List<String> comments = new ArrayList<>();
        for (TableContract table : tables) {
            if (table.isPublished()) {
                for (String schema : List.of("main", "mart")) {
                    comments.add("view " + schema + ".\"" + table.name() + "\" is '" + quote(table.meaning()) + "'");
                }
            }
        }
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select schema_name, table_name, column_name, meaning"
                        + " from duckdb_columns() join data_dictionary using (table_name, column_name)"
                        + " where schema_name in ('main', 'mart')")) {
            while (found.next()) {
                comments.add("column " + found.getString(1) + ".\"" + found.getString(2) + "\".\"" + found.getString(3)
                        + "\" is '" + quote(found.getString(4)) + "'");
            }
        }
        for (String comment : comments) {
            execute("comment on " + comment);
        }
    }

    private List<String> columns(String table) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("describe mart." + table)) {
            while (found.next()) {
                columns.add(found.getString(1));
            }
        }
        return columns;
    }

    /** Creates the view data_dictionary: the meaning of every published column. */
    private void createDictionary(List<TableContract> tables) throws SQLException {
        String rows = tables.stream()
                .filter(TableContract::isPublished)
                .flatMap(table -> table.columns().stream().map(column -> Stream.of(
                                table.name(),
                                column.name(),
                                column.type(),
                                column.description(),
                                table.grain(),
                                table.description())
                        .map(text -> "'" + quote(text) + "'")
                        .collect(Collectors.joining(", ", "(", ", " + column.isRequired() + ")"))))
                .collect(Collectors.joining(", "));
        execute("create view data_dictionary as select * from (values " + rows
                + ") as column_meaning(table_name, column_name, type, meaning, grain, table_meaning, is_required)");
    }

    private static boolean isNamed(String table, String query) {
        return query == null || query.toLowerCase(Locale.ROOT).contains(table);
    }

    /** Keeps queries from all files outside of some folders, and from all settings. */
    private void lock(List<Path> folders) throws SQLException {
        String directories =
                folders.stream().map(folder -> "'" + quote(folder) + "'").collect(Collectors.joining(", ", "[", "]"));
        execute("set allowed_directories = " + directories);
        execute("set enable_external_access = false");
        execute("set lock_configuration = true");
    }

    /**
     * Creates a view of the JSON lines below a folder of the warehouse, and returns the folder.
     *
     * @param copy fetches the folder of a warehouse on S3; null for a local one
     */
    private Path createJsonView(String name, String folder, String columns, FileStore root, LocalCopy copy)
            throws SQLException {
        Path local = copy == null ? Path.of(root.uri(folder)) : copy.copyLines(folder);
        String typed = Stream.of(columns.split(",\\s*(?![^\\[]*\\])"))
                .map(column -> column.trim().split(" ", 2))
                .map(column -> column[0] + ": '" + column[1] + "'")
                .collect(Collectors.joining(", "));
        String rows = isFilled(local)
                ? "from read_json('" + quote(local)
                        + "/**/*.jsonl', format = 'newline_delimited', maximum_object_size = 67108864," + " columns = {"
                        + typed + "})"
                : "select "
                        + Stream.of(columns.split(",\\s*(?![^\\[]*\\])"))
                                .map(column -> column.trim().split(" ", 2))
                                .map(column -> "cast(null as " + column[1] + ") as " + column[0])
                                .collect(Collectors.joining(", "))
                        + " where false";
        execute("create view " + name + " as " + rows);
        return local;
    }

    private static String nullColumn(TableContract.TableColumn column) {
        String type = column.type();
        // a table that is not built yet: a nested type that DuckDB writes otherwise is text until there are rows
        String known = TYPES.getOrDefault(type, type.contains("<") ? "varchar" : type);
        return "cast(null as " + known + ") as " + column.name();
    }

    private static boolean isFilled(Path folder) {
        if (folder == null || !Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.anyMatch(Files::isRegularFile);
        } catch (IOException e) {
            return false;
        }
    }

    private static Path version(FileStore root, LocalCopy copy) {
        String current = BiFolder.current(root);
        if (current == null || copy == null) {
            return current == null ? null : Path.of(current);
        }
        return copy.copyVersion(current.substring(root.location().length() + 1));
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String quote(Path path) {
        return quote(path.toString());
    }

    private static String quote(String text) {
        return text.replace("'", "''");
    }
}
