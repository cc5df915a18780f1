package cx.warehouse.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The record of files, by source, business date and path. Table {@code cxw_file} holds the result of the last load of
 * each file, published or not. Table {@code cxw_visible} holds the files whose rows readers see.
 */
public final class FileLedger {

    private static final String FILE = "select * from cxw_file ";
    private static final String SAME =
            " earlier where earlier.source = file.source and earlier.sha256 = file.sha256 and earlier.business_date ";

    /** A file whose rows readers see, as it was when they were published. */
    private static final String VISIBLE = "select source, business_date, path, sha256, 0 as bytes, '' as tag,"
            + " 'loaded' as outcome, rows_read, 0 as loaded, 0 as quarantined, 0 as duplicates, left_out, '{}' as money,"
            + " '[]' as drift, '' as message, load_id from cxw_visible ";

    private static final String MARK_VISIBLE =
            "insert into cxw_visible select file.source, file.business_date, file.path,"
                    + " file.sha256, file.rows_read, file.left_out, file.load_id from cxw_file file where file.outcome = 'loaded'"
                    + " and ";

    private final Database database;
    private final Database.Transactions writes;

    FileLedger(Database database, Database.Transactions writes) {
        this.database = database;
        this.writes = writes;
    }

    /** Stores the results of the files of one load, in place of earlier results of the same files. */
    public void note(List<LedgerFile> files) {
        writes.run(connection -> {
            for (LedgerFile file : files) {
                Database.update(
                        connection,
                        "delete from cxw_file where source = ? and business_date = ? and path = ?",
                        file.source(),
                        file.businessDate(),
                        file.path());
                Database.update(
                        connection,
                        "insert into cxw_file values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                        file.source(),
                        file.businessDate(),
                        file.path(),
                        file.sha256(),
                        file.bytes(),
                        file.tag(),
                        file.outcome(),
                        file.read(),
                        file.loaded(),
                        file.quarantined(),
                        file.duplicates(),
                        file.leftOut(),
                        Ledger.json(file.money()),
                        Ledger.json(file.drift()),
                        file.message(),
                        file.loadId());
            }
            return null;
        });
    }

    /** The last results of the files of one source and business date, sorted by path. */
    public List<LedgerFile> filesOf(String source, LocalDate date) {
        return database.query(
                FileLedger::file, FILE + "where source = ? and business_date = ? order by path", source, date);
    }

    /**
     * Marks the loaded files of this load as visible, in place of all earlier files of its source and business date.
     */
    static void markVisible(Connection connection, Load load) throws SQLException {
        Database.update(
                connection,
                "delete from cxw_visible where source = ? and business_date = ?",
                load.source(),
                load.businessDate());
        Database.update(connection, MARK_VISIBLE + "file.load_id = ?", load.loadId());
    }

    /** Fills {@code cxw_visible} in a warehouse whose loads are older than that table. The caller holds the lease. */
    public void backfillVisible() {
        if (database.query(row -> 1, "select 1 from cxw_visible limit 1").isEmpty()) {
            writes.run(connection -> Database.update(
                    connection,
                    MARK_VISIBLE + "exists (select 1 from cxw_load load where load.load_id = file.load_id"
                            + " and load.state = 'PUBLISHED')"));
        }
    }

    /** The earliest visible file of a source with this content and a business date before {@code date}. */
    public Optional<LedgerFile> firstBefore(String source, String sha256, LocalDate date) {
        return database
                .query(
                        FileLedger::file,
                        VISIBLE + "where source = ? and sha256 = ? and business_date < ? order by business_date, path",
                        source,
                        sha256,
                        date)
                .stream()
                .findFirst();
    }

    /**
     * Finds files whose result differs from the result of running the dates in order. Either the file was loaded, but
     * by now a file of the same content is visible on an earlier date. Or it was left out as a repeat, and the file
     * that it repeats is gone.
     *
     * @param from the first business date
     * @param to the last business date, inclusive
     * @return sorted by date and path; companion files too, because their content is often the same from day to day
     */
    public List<LedgerFile> outOfOrderFiles(String source, LocalDate from, LocalDate to) {
        return database.query(
                FileLedger::file,
                "select file.* from cxw_file file where source = ? and business_date between ? and ? and ("
                        + "outcome = 'loaded' and exists (select 1 from cxw_visible" + SAME + "< file.business_date)"
                        + " or outcome = 'repeated' and not exists (select 1 from cxw_visible" + SAME
                        + "< file.business_date) and not exists (select 1 from cxw_file" + SAME
                        + "<= file.business_date and earlier.outcome in ('loaded', 'landed')))"
                        + " order by business_date, path",
                source,
                from,
                to);
    }

    /** Files that were rejected, or that have quarantined rows; sorted by date, source and path. */
    public List<LedgerFile> quarantinedFiles() {
        return database.query(
                FileLedger::file,
                FILE + "where outcome = 'rejected' or quarantined > 0 order by business_date, source, path");
    }

    /** Total size of all files so far, in bytes. */
    public long bytes() {
        return database.query(row -> row.getLong(1), "select coalesce(sum(bytes), 0) from cxw_file")
                .get(0);
    }

    /** Rows that were read from all files so far. */
    public long rows() {
        return database.query(row -> row.getLong(1), "select coalesce(sum(rows_read), 0) from cxw_file")
                .get(0);
    }

    /** Size of the largest delivery of {@code source} so far, in bytes; 0 when there is none. */
    public long largestDeliveryBytes(String source) {
        return largestDelivery(source, "bytes");
    }

    /** Rows that were read from the largest delivery of {@code source} so far; 0 when there is none. */
    public long largestDeliveryRows(String source) {
        return largestDelivery(source, "rows_read");
    }

    private long largestDelivery(String source, String column) {
        return database.query(
                        row -> row.getLong(1),
                        "select coalesce(max(size), 0) from (select sum(" + column
                                + ") as size from cxw_file where source = ? group by business_date) delivery",
                        source)
                .get(0);
    }

    /** A file as readers of the ledger see it; the keys are the columns of the table {@code ledger_file}. */
    public static Map<String, Object> row(LedgerFile file) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("business_date", file.businessDate());
        row.put("path", file.path());
        row.put("source", file.source());
        row.put("outcome", file.outcome());
        row.put("read", file.read());
        row.put("loaded", file.loaded());
        row.put("quarantined", file.quarantined());
        row.put("duplicates", file.duplicates());
        row.put("left_out", file.leftOut());
        row.put("money", file.money());
        row.put("message", file.message());
        row.put("drift", file.drift());
        row.put("sha256", file.sha256());
        row.put("bytes", file.bytes());
        row.put("load_id", file.loadId());
        return row;
    }

    private static LedgerFile file(ResultSet row) throws SQLException {
        try {
            return new LedgerFile(
                    row.getString("source"),
                    row.getObject("business_date", LocalDate.class),
                    row.getString("path"),
                    row.getString("sha256"),
                    row.getLong("bytes"),
                    row.getString("tag"),
                    row.getString("outcome"),
                    row.getLong("rows_read"),
                    row.getLong("loaded"),
                    row.getLong("quarantined"),
                    row.getLong("duplicates"),
                    row.getLong("left_out"),
                    Ledger.JSON.readValue(row.getString("money"), new TypeReference<TreeMap<String, BigDecimal>>() {}),
                    Ledger.JSON.readValue(row.getString("drift"), new TypeReference<List<String>>() {}),
                    row.getString("message"),
                    row.getString("load_id"));
        } catch (JsonProcessingException e) {
            throw new SQLException("a column money or drift of cxw_file is not JSON", e);
        }
    }
}
