package cx.warehouse.bench.duckdb;

import static cx.warehouse.bench.duckdb.DuckDbSession.literal;

import cx.warehouse.contract.SourceContract;
import cx.warehouse.contract.SourceContract.Family;
import cx.warehouse.files.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Parquet folders of the night, {@code <schema>/<table>}. A table is declared without rows, and becomes a view of
 * its files as soon as there are any. Scripts write to a folder beside it, and whole partitions take the place of the
 * earlier ones.
 */
final class StoredTables {

    private final DuckDbSession session;
    private final Path stored;
    private final Path written;

    /**
     * The tables below a folder.
     *
     * @param written the folder that scripts write to, with the same folders below it
     */
    StoredTables(DuckDbSession session, Path stored, Path written) {
        this.session = session;
        this.stored = stored;
        this.written = written;
    }

    /** Declares the table of a source, and one for its malformed rows, with the columns of its contract and its origin. */
    void declare(SourceContract source) {
        Stream<String> own = source.columns().stream()
                .map(column -> DuckDbSession.name(column.name()) + " " + ColumnSql.type(column));
        Stream<String> more = Stream.of(
                source.lines() == null ? "" : source.lines().position() + " bigint",
                source.column(source.accountColumn()).isPresent() ? "" : "account_id varchar",
                "source_file varchar",
                "business_date date",
                source.family() == Family.WEB ? "local_day date" : "",
                "row_key ubigint");
        String columns = Stream.concat(own, more)
                .filter(column -> !column.isEmpty())
                .collect(Collectors.joining(", ", " (", ")"));
        session.execute("create table source." + source.source() + columns);
        session.execute("create table aside." + source.source() + columns);
    }

    /** Makes the folders that scripts write to, and opens the files that earlier nights left. */
    void open(LocalDate date) {
        for (Map<String, Object> table : tableNames()) {
            String folder = table.get("schema_name") + "/" + table.get("table_name");
            createPartition(folder);
            if (table.get("schema_name").equals("source")) {
                createPartition(folder + "/business_date=" + date);
            }
            if (Files.isDirectory(stored.resolve(folder))) {
                createView(folder);
            }
        }
    }

    /** Makes a folder that a script writes a file into. */
    void createPartition(String folder) {
        try {
            Files.createDirectories(written.resolve(folder));
        } catch (IOException e) {
            throw failure(folder, e);
        }
    }

    /** Puts the files that a script wrote in the place of those of the same partitions. */
    void replaceWritten() {
        for (Map<String, Object> table : tableNames()) {
            String folder = table.get("schema_name") + "/" + table.get("table_name");
            boolean isNew = !Files.isDirectory(stored.resolve(folder));
            if (moveFiles(written.resolve(folder)) && isNew) {
                createView(folder);
            }
        }
    }

    private List<Map<String, Object>> tableNames() {
        return session.execute("select schema_name, table_name from duckdb_tables() where not internal"
                + " and schema_name in ('source', 'aside', 'state', 'mart') union all"
                + " select schema_name, view_name from duckdb_views() where not internal"
                + " and schema_name in ('source', 'aside', 'state', 'mart')");
    }

    private void createView(String folder) {
        String table = folder.replace('/', '.');
        session.execute("drop table " + table);
        session.execute("create view " + table + " as from read_parquet("
                + literal(stored.resolve(folder) + "/**/*.parquet") + ", hive_partitioning = true)");
    }

    /** Moves all files below a folder; the earlier files of each of their folders are deleted first. */
    private boolean moveFiles(Path folder) {
        boolean isAny = false;
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path from : found.filter(Files::isDirectory).toList()) {
                List<Path> files = parquet(from);
                Path to = stored.resolve(written.relativize(from));
                if (!files.isEmpty()) {
                    isAny = true;
                    Files.createDirectories(to);
                    for (Path old : parquet(to)) {
                        Files.delete(old);
                    }
                }
                for (Path file : files) {
                    Files.move(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            return isAny;
        } catch (IOException e) {
            throw failure(folder.toString(), e);
        }
    }

    private static List<Path> parquet(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".parquet")).toList();
        }
    }

    private static Fault failure(String folder, IOException e) {
        return new Fault(Fault.Kind.INFRASTRUCTURE, "Cannot write " + folder + ": " + e.getMessage(), e);
    }
}
