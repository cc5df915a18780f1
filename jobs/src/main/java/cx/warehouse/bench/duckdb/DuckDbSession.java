package cx.warehouse.bench.duckdb;

import cx.warehouse.files.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A DuckDB database in memory that runs statements and whole scripts. */
final class DuckDbSession implements AutoCloseable {

    private final Connection connection;

    private DuckDbSession(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens an empty database whose times are UTC.
     *
     * @param memory the most memory that DuckDB may use, as in {@code 4096MiB}
     * @param spill the folder for what does not fit into it
     */
    static DuckDbSession open(int threads, String memory, Path spill) {
        Properties settings = new Properties();
        settings.setProperty("threads", Integer.toString(threads));
        settings.setProperty("memory_limit", memory);
        settings.setProperty("temp_directory", spill.toString());
        settings.setProperty("preserve_insertion_order", "false");
        try {
            DuckDbSession session = new DuckDbSession(DriverManager.getConnection("jdbc:duckdb:", settings));
            session.execute("set TimeZone = 'UTC'");
            return session;
        } catch (SQLException e) {
            throw new Fault(Fault.Kind.INFRASTRUCTURE, "Cannot open DuckDB: " + e.getMessage(), e);
        }
    }

    /** Runs one statement and returns its rows, which are none for a statement that is no query. */
    List<Map<String, Object>> execute(String sql) {
        return run(sql, "a statement");
    }

    /**
     * Runs the statements of a script in order. Each statement ends with a semicolon at the end of a line.
     *
     * @return the rows of its queries
     */
    List<Map<String, Object>> runScript(Path script) {
        List<Map<String, Object>> rows = new ArrayList<>();
        try {
            for (String statement : Files.readString(script).split(";[ \\t]*(\\R|$)")) {
                if (!statement.replaceAll("(?m)--.*$", "").isBlank()) {
                    rows.addAll(run(statement, script.getFileName().toString()));
                }
            }
            return rows;
        } catch (IOException e) {
            throw new Fault(Fault.Kind.INFRASTRUCTURE, "Cannot read " + script + ": " + e.getMessage(), e);
        }
    }

    /** The single number that a query answers. */
    long number(String sql) {
        return ((Number) execute(sql).get(0).values().iterator().next()).longValue();
    }

    /** Sets a variable that scripts read with {@code getvariable}. */
    void setVariable(String name, String expression) {
        execute("set variable " + name + " = " + expression);
    }

    /** A text as a literal of SQL. */
    static String literal(Object text) {
        return "'" + text.toString().replace("'", "''") + "'";
    }

    /** A name as a quoted identifier of SQL. */
    static String name(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Map<String, Object>> run(String sql, String place) {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                try (ResultSet found = statement.getResultSet()) {
                    ResultSetMetaData columns = found.getMetaData();
                    while (found.next()) {
                        Map<String, Object> row = new LinkedHashMap<>();
                        for (int at = 1; at <= columns.getColumnCount(); at++) {
                            row.put(columns.getColumnLabel(at), found.getObject(at));
                        }
                        rows.add(row);
                    }
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new Fault(
                    Fault.Kind.BUG,
                    "DuckDB cannot run " + place + ": " + e.getMessage().strip(),
                    e);
        }
    }
}
