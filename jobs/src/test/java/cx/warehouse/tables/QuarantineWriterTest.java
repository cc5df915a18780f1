package cx.warehouse.tables;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.conform.delivery.LandedFile;
import cx.warehouse.conform.delivery.QuarantinedRow;
import cx.warehouse.conform.delivery.QuarantinedRow.QuarantineReason;
import cx.warehouse.conform.delivery.QuarantinedRow.ReasonCode;
import cx.warehouse.files.FileStore;
import cx.warehouse.files.S3Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarantineWriterTest {
    private static final LandedFile FILE =
            new LandedFile("2026-04-07/awin/a.zip", "sha", LocalDate.of(2026, 4, 7), 7, "load-1");
    private static final String PLACE = "quarantine/source=awin_transaction/a.jsonl";

    @TempDir
    Path folder;

    private FileStore store;

    @BeforeEach
    void open() {
        store = FileStore.at(folder.toString(), new S3Settings(null, null, false));
    }

    @Test
    void aRowIsKeptWithItsTextAndEveryReason() throws IOException {
        write(row(
                3,
                "a;\"ü\"\tb",
                new QuarantineReason(ReasonCode.NUMBER, "cost", "n/a", "cost: 'n/a' is not a decimal(18,2)"),
                new QuarantineReason(ReasonCode.COLUMN_COUNT, null, null, "has 3 cells, not 4")));
        assertThat(store.readText(PLACE)).isEqualTo("""
                {"business_date":"2026-04-07","source":"awin_transaction","path":"2026-04-07/awin/a.zip","member":"a.csv",\
                "line":3,"raw":"a;\\"ü\\"\\tb","reasons":[{"code":"NUMBER","column":"cost","value":"n/a",\
                "message":"cost: 'n/a' is not a decimal(18,2)"},{"code":"COLUMN_COUNT","column":null,"value":null,\
                "message":"has 3 cells, not 4"}],"load_id":"load-1"}
                """);
    }

    @Test
    void everyRowIsALineWhateverItsTextHolds() throws IOException {
        write(row(1, "one\ntwo\r\n"), row(2, "\u0000\u2028"), row(3, ""), row(4, null));
        assertThat(store.readText(PLACE).split("\n")).hasSize(4);
        assertThat(store.readText(PLACE)).contains("\"raw\":\"one\\ntwo\\r\\n\"", "\"raw\":\"\"", "\"raw\":null");
    }

    @Test
    void halfASurrogatePairIsSpelledOutInTextAndReasons() throws IOException {
        write(row(1, "{\"id\":\"\ud800\"}", new QuarantineReason(ReasonCode.ENCODING, "id", "\ud800", "id: '\ud800'")));
        assertThat(store.readText(PLACE))
                .contains("\"raw\":\"{\\\"id\\\":\\\"\\\\ud800\\\"}\"", "\"value\":\"\\\\ud800\"", "id: '\\\\ud800'");
    }

    @Test
    void aFileWithoutRejectsHasNoQuarantine() throws IOException {
        write();
        assertThat(store.list("")).isEmpty();
    }

    @Test
    void rowsOfAFileThatIsRejectedAreNotShown() throws IOException {
        try (QuarantineWriter writer = new QuarantineWriter(store, PLACE, FILE)) {
            writer.accept(row(1, "a"));
        }
        assertThat(store.list("")).isEmpty();
    }

    @Test
    void theNextReadingReplacesTheLast() throws IOException {
        write(row(1, "a"), row(2, "b"));
        write(row(2, "b"));
        assertThat(store.readText(PLACE).lines()).singleElement().asString().contains("\"line\":2");
    }

    private void write(QuarantinedRow... rows) throws IOException {
        try (QuarantineWriter writer = new QuarantineWriter(store, PLACE, FILE)) {
            for (QuarantinedRow row : rows) {
                writer.accept(row);
            }
            writer.commit();
        }
    }

    private static QuarantinedRow row(long line, String raw, QuarantineReason... reasons) {
        return new QuarantinedRow("awin_transaction", FILE.path(), "a.csv", line, raw, List.of(reasons));
    }
}
