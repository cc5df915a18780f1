package cx.warehouse.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The memory of files: what became of each, by source, business date and path. */
public final class FileLedger {

    private static final String FILE = "select * from cxw_file ";
    private static final String SAME =
            "select 1 from cxw_file earlier where earlier.source = file.source and earlier.sha256 = file.sha256 and ";
    private static final String IS_VISIBLE =
            "(earlier.published_in is not null or earlier.outcome = 'loaded' and exists (select 1 from cxw_load visible"
                    + " where visible.load_id = earlier.load_id and visible.state = 'PUBLISHED'))";

    /** What a later load makes of a file takes nothing from readers before it is published: what they see is kept in mind. */
    private static final String NOTE_AGAIN = "update cxw_file set published_in = case when sha256 <> ? then null"
            + " when outcome = 'loaded' and exists (select 1 from cxw_load where cxw_load.load_id = cxw_file.load_id"
            + " and cxw_load.state = 'PUBLISHED') then load_id else published_in end, sha256 = ?, bytes = ?, tag = ?,"
            + " outcome = ?, rows_read = ?, loaded = ?, quarantined = ?, duplicates = ?, left_out = ?, money = ?,"
            + " drift = ?, message = ?, load_id = ? where source = ? and business_date = ? and path = ?";

    private static final String NOTE =
            "insert into cxw_file (sha256, bytes, tag, outcome, rows_read, loaded, quarantined,"
                    + " duplicates, left_out, money, drift, message, load_id, source, business_date, path)"
                    + " values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";

    private final Database database;

    FileLedger(Database database) {
        this.database = database;
    }

    /** Notes what became of the files of one load; earlier notes of the same files are replaced. */
    public void note(List<LedgerFile> files) {
        database.transaction(connection -> {
            for (LedgerFile file : files) {
                List<Object> values = values(file);
                List<Object> again = new ArrayList<>(values);
                again.add(0, file.sha256());
                if (Database.update(connection, NOTE_AGAIN, again.toArray()) == 0) {
                    Database.update(connection, NOTE, values.toArray());
                }
            }
            return null;
        });
    }

    private static List<Object> values(LedgerFile file) {
        return Arrays.asList(
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
                file.loadId(),
                file.source(),
                file.businessDate(),
                file.path());
    }

    /** Notes that readers now see of these files what this load made of them, and nothing of a load before it. */
    void published(String loadId) {
        database.execute("update cxw_file set published_in = null where load_id = ?", loadId);
    }

    /** What became of the files of one source and business date, in order of path. */
    public List<LedgerFile> of(String source, LocalDate date) {
        return database.query(
                FileLedger::file, FILE + "where source = ? and business_date = ? order by path", source, date);
    }

    /** The file of the same content that is loaded and visible and came first, before {@code date}. */
    public Optional<LedgerFile> firstBefore(String source, String sha256, LocalDate date) {
        return database
                .query(
                        FileLedger::file,
                        FILE + "earlier where source = ? and sha256 = ? and business_date < ? and " + IS_VISIBLE
                                + " order by business_date, path",
                        source,
                        sha256,
                        date)
                .stream()
                .findFirst();
    }

    /**
     * Files of some dates that do not stand as if the dates had been run in order: loaded, and a file of the same
     * content is by now visible on an earlier date; or not loaded as a repeat, and what they repeat is gone.
     *
     * @return in order of date and path; companions among them, which are delivered alike day by day
     */
    public List<LedgerFile> outOfOrder(String source, LocalDate from, LocalDate to) {
        return database.query(
                FileLedger::file,
                "select file.* from cxw_file file where source = ? and business_date between ? and ? and ("
                        + "outcome = 'loaded' and exists (" + SAME + "earlier.business_date < file.business_date and "
                        + IS_VISIBLE + ") or outcome = 'repeated' and not exists (" + SAME
                        + "earlier.business_date <= file.business_date and (earlier.published_in is not null or earlier.outcome in ('loaded', 'landed'))))"
                        + " order by business_date, path",
                source,
                from,
                to);
    }

    /** Files that were rejected, or of which rows were quarantined, in order of date, source and path. */
    public List<LedgerFile> heldBack() {
        return database.query(
                FileLedger::file,
                FILE + "where outcome = 'rejected' or quarantined > 0 order by business_date, source, path");
    }

    /** The bytes of all files so far. */
    public long bytes() {
        return database.query(row -> row.getLong(1), "select coalesce(sum(bytes), 0) from cxw_file")
                .get(0);
    }

    /** The bytes of the largest delivery of {@code source} so far. */
    public long largest(String source) {
        return database
                .query(
                        row -> row.getLong(1),
                        "select coalesce(sum(bytes), 0) as size from cxw_file where source = ? group by business_date"
                                + " order by size desc",
                        source)
                .stream()
                .findFirst()
                .orElse(0L);
    }

    /** What readers see of a file, by the names of the ledger's table. */
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
            throw new SQLException("the ledger holds text that is not JSON", e);
        }
    }
}
