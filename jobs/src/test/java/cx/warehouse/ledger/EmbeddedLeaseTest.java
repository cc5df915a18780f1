package cx.warehouse.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cx.warehouse.files.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lease in an embedded database, which one process holds alone: a lease found there is a dead run's. */
class EmbeddedLeaseTest {
    private static final Duration LONG = Duration.ofHours(1);

    @TempDir
    Path folder;

    private Database database;

    @BeforeEach
    void open() {
        database = new Database(Database.embeddedUrl(folder.resolve("cxw").toString()), "", "");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aLeaseOfADeadRunIsTakenAtOnce() {
        Lease dead = Lease.take(database, LONG);
        try (Lease next = Lease.take(database, LONG)) {
            next.ensureHeld();
            assertThatThrownBy(dead::ensureHeld)
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.BUSY))
                    .hasMessage(
                            "Cannot publish: another run took over the warehouse while this run was stalled. Nothing more"
                                    + " is published here; run the same command again.");
        }
        dead.close();
    }

    @Test
    void tokensOnlyGrow() {
        for (long token = 1; token <= 3; token++) {
            try (Lease lease = Lease.take(database, LONG)) {
                lease.ensureHeld();
                assertThat(token()).isEqualTo(token);
            }
        }
        close();
        open();
        Lease.take(database, LONG).close();
        assertThat(token()).isEqualTo(4);
    }

    @Test
    void aClosedLeaseIsFreeAndMayBeClosedAgain() {
        Lease lease = Lease.take(database, LONG);
        assertThat(isFree()).isFalse();
        lease.close();
        assertThat(isFree()).isTrue();
        lease.close();
        assertThat(isFree()).isTrue();
    }

    @Test
    void anOldHolderDoesNotFreeTheLeaseOfTheNext() {
        Lease old = Lease.take(database, LONG);
        try (Lease next = Lease.take(database, LONG)) {
            old.close();
            assertThat(isFree()).isFalse();
            next.ensureHeld();
        }
        assertThat(isFree()).isTrue();
    }

    private long token() {
        return query("select token from cxw_lease").get(0);
    }

    private boolean isFree() {
        return query("select count(*) from cxw_lease where until_at is not null")
                        .get(0)
                == 0;
    }

    private List<Long> query(String sql) {
        return database.query(row -> row.getLong(1), sql);
    }
}
