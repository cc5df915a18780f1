package cx.warehouse.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import cx.warehouse.files.Fault;
import cx.warehouse.files.FileStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The record of loads and their files. A run uses the database; readers get the same facts as JSON lines under
 * {@code ledger/}.
 */
public final class Ledger {

    static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    private static final String LOAD =
            "select load_id, business_date, source, state, started_at, ended_at, message, assembled_in from cxw_load ";

    private final Database database;
    private final Database.Transactions writes;
    private final FileStore store;
    private final FileLedger files;

    /** The ledger of a run that holds no lease, such as one that only reads. */
    public Ledger(Database database, FileStore root) {
        this(database, root, database::transaction);
    }

    /** The ledger of a run that writes while it holds a lease: once another run has taken it, every write fails. */
    public Ledger(Database database, FileStore root, Lease lease) {
        this(database, root, lease::write);
    }

    private Ledger(Database database, FileStore root, Database.Transactions writes) {
        this.database = database;
        this.writes = writes;
        this.store = root.folder("ledger");
        this.files = new FileLedger(database, writes);
    }

    /** The record of the files of the loads. */
    public FileLedger files() {
        return files;
    }

    /**
     * Records that a load runs. A load that ran before starts again.
     *
     * @param inputs the source loads that an assemble load takes in, one id a line; null for a source load
     */
    public void start(String loadId, LocalDate date, String source, String inputs) {
        writes.run(connection -> {
            Database.update(connection, "delete from cxw_load where load_id = ?", loadId);
            return Database.update(
                    connection,
                    "insert into cxw_load (load_id, business_date, source, state, started_at, inputs) values (?,?,?,?,?,?)",
                    loadId,
                    date,
                    source,
                    Load.State.RUNNING.name(),
                    OffsetDateTime.now(ZoneOffset.UTC),
                    inputs);
        });
    }

    /** Records that parts of a load may be visible from now on. Such a load can only end as published. */
    public void startPublishing(String loadId) {
        writes.run(connection ->
                Database.update(connection, "update cxw_load set state = 'PUBLISHING' where load_id = ?", loadId));
    }

    /**
     * Records the end of a load, and writes its files for readers. A load in state PUBLISHING keeps that state unless
     * {@code state} is PUBLISHED.
     */
    public void end(String loadId, Load.State state, String message) {
        Optional<Load> load = load(loadId);
        writes.run(connection -> {
            if (state == Load.State.PUBLISHED && load.isPresent()) {
                FileLedger.markVisible(connection, load.get());
            }
            return Database.update(
                    connection,
                    "update cxw_load set state = case when state = 'PUBLISHING' and ? <> 'PUBLISHED' then state else ?"
                            + " end, ended_at = ?, message = ? where load_id = ?",
                    state.name(),
                    state.name(),
                    OffsetDateTime.now(ZoneOffset.UTC),
                    message,
                    loadId);
        });
        load(loadId).ifPresent(this::export);
    }

    /**
     * Records why a load did not end as published.
     *
     * @return the same fault; or the one that kept it from being recorded, such as a lease that another run took
     */
    public Fault end(String loadId, Fault fault) {
        Load.State state = fault.kind() == Fault.Kind.REFUSED ? Load.State.REFUSED : Load.State.FAILED;
        try {
            end(loadId, state, fault.getMessage());
            return fault;
        } catch (Fault unrecorded) {
            unrecorded.addSuppressed(fault);
            return unrecorded;
        }
    }

    /** Writes the files of a date that no source reads, in place of the list that was written before. */
    public void writeUnclaimed(LocalDate date, List<LedgerFile> unclaimed) {
        String path = file(date, "unclaimed");
        if (!unclaimed.isEmpty()) {
            StringBuilder lines = new StringBuilder();
            unclaimed.forEach(one -> lines.append(json(FileLedger.row(one))).append('\n'));
            store.writeText(path, lines.toString());
        } else if (store.exists(path)) {
            store.delete(path);
        }
    }

    /** The assemble load that started to publish and has not ended. */
    public Optional<Load> publishingLoad() {
        return database.query(Ledger::load, LOAD + "where state = 'PUBLISHING' and source = ?", Load.ASSEMBLE).stream()
                .findFirst();
    }

    /** The source loads that an assemble load takes in. */
    public List<Load> inputs(String loadId) {
        return database.query(row -> row.getString(1), "select inputs from cxw_load where load_id = ?", loadId).stream()
                .flatMap(String::lines)
                .flatMap(input -> load(input).stream())
                .toList();
    }

    /**
     * Records in one transaction that an assemble load has taken in the rows of these loads, and which tables it built.
     * A table that is not among the built ones, because the load refused it or did not declare it, counts as not built:
     * it lacks these rows.
     *
     * @param builds by built table, the digest of the declaration that its published rows were built by
     */
    public void markAssembled(List<String> loadIds, String assembleId, Map<String, String> builds) {
        writes.run(connection -> {
            for (String loadId : loadIds) {
                Database.update(
                        connection, "update cxw_load set assembled_in = ? where load_id = ?", assembleId, loadId);
            }
            Database.update(connection, "delete from cxw_build");
            for (Map.Entry<String, String> build : builds.entrySet()) {
                Database.update(
                        connection,
                        "insert into cxw_build (table_name, digest) values (?, ?)",
                        build.getKey(),
                        build.getValue());
            }
            return null;
        });
    }

