package cx.warehouse.ledger;

import cx.warehouse.files.Fault;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right of one run to write the warehouse. It is renewed while the run lives; each holder has a token greater than
 * that of all earlier holders.
 */
public final class Lease implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);
    private static final String NAME = "warehouse";
    private static final String DUPLICATE_KEY = "23505";

    private record Holder(long token, String owner, Instant until) {}

    private final Database database;
    private final Duration term;
    private final long token;
    private final ScheduledExecutorService heartbeat;

    private Lease(Database database, Duration term, long token) {
        this.database = database;
        this.term = term;
        this.token = token;
        this.heartbeat = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "lease");
            thread.setDaemon(true);
            return thread;
        });
        long pause = Math.max(1, term.toMillis() / 4);
        var unused = heartbeat.scheduleAtFixedRate(this::renew, pause, pause, TimeUnit.MILLISECONDS);
    }

    /**
     * Takes the lease. Only one process can open the embedded database, so a lease found there belongs to a run that
     * has died.
     *
     * @param term time after which the lease ends unless it is renewed
     * @throws Fault BUSY when another run holds it
     */
    public static Lease take(Database database, Duration term) {
        String owner = ManagementFactory.getRuntimeMXBean().getName();
        ensureRow(database);
        long token = database.transaction(connection -> {
            Holder held = readHolder(connection);
            Instant now = now(connection);
            if (!database.isEmbedded() && held.until() != null && held.until().isAfter(now)) {
                throw new Fault(
                        Fault.Kind.BUSY,
                        "Another run holds the warehouse: " + held.owner() + ", at least until " + held.until()
                                + ". Wait for it to end, then run the same command again.");
            }
            Database.update(
                    connection,
                    "update cxw_lease set token = ?, owner = ?, until_at = ? where name = ?",
                    held.token() + 1,
                    owner,
                    utc(now.plus(term)),
                    NAME);
            return held.token() + 1;
        });
        return new Lease(database, term, token);
    }

    /**
     * Checks that this run may still publish, and renews the lease.
     *
     * @throws Fault BUSY when another run took the lease in the meantime
     */
    public void ensureHeld() {
        write(connection -> null);
        renew();
    }

    /**
     * Runs work on the database in one transaction, in which no other run can take the lease.
     *
     * @throws Fault BUSY when another run took the lease before; then nothing is done
     */
    public <T> T write(Database.Work<T> work) {
        return database.transaction(connection -> {
            if (readHolder(connection).token() != token) {
                throw new Fault(
                        Fault.Kind.BUSY,
                        "Cannot publish: another run took over the warehouse while this run was stalled. Nothing more is"
                                + " published here; run the same command again.");
            }
            return work.run(connection);
        });
    }

    @Override
    public void close() {
        heartbeat.shutdownNow();
        database.execute("update cxw_lease set until_at = null where name = ? and token = ?", NAME, token);
    }

    /**
     * Renews the lease. A failure is only logged, because an exception would end the schedule and with it the lease.
     */
    private void renew() {
        try {
            database.transaction(connection -> Database.update(
                    connection,
                    "update cxw_lease set until_at = ? where name = ? and token = ?",
                    utc(now(connection).plus(term)),
                    NAME,
                    token));
        } catch (RuntimeException e) {
            LOG.warn("Cannot renew the lease, will try again: {}", e.getMessage());
        }
    }

    /** Makes the one row of the table; another run may make it at the same moment. */
    private static void ensureRow(Database database) {
        try {
            database.execute(
                    "insert into cxw_lease (name, token) select ?, 0 where not exists (select 1 from cxw_lease where name = ?)",
                    NAME,
                    NAME);
        } catch (Fault e) {
            if (!(e.getCause() instanceof SQLException cause) || !DUPLICATE_KEY.equals(cause.getSQLState())) {
                throw e;
            }
        }
    }

    private static Holder readHolder(Connection connection) throws SQLException {
        List<Holder> rows = Database.query(
                connection,
                row -> {
                    OffsetDateTime until = row.getObject(3, OffsetDateTime.class);
                    return new Holder(row.getLong(1), row.getString(2), until == null ? null : until.toInstant());
                },
                "select token, owner, until_at from cxw_lease where name = ? for update",
                NAME);
        return rows.get(0);
    }

    /** The time of the database, because the clocks of two hosts may differ by more than a lease is long. */
    private static Instant now(Connection connection) throws SQLException {
        return Database.query(
                        connection,
                        row -> row.getObject(1, OffsetDateTime.class).toInstant(),
                        "select current_timestamp")
                .get(0);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
