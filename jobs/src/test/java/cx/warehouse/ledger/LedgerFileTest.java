package cx.warehouse.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.conform.delivery.FileReport;
import cx.warehouse.conform.delivery.RepeatedRows;
import cx.warehouse.files.FileStore;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerFileTest {
    private static final LocalDate DATE = LocalDate.of(2026, 4, 7);
    private static final LedgerFile LANDED = LedgerFile.forLanded(
            "awin_transaction", DATE, new FileStore.Entry("2026-04-07/awin/a.json", 7, "tag"), "sha", "load-1");

    @Test
    void aLandedFileIsItsBytesAndNoRows() {
        assertThat(LANDED.name()).isEqualTo("a.json");
        assertThat(LANDED.outcome()).isEqualTo("landed");
        assertThat(LANDED.bytes()).isEqualTo(7);
        assertThat(LANDED.read() + LANDED.loaded() + LANDED.quarantined()).isZero();
        assertThat(LANDED.money()).isEmpty();
        assertThat(LANDED.message()).isNull();
    }

    @Test
    void anUnclaimedFileHasNoSourceAndNoLoad() {
        LedgerFile file = LedgerFile.forUnclaimed(DATE, new FileStore.Entry("x", 1, "tag"), "no such vendor");
        assertThat(file.source()).isNull();
        assertThat(file.loadId()).isNull();
        assertThat(file.outcome()).isEqualTo("unclaimed");
        assertThat(file.message()).isEqualTo("no such vendor");
    }

    @Test
    void aReportGivesAFileItsRowsAndItsOutcome() {
        FileReport report = new FileReport(
                "2026-04-07/awin/a.json",
                "awin_transaction",
                FileReport.FileOutcome.LOADED,
                10,
                6,
                2,
                1,
                1,
                new TreeMap<>(Map.of("EUR", BigDecimal.TEN)),
                List.of("added: colour"),
                "note",
                RepeatedRows.NONE);
        LedgerFile file = LANDED.withReport(report, "load-2");
        assertThat(file.outcome()).isEqualTo("loaded");
        assertThat(List.of(file.read(), file.loaded(), file.quarantined(), file.duplicates(), file.leftOut()))
                .containsExactly(10L, 6L, 2L, 1L, 1L);
        assertThat(file.money()).containsEntry("EUR", BigDecimal.TEN);
        assertThat(file.drift()).containsExactly("added: colour");
        assertThat(file.message()).isEqualTo("note");
        assertThat(file.loadId()).isEqualTo("load-2");
        assertThat(file.sha256()).isEqualTo("sha");
    }

    @Test
    void rowsOfARepeatAreDuplicatesOfTheFirst() {
        LedgerFile repeat = LANDED.asRepeatOf(counted("loaded", null), "load-2");
        assertThat(repeat.outcome()).isEqualTo("repeated");
        assertThat(List.of(repeat.read(), repeat.loaded(), repeat.quarantined(), repeat.duplicates(), repeat.leftOut()))
                .containsExactly(10L, 0L, 0L, 9L, 1L);
        assertThat(repeat.money()).isEmpty();
        assertThat(repeat.message()).isEqualTo("the same content as 2026-04-06/awin/first.json");
        assertThat(repeat.loadId()).isEqualTo("load-2");
    }

    @Test
    void aRepeatOfARejectedFileIsRejectedForTheSameReason() {
        LedgerFile repeat = LANDED.asRepeatOf(counted("rejected", "is an HTML page"), "load-2");
        assertThat(repeat.outcome()).isEqualTo("rejected");
        assertThat(repeat.message()).isEqualTo("is an HTML page");
    }

    @ParameterizedTest
    @CsvSource({
        "loaded, REFUSED, refused",
        "loaded, FAILED, failed",
        "landed, FAILED, failed",
        "loaded, PUBLISHED, loaded",
        "loaded, PUBLISHING, loaded",
        "landed, RUNNING, landed",
        "rejected, REFUSED, rejected",
        "repeated, FAILED, repeated",
        "waiting, REFUSED, waiting"
    })
    void filesOfAStoppedLoadAreNotLoaded(String outcome, Load.State state, String shown) {
        LedgerFile file = counted(outcome, "said").withLoadState(state);
        assertThat(file.outcome()).isEqualTo(shown);
        assertThat(file.message()).isEqualTo("said");
        assertThat(file.read()).isEqualTo(10);
    }

    @Test
    void namesThatATerminalWouldObeyAreShownHarmless() {
        assertThat(LedgerFile.toDisplayPath("a\u001b[2Jb\nc\u202ed\u2028e.csv")).isEqualTo("a?[2Jb?c?d?e.csv");
        assertThat(LedgerFile.toDisplayPath("Übersicht (1) 日本.csv")).isEqualTo("Übersicht (1) 日本.csv");
    }

    private static LedgerFile counted(String outcome, String message) {
        return new LedgerFile(
                "awin_transaction",
                DATE.minusDays(1),
                "2026-04-06/awin/first.json",
                "sha",
                7,
                "tag",
                outcome,
                10,
                6,
                2,
                1,
                1,
                new TreeMap<>(Map.of("EUR", BigDecimal.TEN)),
                List.of("added: colour"),
                message,
                "load-0");
    }
}
