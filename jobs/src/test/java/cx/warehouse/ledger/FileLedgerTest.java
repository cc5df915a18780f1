package cx.warehouse.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.testing.LocalWarehouse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests which files count as seen before: only those of published loads. */
class FileLedgerTest {

    private static final String SOURCE = "ga4_event";
    private static final LocalDate DATE = LocalDate.of(2026, 4, 7);

    @TempDir
    Path folder;

    private LocalWarehouse warehouse;
    private Ledger ledger;

    @BeforeEach
    void open() {
        warehouse = LocalWarehouse.in(folder);
        ledger = new Ledger(warehouse.database(), warehouse.root());
    }

    @AfterEach
    void close() {
        warehouse.close();
    }

    @Test
    void aFileOfARefusedLoadIsNotVisible() {
        load("first", Load.State.PUBLISHED, "a");
        load("second", Load.State.REFUSED, "a", "b");
        assertThat(ledger.files().firstBefore(SOURCE, "b", DATE.plusDays(1))).isEmpty();
        assertThat(ledger.files().firstBefore(SOURCE, "a", DATE.plusDays(1))).isPresent();
        load("third", Load.State.PUBLISHED, "a", "b");
        assertThat(ledger.files().firstBefore(SOURCE, "b", DATE.plusDays(1)))
                .get()
                .extracting(LedgerFile::loadId)
                .isEqualTo("third");
        assertThat(ledger.files().firstBefore(SOURCE, "b", DATE)).isEmpty();
    }

    @Test
    void aFileStaysVisibleUntilItsRejectionIsPublished() {
        load("first", Load.State.PUBLISHED, "a");
        ledger.start("second", DATE, SOURCE, null);
        ledger.files().note(List.of(file(DATE, "a", "a", "rejected", "second")));
        ledger.end("second", Load.State.FAILED, null);
        assertThat(ledger.files().firstBefore(SOURCE, "a", DATE.plusDays(1)))
                .get()
                .extracting(LedgerFile::outcome, LedgerFile::read, LedgerFile::loadId)
                .containsExactly("loaded", 1L, "first");
        ledger.end("second", Load.State.PUBLISHED, null);
        assertThat(ledger.files().firstBefore(SOURCE, "a", DATE.plusDays(1))).isEmpty();
    }

    @Test
    void otherBytesUnderTheSameNameAreAnotherFile() {
        load("first", Load.State.PUBLISHED, "a");
        ledger.start("second", DATE, SOURCE, null);
        ledger.files().note(List.of(file(DATE, "a", "other", "landed", "second")));
        assertThat(ledger.files().firstBefore(SOURCE, "other", DATE.plusDays(1)))
                .isEmpty();
        assertThat(ledger.files().firstBefore(SOURCE, "a", DATE.plusDays(1))).isPresent();
    }

    @Test
    void filesOfAnOlderLedgerAreBackfilledAsVisible() {
        load("first", Load.State.PUBLISHED, "a");
        load("other", DATE.plusDays(1), Load.State.REFUSED, "b");
        warehouse.database().execute("delete from cxw_visible");
        assertThat(ledger.files().firstBefore(SOURCE, "a", DATE.plusDays(2))).isEmpty();
        ledger.files().backfillVisible();
        assertThat(ledger.files().firstBefore(SOURCE, "a", DATE.plusDays(2))).isPresent();
        assertThat(ledger.files().firstBefore(SOURCE, "b", DATE.plusDays(2))).isEmpty();
        ledger.files().backfillVisible();
    }

    @Test
    void readersSeeTheFilesOfARefusedLoadAsRefused() {
        load("first", Load.State.REFUSED, "a");
        String path = "file/business_date=" + DATE + "/" + SOURCE + ".jsonl";
        assertThat(warehouse.root().folder("ledger").readText(path)).contains("\"outcome\":\"refused\"");
        load("first", Load.State.PUBLISHED, "a");
        assertThat(warehouse.root().folder("ledger").readText(path)).contains("\"outcome\":\"loaded\"");
    }

    private void load(String loadId, Load.State end, String... contents) {
        load(loadId, DATE, end, contents);
    }

    private void load(String loadId, LocalDate date, Load.State end, String... contents) {
        ledger.start(loadId, date, SOURCE, null);
        ledger.files()
                .note(List.of(contents).stream()
                        .map(content -> file(date, content, content, "loaded", loadId))
                        .toList());
        ledger.end(loadId, end, null);
    }

    private static LedgerFile file(LocalDate date, String name, String content, String outcome, String loadId) {
        return new LedgerFile(
                SOURCE,
                date,
                date + "/ga4/" + name,
                content,
                1,
                content,
                outcome,
                1,
                1,
                0,
                0,
                0,
                new TreeMap<>(),
                List.of(),
                null,
                loadId);
    }
}
