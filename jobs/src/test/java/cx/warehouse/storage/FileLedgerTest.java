package cx.warehouse.storage;

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

/** Which files count as seen before: those of loads that are published. */
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
    void aFileOfARefusedLoadIsNotSeenThoughAnEarlierLoadOfItsDateIs() {
        load("first", Load.State.PUBLISHED, "a");
        load("second", Load.State.REFUSED, "a", "b");
        assertThat(ledger.files().firstBefore(SOURCE, "b", DATE.plusDays(1))).isEmpty();
        load("third", Load.State.PUBLISHED, "a", "b");
        assertThat(ledger.files().firstBefore(SOURCE, "b", DATE.plusDays(1)))
                .get()
                .extracting(LedgerFile::loadId)
                .isEqualTo("third");
        assertThat(ledger.files().firstBefore(SOURCE, "b", DATE)).isEmpty();
    }

    @Test
    void readersSeeTheFilesOfARefusedLoadAsRefused() {
        load("first", Load.State.REFUSED, "a");
        String path = "file/business_date=" + DATE + "/" + SOURCE + ".jsonl";
        assertThat(warehouse.root().in("ledger").readText(path)).contains("\"outcome\":\"refused\"");
        load("first", Load.State.PUBLISHED, "a");
        assertThat(warehouse.root().in("ledger").readText(path)).contains("\"outcome\":\"loaded\"");
    }

    private void load(String loadId, Load.State end, String... contents) {
        ledger.start(loadId, DATE, SOURCE, null);
        ledger.files()
                .note(List.of(contents).stream()
                        .map(content -> file(content, loadId))
                        .toList());
        ledger.end(loadId, end, null);
    }

    private static LedgerFile file(String content, String loadId) {
        return new LedgerFile(
                SOURCE,
                DATE,
                DATE + "/ga4/" + content,
                content,
                1,
                content,
                "loaded",
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
