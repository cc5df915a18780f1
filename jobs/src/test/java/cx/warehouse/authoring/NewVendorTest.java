package cx.warehouse.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import cx.warehouse.files.Fault;
import cx.warehouse.settings.Settings;
import cx.warehouse.testing.Folders;
import cx.warehouse.testing.Nights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drafts a contract from the file of an unknown vendor, and loads the file in a night. */
class NewVendorTest {

    private static final LocalDate NIGHT = LocalDate.of(2026, 3, 6);
    private static final SourceInference.SourceHints HARBOUR =
            new SourceInference.SourceHints("harbour_booking", "harbour", null, null);

    @TempDir
    Path folder;

    @Test
    void aDraftedContractLoadsItsVendorWithoutJava() throws IOException {
        Path file = folder.resolve("drops/" + NIGHT + "/harbour/bookings_20260306.csv");
        Files.createDirectories(file.getParent());
        StringBuilder rows = new StringBuilder("Ferry bookings\n\nBooking No;Booked;E-mail;Price;Currency\n");
        for (int at = 10; at < 40; at++) {
            rows.append("B-" + at + ";05.03.2026 1" + at % 10 + ":30;guest" + at + "@mail.test;1.0" + at + ",50;EUR\n");
        }
        Files.writeString(file, rows + "Total;;;31.780,00;\n");
        Settings settings = Nights.withOwnSchemas(folder);
        Path schemas = folder.resolve("schemas");

        SourceInference.DraftedSource drafted =
                SourceInference.draftContractAndSuite(settings, List.of(file), HARBOUR, NIGHT);
        assertThat(drafted.readings())
                .containsExactly(
                        "bookings_20260306.csv: 31 read = 30 loaded + 0 quarantined + 0 duplicates + 1 left out");
        assertThat(new ObjectMapper().readTree(drafted.suite()).path("name").asText())
                .isEqualTo("source.harbour_booking");
        assertThat(drafted.suite()).doesNotContain("mail.test");
        Files.writeString(schemas.resolve("sources/harbour_booking.yaml"), drafted.contract());
        Files.writeString(schemas.resolve("expectations/source.harbour_booking.json"), drafted.suite());
        Folders.change(
                schemas.resolve("sources/harbour_booking.yaml"), text -> text.replace("\"'event'\"", "\"'order'\""));

        assertThat(Nights.run(settings, NIGHT).exitCode()).isZero();
        assertThat(Nights.ask(
                        folder.resolve("wh"),
                        "select source, interaction_type, count(*), sum(amount)::decimal(18,2), min(occurred_at) from {fact_customer_experience}"
                                + " group by all"))
                .isEqualTo("harbour_booking | order | 30 | 30750.00 | 2026-03-05T10:30Z");
    }

    @Test
    void aFileWithoutAHeaderIsAFaultOfUsage() throws IOException {
        Path file = Files.writeString(folder.resolve("x.csv"), "just words\n");
        Settings settings = Nights.settings(folder.resolve("wh"));
        assertThatThrownBy(() -> SourceInference.draftContract(settings, List.of(file), HARBOUR, NIGHT))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.USAGE))
                .hasMessageContaining("no line looks like a header");
        assertThatThrownBy(() ->
                        SourceInference.draftContract(settings, List.of(folder.resolve("none.csv")), HARBOUR, NIGHT))
                .hasMessageContaining("there is no such file");
    }
}
