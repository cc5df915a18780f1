package cx.warehouse.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cx.warehouse.conform.delivery.LandedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which delivered files count as complete, and how they are copied. */
class LandingTest {
    private static final LocalDate DATE = LocalDate.of(2026, 4, 7);
    private static final S3Settings NO_S3 = new S3Settings(null, null, false);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "transactions.json.tmp",
                "transactions.json.TMP",
                "transactions.json.part",
                "transactions.json.partial",
                "transactions.json.filepart",
                "transactions.json.crdownload",
                "transactions.json~",
                ".transactions.json",
                "._transactions.json",
                "_SUCCESS"
            })
    void anUnfinishedFileIsNotDelivered(String name) throws IOException {
        put(name);
        assertThat(landing().deliveredFiles(DATE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "transactions (1).json",
                "Übersicht März.json",
                "TRANSACTIONS.JSON",
                "a'b; drop table x.json",
                "$(touch x).json",
                "=cmd.json",
                "a%2e%2e%2fb.json",
                "line\nbreak.json",
                "-rf.json",
                "part.json"
            })
    void anOddFileNameIsLandedUnchanged(String name) throws IOException {
        put(name);
        FileStore.Entry entry = landing().deliveredFiles(DATE).get(0);
        assertThat(entry.name()).isEqualTo(name);
        assertThat(landing().land(entry, "awin_transaction", DATE)).hasSize(64);
        String copy = Landing.path(entry.path(), "awin_transaction", DATE);
        assertThat(folder.resolve("root").resolve(copy)).hasContent("content");
    }

    @Test
    void aFileThatGrowsDuringTheCopyIsNotLanded() throws IOException {
        put("transactions.json");
        FileStore.Entry entry = landing().deliveredFiles(DATE).get(0);
        Files.writeString(folder.resolve("drops").resolve(entry.path()), "content and more");
        assertThatThrownBy(() -> landing().land(entry, "awin_transaction", DATE))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("it was listed with 7 bytes, but has 16");
        assertThat(folder.resolve("root").resolve(Landing.path(entry.path(), "awin_transaction", DATE)))
                .doesNotExist();
    }

    @Test
    void aCopyIsKnownByTheDigestOfItsBytes() throws IOException {
        put("a.json");
        FileStore.Entry entry = landing().deliveredFiles(DATE).get(0);
        String sha256 = landing().land(entry, "awin_transaction", DATE);
        assertThat(sha256).isEqualTo("ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73");
        assertThat(Landing.digest("content")).isEqualTo("ed7002b439e9ac84");
        LandedFile landed = new LandedFile(entry.path(), sha256, DATE, entry.bytes(), "load");
        try (InputStream in = landing().open(landed, "awin_transaction")) {
            assertThat(in.readAllBytes()).asString().isEqualTo("content");
        }
    }

    @Test
    void aCopyLiesBelowItsSourceAndDateWithoutTheVendor() {
        assertThat(Landing.path("2026-04-07/awin/more/a.json", "awin_transaction", DATE))
                .isEqualTo("landing/source=awin_transaction/business_date=2026-04-07/more/a.json");
        assertThat(Landing.path("a.json", "awin_transaction", DATE))
                .isEqualTo("landing/source=awin_transaction/business_date=2026-04-07/a.json");
    }

    @Test
    void filesOfOtherDatesAreNoPartOfADelivery() throws IOException {
        put("a.json");
        Files.createDirectories(folder.resolve("drops/2026-04-08/awin"));
        Files.writeString(folder.resolve("drops/2026-04-08/awin/b.json"), "content");
        assertThat(landing().deliveredFiles(DATE))
                .extracting(FileStore.Entry::path)
                .containsExactly("2026-04-07/awin/a.json");
        assertThat(landing().deliveredFiles(DATE.plusDays(2))).isEmpty();
    }

    private void put(String name) throws IOException {
        Path vendor = Files.createDirectories(folder.resolve("drops/" + DATE + "/awin"));
        Files.writeString(vendor.resolve(name), "content");
    }

    private Landing landing() {
        return new Landing(
                FileStore.at(folder.resolve("drops").toString(), NO_S3),
                FileStore.at(folder.resolve("root").toString(), NO_S3));
    }
}
