package cx.warehouse.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import cx.warehouse.files.FileStore;
import cx.warehouse.files.S3Settings;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notes of delivered files: kept whole, replaced by the next load, and searched. */
class FileNotesTest {
    private static final String SOURCE = "ga4_event";
    private static final LocalDate DATE = LocalDate.of(2026, 4, 7);

    @TempDir
    Path folder;

    private Database database;
    private Ledger ledger;
    private FileLedger files;

    @BeforeEach
    void open() {
        database = new Database(Database.embeddedUrl(folder.resolve("state/cxw").toString()), "", "");
        ledger = new Ledger(database, FileStore.at(folder.toString(), new S3Settings(null, null, false)));
        files = ledger.files();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aNoteComesBackWhole() {
        LedgerFile file = new LedgerFile(
                SOURCE,
                DATE,
                DATE + "/ga4/Übersicht\n.csv",
                "sha",
                5_000_000_000L,
                "tag",
                "loaded",
                10,
                5,
                3,
                1,
                1,
                new TreeMap<>(Map.of("EUR", new BigDecimal("12345678901234567.89"), "JPY", new BigDecimal("0"))),
                List.of("added: colour", "missing: \"x\""),
                "said",
                "load");
        files.note(List.of(file));
        assertThat(files.filesOf(SOURCE, DATE)).containsExactly(file);
    }

    @Test
    void theNextNoteOfAFileReplacesTheLast() {
        files.note(List.of(file(DATE, "b", "1", "landed", 1), file(DATE, "a", "2", "landed", 2)));
        files.note(List.of(file(DATE, "b", "1", "loaded", 1)));
        assertThat(files.filesOf(SOURCE, DATE))
                .extracting(LedgerFile::name, LedgerFile::outcome)
                .containsExactly(tuple("a", "landed"), tuple("b", "loaded"));
        assertThat(files.filesOf(SOURCE, DATE.plusDays(1))).isEmpty();
        assertThat(files.filesOf("x_post", DATE)).isEmpty();
    }

    @Test
    void bytesAndRowsAreAddedUpByDelivery() {
        assertThat(files.bytes()).isZero();
        assertThat(files.largestDeliveryBytes(SOURCE)).isZero();
        files.note(List.of(
                file(DATE, "a", "1", "loaded", 10),
                file(DATE, "b", "2", "loaded", 20),
                file(DATE.plusDays(1), "a", "3", "loaded", 25)));
        assertThat(files.bytes()).isEqualTo(55);
        assertThat(files.rows()).isEqualTo(3);
        assertThat(files.largestDeliveryBytes(SOURCE)).isEqualTo(30);
        assertThat(files.largestDeliveryRows(SOURCE)).isEqualTo(2);
        assertThat(files.largestDeliveryBytes("x_post")).isZero();
        assertThat(files.largestDeliveryRows("x_post")).isZero();
    }

    @Test
    void rejectedFilesAndFilesWithRejectsAreQuarantined() {
        LedgerFile some = new LedgerFile(
                SOURCE,
                DATE,
                DATE + "/ga4/some",
                "4",
                1,
                "t",
                "loaded",
                2,
                1,
                1,
                0,
                0,
                new TreeMap<>(),
                List.of(),
                null,
                "load");
        files.note(
                List.of(file(DATE.plusDays(1), "z", "1", "rejected", 1), some, file(DATE, "good", "2", "loaded", 1)));
        assertThat(files.quarantinedFiles()).extracting(LedgerFile::name).containsExactly("some", "z");
    }

    @Test
    void theFirstVisibleFileOfAContentIsFound() {
        load("two", DATE.plusDays(1), file(DATE.plusDays(1), "late", "same", "loaded", 1));
        load("one", DATE, file(DATE, "b", "same", "loaded", 1), file(DATE, "a", "same", "loaded", 1));
        assertThat(files.firstBefore(SOURCE, "same", DATE.plusDays(5)))
                .map(LedgerFile::name)
                .contains("a");
        assertThat(files.firstBefore(SOURCE, "same", DATE)).isEmpty();
        assertThat(files.firstBefore("x_post", "same", DATE.plusDays(5))).isEmpty();
    }

    @Test
    void filesLoadedAfterALaterCopyAreOutOfOrder() {
        load("two", DATE.plusDays(1), file(DATE.plusDays(1), "copy", "same", "loaded", 1));
        assertThat(outOfOrder()).isEmpty();
        load("one", DATE, file(DATE, "first", "same", "loaded", 1));
        assertThat(outOfOrder()).extracting(LedgerFile::name).containsExactly("copy");
        assertThat(files.outOfOrderFiles(SOURCE, DATE, DATE)).isEmpty();
    }

    @Test
    void repeatsWhoseFirstIsGoneAreOutOfOrder() {
        load("one", DATE, file(DATE, "first", "same", "loaded", 1));
        load("two", DATE.plusDays(1), file(DATE.plusDays(1), "copy", "same", "repeated", 1));
        assertThat(outOfOrder()).isEmpty();
        load("again", DATE, file(DATE, "first", "other", "loaded", 1));
        assertThat(outOfOrder()).extracting(LedgerFile::name).containsExactly("copy");
    }

    @Test
    void repeatsOfTheirOwnDateAreInOrder() {
        load("one", DATE, file(DATE, "a", "same", "loaded", 1), file(DATE, "b", "same", "repeated", 1));
        assertThat(outOfOrder()).isEmpty();
    }

    @Test
    void filesThatAreRejectedNowAreNoLongerVisible() {
        load("one", DATE, file(DATE, "a", "same", "loaded", 1));
        load("two", DATE, file(DATE, "a", "same", "rejected", 1));
        assertThat(files.firstBefore(SOURCE, "same", DATE.plusDays(1))).isEmpty();
    }

    private List<LedgerFile> outOfOrder() {
        return files.outOfOrderFiles(SOURCE, DATE, DATE.plusDays(9));
    }

    private void load(String loadId, LocalDate date, LedgerFile... noted) {
        ledger.start(loadId, date, SOURCE, "");
        files.note(List.of(noted).stream().map(file -> of(loadId, file)).toList());
        ledger.end(loadId, Load.State.PUBLISHED, null);
    }

    private static LedgerFile of(String loadId, LedgerFile file) {
        return new LedgerFile(
                SOURCE,
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
                file.money(),
                file.drift(),
                file.message(),
                loadId);
    }

    private static LedgerFile file(LocalDate date, String name, String sha256, String outcome, long bytes) {
        return new LedgerFile(
                SOURCE,
                date,
                date + "/ga4/" + name,
                sha256,
                bytes,
                "tag",
                outcome,
                1,
                1,
                0,
                0,
                0,
                new TreeMap<>(),
                List.of(),
                null,
                "load");
    }
}
