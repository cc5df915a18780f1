package cx.warehouse.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import cx.warehouse.files.Fault;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/** The warehouse's own database: job repository, table catalog, lease and ledger. It is an H2 file, or PostgreSQL. */
public final class Database implements AutoCloseable {

    /** The work of one transaction. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /** Converts the current row of a query to a value. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final HikariDataSource pool;
    private final String url;
    private final String user;
    private final String password;

    /**
     * Opens the database, and creates the tables {@code cxw_*} where they are missing.
     *
     * @param url a JDBC URL of H2 or PostgreSQL
     * @param user null when the URL needs none
     * @param password null when the URL needs none
     * @throws Fault BUSY when another process holds the embedded database, INFRASTRUCTURE when it cannot be reached
     */
    public Database(String url, String user, String password) {
        this.url = url;
        this.user = user;
        this.password = password;
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(8_000);
        config.setPoolName("cxw");
        if (!isEmbedded()) {
            config.setInitializationFailTimeout(8_000); // a server that starts again answers within seconds
        }
        config.setAutoCommit(true);
        try {
            this.pool = new HikariDataSource(config);
        } catch (RuntimeException e) {
            throw openFailure(e);
        }
        DDL.forEach(this::execute);
    }

    /** The URL of an embedded database in a file. Iceberg's catalog needs the options on letter case. */
    public static String embeddedUrl(String file) {
        return "jdbc:h2:file:" + file
                + ";DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;DB_CLOSE_ON_EXIT=FALSE"
                // a commit is on disk at once, so that it survives when the process is killed
                + ";WRITE_DELAY=0";
    }

    public String url() {
        return url;
    }

    public String user() {
        return user;
    }

    public String password() {
        return password;
    }

    public DataSource dataSource() {
        return pool;
    }

    /** Runs work in transactions: those of the database, or those of a lease. */
    @FunctionalInterface
    public interface Transactions {
        <T> T run(Work<T> work);
    }

    /** True for the embedded database, which only one process can open at a time. */
    public boolean isEmbedded() {
        return url.startsWith("jdbc:h2:");
    }

    /**
     * Runs {@code work} in one transaction, and rolls it back when {@code work} fails.
     *
     * @throws Fault INFRASTRUCTURE when the database fails
     */
    public <T> T transaction(Work<T> work) {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.run(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new Fault(Fault.Kind.INFRASTRUCTURE, "Cannot use the database " + url + ": " + e.getMessage(), e);
        }
    }

    /** Runs one statement in a transaction of its own, and returns the number of rows that it changed. */
    public int execute(String sql, Object... values) {
        return transaction(connection -> update(connection, sql, values));
    }

    /**
     * Runs one statement on a connection that is already in a transaction, and returns the number of rows that it
     * changed.
     */
    public static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values)) {
            return statement.executeUpdate();
        }
    }

    /** Runs a query, and returns all its rows in order. */
    public <T> List<T> query(RowReader<T> reader, String sql, Object... values) {
        return transaction(connection -> query(connection, reader, sql, values));
    }

    /** Runs a query on a connection that is already in a transaction, and returns all its rows in order. */
    public static <T> List<T> query(Connection connection, RowReader<T> reader, String sql, Object... values)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values);
                ResultSet rows = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(reader.read(rows));
            }
            return found;
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private Fault openFailure(RuntimeException e) {
        StringBuilder said = new StringBuilder();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            said.append(cause.getMessage()).append(' ');
        }
        String text = said.toString().toLowerCase(Locale.ROOT);
        if (text.contains("already in use") || text.contains("locked by another process")) {
            return new Fault(
                    Fault.Kind.BUSY,
                    "Another run holds the warehouse (its database " + url.replaceFirst(";.*", "")
                            + " is in use). Wait for it to end, then run the same command again.",
                    e);
        }
        return new Fault(Fault.Kind.INFRASTRUCTURE, "Cannot open the database " + url + ": " + e.getMessage(), e);
    }

    private static final List<String> DDL = List.of(
            """
            create table if not exists cxw_lease (
              name varchar(50) primary key, token bigint not null, owner varchar(200), until_at timestamp with time zone)
            """,
            """
            create table if not exists cxw_load (
              load_id varchar(200) primary key, business_date date not null, source varchar(100) not null,
              state varchar(20) not null, started_at timestamp with time zone not null,
              ended_at timestamp with time zone, inputs text, message text, assembled_in varchar(200))
            """,
            """
            create table if not exists cxw_file (
              source varchar(100) not null, business_date date not null, path varchar(1000) not null,
              sha256 varchar(64) not null, bytes bigint not null, tag varchar(100), outcome varchar(20) not null,
              rows_read bigint not null, loaded bigint not null, quarantined bigint not null,
              duplicates bigint not null, left_out bigint not null, money text, drift text, message text,
              load_id varchar(200), primary key (source, business_date, path))
            """,
            "create index if not exists cxw_file_content on cxw_file (source, sha256)",
            """
            create table if not exists cxw_visible (
              source varchar(100) not null, business_date date not null, path varchar(1000) not null,
              sha256 varchar(64) not null, rows_read bigint not null, left_out bigint not null,
              load_id varchar(200) not null, primary key (source, business_date, path))
            """,
            "create index if not exists cxw_visible_content on cxw_visible (source, sha256)",
            """
            create table if not exists cxw_build (
              table_name varchar(200) primary key, digest varchar(64) not null)
            """,
            "create table if not exists cxw_hash_key (id int primary key, digest varchar(64) not null)");
}
