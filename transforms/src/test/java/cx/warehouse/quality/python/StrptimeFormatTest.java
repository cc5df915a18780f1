package cx.warehouse.quality.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cx.warehouse.quality.suite.ExpectationFault;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts in formats of Python; every expected value is the answer of {@code datetime.strptime} of Python 3.11. */
class StrptimeFormatTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "%Y-%m-%d|2026-03-14",
                "%Y-%m-%d|2026-3-4",
                "%Y %m  %d|2026\t03 14",
                "%d %B %Y|14 MARCH 2026",
                "%a, %d %b %Y %H:%M:%S %z|sat, 14 Mar 2026 09:30:00 +01:00",
                "%H:%M %p|23:15 am",
                "%I:%M %p|12:15 PM",
                "%Y%m%dT%H%M%S.%f|20260314T093015.123456",
                "%c|Wed Mar  7 22:44:55 1999",
                "%x %X|03/14/26 09:30:00",
                "%G-W%V-%u|2026-W11-6",
                "%j %Y|366 2023",
                "%H%% %Z|12% UTC",
                "%z|+05:30:15.5",
                "%Y.%m|2026.03",
            })
    void readsTextsInTheFormat(String format, String text) {
        assertThat(StrptimeFormat.of(format).parses(text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "%Y-%m-%d|2026-02-30",
                "%Y-%m-%d|2026-03-14 ",
                "%Y-%m-%d|26-03-14",
                "%Y-%m-%d|0000-01-01",
                "%Y %m|202603",
                "%b %d|Feb 29",
                "%H:%M|24:00",
                "%H:%M:%S|09:30:60",
                "%I|13",
                "%f|1234567",
                "%j|367",
                "%z|+24:00",
                "%z|+0530:15",
                "%z|z",
                "%Z|CET",
                "%G-W%V|2026-W11",
                "%Y-W%V-%u|2026-W11-6",
                "%U %a %Y|53 Sun 9999",
                "%Y.%m|2026x03",
            })
    void refusesTextsInAnotherFormatAndInvalidDays(String format, String text) {
        assertThat(StrptimeFormat.of(format).parses(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"%D", "%e", "%-d", "%k", "% d", "%.", "%", "%Y %Y", "%x %y"})
    void aFormatThatPythonCannotReadIsAFault(String format) {
        assertThatThrownBy(() -> StrptimeFormat.of(format))
                .isInstanceOf(ExpectationFault.class)
                .hasMessageStartingWith("strftime_format \"" + format + "\" cannot be read: ");
    }

    @Test
    void aFormatTravelsToTheRows() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(StrptimeFormat.of("%Y-%m-%d"));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            StrptimeFormat arrived = (StrptimeFormat) in.readObject();
            assertThat(arrived.parses("2026-03-14")).isTrue();
            assertThat(arrived.parses("2026-03-32")).isFalse();
        }
    }
}