    /** By table, the digest of the declaration that its published rows were built by. */
    public Map<String, String> builds() {
        Map<String, String> builds = new TreeMap<>();
        database.query(
                row -> builds.put(row.getString(1), row.getString(2)), "select table_name, digest from cxw_build");
        return builds;
    }

    public Optional<Load> load(String loadId) {
        return database.query(Ledger::load, LOAD + "where load_id = ?", loadId).stream()
                .findFirst();
    }

    /** The loads of one business date, sorted by source and time of start. */
    public List<Load> loads(LocalDate date) {
        return database.query(Ledger::load, LOAD + "where business_date = ? order by source, started_at", date);
    }

    /** The loads of one source and business date, oldest first. */
    public List<Load> loads(String source, LocalDate date) {
        return database.query(
                Ledger::load, LOAD + "where source = ? and business_date = ? order by started_at", source, date);
    }

    /** The last business date before {@code date} on which each source delivered, by source. */
    public Map<String, LocalDate> lastDeliveryDates(LocalDate date) {
        Map<String, LocalDate> last = new TreeMap<>();
        database.query(
                        Ledger::load,
                        LOAD + "where source <> ? and business_date < ? order by business_date",
                        Load.ASSEMBLE,
                        date)
                .forEach(load -> last.put(load.source(), load.businessDate()));
        return last;
    }

    /** Published source loads that no assemble load has taken in, oldest business date first. */
    public List<Load> pendingLoads() {
        return database.query(
                Ledger::load,
                LOAD
                        + "where state = 'PUBLISHED' and source <> ? and assembled_in is null order by business_date, source",
                Load.ASSEMBLE);
    }

    /** The load whose rows are now in the table of a source for a business date. */
    public Optional<Load> publishedLoad(String source, LocalDate date) {
        return database
                .query(
                        Ledger::load,
                        LOAD + "where state = 'PUBLISHED' and source = ? and business_date = ? order by ended_at desc",
                        source,
                        date)
                .stream()
                .findFirst();
    }

    /** True when an assemble load has taken in a delivery of this source and date. */
    public boolean isAssembled(String source, LocalDate date) {
        return isAnyAssembled("source = ? and business_date = ?", source, date);
    }

    /** True when an assemble load has taken in a delivery of this source with a later date. */
    public boolean isAssembledAfter(String source, LocalDate date) {
        return isAnyAssembled("source = ? and business_date > ?", source, date);
    }

    private boolean isAnyAssembled(String where, Object... values) {
        return !database.query(Ledger::load, LOAD + "where assembled_in is not null and " + where, values)
                .isEmpty();
    }

    /** The newest published load of a source, or of {@link Load#ASSEMBLE}, other than the load {@code except}. */
    public Optional<Load> lastPublishedLoad(String source, String except) {
        return database
                .query(
                        Ledger::load,
                        LOAD
                                + "where state = 'PUBLISHED' and source = ? and load_id <> ? order by ended_at desc, load_id desc",
                        source,
                        except)
                .stream()
                .findFirst();
    }

    /** The newest published assemble loads, the newest first. */
    public List<Load> lastPublishes(int count) {
        return database.query(
                Ledger::load,
                LOAD + "where state = 'PUBLISHED' and source = ? order by ended_at desc, load_id desc limit ?",
                Load.ASSEMBLE,
                count);
    }

    /** The ids of loads that ended at an instant or later, or have not ended. */
    public Set<String> loadsSince(Instant since) {
        return Set.copyOf(database.query(
                row -> row.getString(1),
                "select load_id from cxw_load where ended_at is null or ended_at >= ?",
                since.atOffset(ZoneOffset.UTC)));
    }

    private void export(Load load) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("load_id", load.loadId());
        row.put("business_date", load.businessDate());
        row.put("source", load.source());
        row.put("state", load.state().name().toLowerCase(java.util.Locale.ROOT));
        row.put("started_at", load.startedAt());
        row.put("ended_at", load.endedAt());
        row.put("message", load.message());
        store.writeText("load/business_date=" + load.businessDate() + "/" + load.source() + ".jsonl", json(row) + "\n");
        if (!load.source().equals(Load.ASSEMBLE)) {
            StringBuilder lines = new StringBuilder();
            files.filesOf(load.source(), load.businessDate())
                    .forEach(file -> lines.append(json(FileLedger.row(file.withLoadState(load.state()))))
                            .append('\n'));
            store.writeText(file(load.businessDate(), load.source()), lines.toString());
        }
    }

    private static String file(LocalDate date, String name) {
        return "file/business_date=" + date + "/" + name + ".jsonl";
    }

    private static Load load(ResultSet row) throws SQLException {
        return new Load(
                row.getString(1),
                row.getObject(2, LocalDate.class),
                row.getString(3),
                Load.State.valueOf(row.getString(4)),
                instant(row, 5),
                instant(row, 6),
                row.getString(7),
                row.getString(8));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
