package cx.warehouse.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cx.warehouse.files.Fault;
import cx.warehouse.files.FileStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceFilesTest {

    private static final String ACCOUNTS = """
            vendor,account_id,account_name,time_zone,currency,number_format
            google_ads,1,Alder,America/Chicago,USD,en-US
            """;
    private static final String RATES = "rate_date,base_currency,quote_currency,rate\n2026-04-02,EUR,USD,1.0912\n";
    private static final String CATEGORIES = "source,category\nbing,search\n";

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        write("accounts.csv", ACCOUNTS);
        write("fx_rates.csv", RATES);
        write("source_categories.csv", CATEGORIES);
    }

    @Test
    void aChangeOfAnyFileChangesTheDigest() throws IOException {
        Set<String> digests = new LinkedHashSet<>();
        digests.add(read().digest());
        write("accounts.csv", ACCOUNTS + "meta,2,Pine,Europe/Berlin,EUR,de-DE\n");
        digests.add(read().digest());
        write("fx_rates.csv", RATES.replace("1.0912", "1.0913"));
        digests.add(read().digest());
        write("source_categories.csv", CATEGORIES + "yelp,social\n");
        digests.add(read().digest());
        assertThat(digests).hasSize(4);

        write();
        assertThat(read().digest()).isEqualTo(digests.iterator().next());
    }

    @Test
    void aMissingFileNamesTheSettingThatFindsIt() throws IOException {
        Files.delete(folder.resolve("accounts.csv"));
        assertThatThrownBy(this::read)
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.USAGE))
                .hasMessageStartingWith("Cannot find the reference file ")
                .hasMessageContaining("accounts.csv; the setting `reference` (or CXW_REFERENCE)");
    }

    @Test
    void ratesMayBeAbsentWhereNoSourceHasAmounts() throws IOException {
        Files.delete(folder.resolve("fx_rates.csv"));
        ReferenceFiles files = read();
        assertThat(files.fxRates()).isEmpty();
        assertThatCode(() -> files.requireRates(List.of())).doesNotThrowAnyException();
        assertThatThrownBy(() -> files.requireRates(List.of("awin_transaction", "google_ads_report")))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.USAGE))
                .hasMessageStartingWith("Cannot find the reference file " + folder.resolve("fx_rates.csv")
                        + ", and amounts of awin_transaction, google_ads_report need exchange rates;");
        write("fx_rates.csv", RATES.lines().findFirst().orElseThrow() + "\n");
        assertThatCode(() -> read().requireRates(List.of("awin_transaction"))).doesNotThrowAnyException();
    }

    @Test
    void aFaultOfAFileIsAFaultOfUse() throws IOException {
        write("source_categories.csv", "source,category\nbing,find\n");
        assertThatThrownBy(this::read)
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.USAGE))
                .hasMessageContaining("source_categories.csv")
                .hasMessageContaining("line 2: category: `find` is none of email, search, shopping, social, video");
    }

    private ReferenceFiles read() {
        return ReferenceFiles.read(FileStore.at(folder.toString(), null));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
