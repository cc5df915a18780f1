package cx.warehouse.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cx.warehouse.files.Fault;
import cx.warehouse.files.FileStore;
import cx.warehouse.files.S3Settings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the lease of a warehouse whose database is PostgreSQL, where several hosts may want to write. */
class LeaseTest {

    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofHours(1);

    private static EmbeddedPostgres postgres;
    private static Database here;
    private static Database elsewhere;

    @BeforeAll
    static void openTwoHosts() throws IOException {
        postgres = EmbeddedPostgres.start();
        String url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
        here = new Database(url, "postgres", "");
        elsewhere = new Database(url, "postgres", "");
    }

    @AfterAll
    static void closeAll() throws IOException {
        here.close();
        elsewhere.close();
        postgres.close();
    }

    @BeforeEach
    void releaseLease() {
        here.execute("update cxw_lease set until_at = null");
    }

    @Test
    void aSecondRunIsRefusedWhileTheFirstRenews() throws InterruptedException {
        try (Lease held = Lease.take(here, SHORT)) {
            assertBusy();
            Thread.sleep(2 * SHORT.toMillis());
            assertBusy();
            held.ensureHeld();
        }
        Lease.take(elsewhere, SHORT).close();
    }

    @Test
    void anExpiredLeaseIsTakenOverAndItsHolderIsFenced() {
        try (Lease old = Lease.take(here, LONG)) {
            assertBusy();
            here.execute("update cxw_lease set until_at = current_timestamp - interval '1 second'");
            Lease next = Lease.take(elsewhere, LONG);
            next.ensureHeld();
            assertThatThrownBy(old::ensureHeld)
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.BUSY))
                    .hasMessageStartingWith("Cannot publish: another run took over the warehouse");
            old.close();
            next.ensureHeld();
            assertBusy();
            next.close();
        }
        Lease.take(elsewhere, SHORT).close();
    }

    @Test
    void aRunThatLostItsLeaseCannotWriteOverTheLedgerOfTheNext(@TempDir Path folder) {
        FileStore root = FileStore.at(folder.toString(), new S3Settings(null, null, false));
        LocalDate date = LocalDate.of(2026, 4, 7);
        try (Lease old = Lease.take(here, LONG)) {
            Ledger stalled = new Ledger(here, root, old);
            stalled.start("2026-04-07-shop-1", date, "shop", null);
            here.execute("update cxw_lease set until_at = current_timestamp - interval '1 second'");
            try (Lease next = Lease.take(elsewhere, LONG)) {
                Ledger winner = new Ledger(elsewhere, root, next);
                winner.start("2026-04-07-shop-1", date, "shop", null);
                winner.end("2026-04-07-shop-1", Load.State.PUBLISHED, null);
                assertThatThrownBy(() -> stalled.end("2026-04-07-shop-1", Load.State.FAILED, "stalled"))
                        .isInstanceOfSatisfying(
                                Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.BUSY));
                assertThat(winner.load("2026-04-07-shop-1").orElseThrow().state())
                        .isEqualTo(Load.State.PUBLISHED);
                assertThat(root.readText("ledger/load/business_date=2026-04-07/shop.jsonl"))
                        .contains("\"published\"");
            }
        }
    }

    @Test
    void ofManyTakersOfANewDatabaseOneWins() throws InterruptedException, ExecutionException {
        here.execute("delete from cxw_lease");
        ExecutorService takers = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Lease>> tries = new ArrayList<>();
            for (int taker = 0; taker < 8; taker++) {
                Database host = taker % 2 == 0 ? here : elsewhere;
                tries.add(() -> takeOrNull(host));
            }
            List<Lease> taken = new ArrayList<>();
            for (Future<Lease> one : takers.invokeAll(tries)) {
                taken.add(one.get());
            }
            assertThat(taken).filteredOn(Objects::nonNull).singleElement().satisfies(lease -> {
                lease.ensureHeld();
                lease.close();
            });
        } finally {
            takers.shutdownNow();
        }
    }

    @Test
    void aHolderThatIsAwakeAgainDoesNotLengthenTheLeaseOfTheNext() throws InterruptedException {
        try (Lease old = Lease.take(here, SHORT)) {
            here.execute("update cxw_lease set token = token + 1, until_at = null");
            Thread.sleep(SHORT.toMillis());
            assertThat(here.query(row -> row.getObject(1), "select until_at from cxw_lease where until_at is not null"))
                    .isEmpty();
            assertThatThrownBy(old::ensureHeld).isInstanceOf(Fault.class);
        }
    }

    private static Lease takeOrNull(Database host) {
        try {
            return Lease.take(host, LONG);
        } catch (Fault busy) {
            assertThat(busy.kind()).as(busy.getMessage()).isEqualTo(Fault.Kind.BUSY);
            return null;
        }
    }

    private static void assertBusy() {
        assertThatThrownBy(() -> Lease.take(elsewhere, SHORT))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.BUSY))
                .hasMessageMatching("Another run holds the warehouse: \\d+@\\S+, at least until 20\\S+Z\\."
                        + " Wait for it to end, then run the same command again\\.");
    }
}
