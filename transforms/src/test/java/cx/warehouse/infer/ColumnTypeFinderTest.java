package cx.warehouse.infer;

import static cx.warehouse.infer.DraftedContracts.draft;
import static cx.warehouse.infer.DraftedContracts.line;
import static cx.warehouse.infer.DraftedContracts.lineOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The line that a draft writes for a column, by the cells of the column and by its name. */
class ColumnTypeFinderTest {

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
                    n       ~ 1                      ~ -2                   ~ type: int
                    n       ~ 3000000000             ~ 1                    ~ type: bigint
                    n       ~ 1.5                    ~ 2                    ~ type: "decimal(18,2)"
                    n       ~ 22.0                   ~ 3.0                  ~ type: "decimal(18,2)"
                    n       ~ 22,0                   ~ 3                    ~ type: "decimal(18,2)", number_format: de-DE
                    n       ~ 1.23456                ~ 2                    ~ type: "decimal(18,6)"
                    n       ~ -99999999999999999999  ~ 1                    ~ type: "decimal(38,12)"
                    n       ~ 1,234.50               ~ 2                    ~ type: "decimal(18,2)"
                    n       ~ 1.234,50               ~ 2                    ~ type: "decimal(18,2)", number_format: de-DE
                    n       ~ 1 234,50               ~ 2                    ~ type: "decimal(18,2)", number_format: fr-FR
                    n       ~ 3.4%                   ~ 10%                  ~ type: percent
                    cost    ~ 1                      ~ 2                    ~ type: "decimal(18,2)"
                    flag    ~ true                   ~ false                ~ type: boolean
                    flag    ~ 1                      ~ 0                    ~ type: int
                    is_new  ~ 1                      ~ 0                    ~ type: boolean
                    n       ~ {"a":1}                ~ [2]                  ~ type: json
                    """)
    void numbersTruthsAndJsonAreTyped(String name, String one, String other, String type) {
        assertThat(lineOf(name, one, other)).isEqualTo("- {name: " + name + ", " + type + "}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
                    2026-04-07                       ~ 2026-04-30                       ~ type: date
                    4/7/2026                         ~ 4/30/2026                        ~ type: date, format: M/d/yyyy
                    7/4/2026                         ~ 30/4/2026                        ~ type: date, format: d/M/yyyy
                    07-04-2026                       ~ 30-04-2026                       ~ type: date, format: dd-MM-yyyy
                    04-07-2026                       ~ 04-30-2026                       ~ type: date, format: MM-dd-yyyy
                    7-4-2026                         ~ 30-4-2026                        ~ type: date, format: d-M-yyyy
                    7/4/26                           ~ 30/4/26                          ~ type: date, format: d/M/yy
                    2026/04/07                       ~ 2026/04/30                       ~ type: date, format: yyyy/MM/dd
                    April 7, 2026                    ~ April 30, 2026                   ~ type: date, format: 'MMMM d, yyyy'
                    07.04.2026                       ~ 30.04.2026                       ~ type: date, format: dd.MM.yyyy
                    7.4.2026                         ~ 30.04.2026                       ~ type: date, format: d.M.yyyy
                    07-Apr-2026                      ~ 30-May-2026                      ~ type: date, format: dd-MMM-yyyy
                    Apr 7, 2026                      ~ Apr 30, 2026                     ~ type: date, format: 'MMM d, yyyy'
                    7 Apr 2026                       ~ 30 May 2026                      ~ type: date, format: d MMM yyyy
                    2026-04-07T10:00:00Z             ~ 2026-04-07 11:00:00              ~ type: timestamp
                    4/7/2026 9:05                    ~ 4/30/2026 17:05                  ~ type: timestamp, format: 'M/d/yyyy H:mm'
                    4/7/2026 9:05 AM                 ~ 4/30/2026 5:05 PM                ~ type: timestamp, format: 'M/d/yyyy h:mm a'
                    7/4/2026 9:05:01                 ~ 30/4/2026 17:05:02               ~ type: timestamp, format: 'd/M/yyyy H:mm:ss'
                    07-04-2026 09:05                 ~ 30-04-2026 17:05                 ~ type: timestamp, format: 'dd-MM-yyyy H:mm'
                    30/4/2026, 9:05 AM               ~ 7/4/2026, 5:05 PM                ~ type: timestamp, format: 'd/M/yyyy, h:mm a'
                    2026-04-07 09:05:01 UTC          ~ 2026-04-30 17:05:02 UTC          ~ type: timestamp, format: 'yyyy-MM-dd HH:mm:ss ''UTC''', zone: UTC
                    07.04.2026 09:05                 ~ 30.04.2026 17:05                 ~ type: timestamp, format: 'dd.MM.yyyy HH:mm'
                    2026/04/07 09:05:01              ~ 2026/04/30 17:05:02              ~ type: timestamp, format: 'yyyy/MM/dd HH:mm:ss'
                    Tue, 7 Apr 2026 09:05:01 +0000   ~ Thu, 30 Apr 2026 17:05:02 +0200  ~ type: timestamp, format: 'EEE, d MMM yyyy HH:mm:ss Z'
                    """)
    void daysAndInstantsAreTyped(String one, String other, String type) {
        assertThat(lineOf("x", one, other)).isEqualTo("- {name: x, " + type + ", required: true}");
    }

    @Test
    void monthFirstIsDoubtedWhereNoDayDecides() {
        assertThat(lineOf("x", "4/1/2026", "5/12/2026"))
                .isEqualTo("- {name: x, type: date, format: M/d/yyyy, required: true}"
                        + "  # or d/M/yyyy: no day above 12 was seen");
        assertThat(lineOf("x", "4/1/2026 9:05", "5/12/2026 9:05")).endsWith("# or d/M/yyyy: no day above 12 was seen");
        assertThat(lineOf("x", "4/1/2026", "5/13/2026")).doesNotContain("#");
    }

    @Test
    void aDayAboveTwelveDecidesForTheOtherColumns() {
        SourceDraft draft = draft("row_id,sent,opened\na,3/4/2026,1/2/2026\nb,30/4/2026,\n");
        assertThat(line(draft, "sent")).isEqualTo("- {name: sent, type: date, format: d/M/yyyy, required: true}");
        assertThat(line(draft, "opened"))
                .isEqualTo("- {name: opened, type: date, format: d/M/yyyy}"
                        + "  # 50 % filled; or M/d/yyyy: the order is that of another column");
    }

    @Test
    void numbersWhoseSeparatorNoCellDecidesAreAGuess() {
        assertThat(lineOf("n", "1,234", "5,678"))
                .isEqualTo("- {name: n, type: int}"
                        + "  # or number_format: de-DE: no cell decides the meaning of its separator");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
                    zip          ~ 25050  ~ , id: true, pii: true}
                    Phone        ~ 4420   ~ , id: true, pii: true}
                    ean          ~ 4006   ~ , id: true}
                    n            ~ 0870   ~ , id: true}
                    n            ~ 05.78  ~ }  # text, because a cell begins with 0
                    n            ~ 0.78   ~ , type: "decimal(18,2)"}
                    phone_calls  ~ 25     ~ , type: int, pii: true}
                    """)
    void codesAreTexts(String column, String cell, String settings) {
        assertThat(lineOf(column, cell, "1"))
                .isEqualTo("- {name: " + VendorColumnNames.ourName(column, List.of())
                        + (column.equals("Phone") ? ", from: Phone" : "") + settings);
    }

    @Test
    void timesOutsideTheUsualWindowAreAllowed() {
        assertThat(lineOf("seen", "1985-02-03", "2001-02-03")).contains("type: date, window: any");
        assertThat(lineOf("seen", "2026-04-07", "2031-02-03")).contains("type: date, window: any");
        assertThat(lineOf("due_on", "2026-04-07", "2026-04-08")).contains("type: date, window: any");
    }

    @Test
    void aTimeWhoseNameSaysUtcIsInUtc() {
        assertThat(lineOf("Created (UTC)", "2026-04-07 10:00"))
                .isEqualTo("- {name: created_utc, from: Created (UTC), type: timestamp, zone: UTC, required: true}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
                    created_at  ~ 1775556000        ~ , type: timestamp, format: epoch_seconds, required: true
                    created_at  ~ 1775556000000     ~ , type: timestamp, format: epoch_millis, required: true
                    created_at  ~ 1775556000000000  ~ , type: timestamp, format: epoch_micros, required: true
                    created_id  ~ 1775556000        ~ , id: true
                    n           ~ 1775556000        ~ , type: int
                    n           ~ 1775556000000000  ~ , id: true
                    day         ~ 20260407          ~ , type: date, format: yyyyMMdd, required: true
                    n           ~ 20260407          ~ , type: int
                    day         ~ 20261307          ~ , type: int
                    n           ~ 00712             ~ , id: true
                    order_no    ~ 712               ~ , id: true
                    """)
    void digitsAreReadByTheirName(String name, String cell, String type) {
        assertThat(lineOf(name, cell, cell)).isEqualTo("- {name: " + name + type + "}");
    }

    @Test
    void oneOddCellMakesAColumnText() {
        assertThat(lineOf("n", "1", "2", "three")).isEqualTo("- {name: n}");
        assertThat(lineOf("n", "3.4%", "5")).isEqualTo("- {name: n}");
        assertThat(lineOf("x", "2026-04-07", "2026-02-30")).isEqualTo("- {name: x}");
    }

    @Test
    void aColumnInOneFormatDecidesForTheOthers() {
        assertThat(line(draft("row_id;n;cost\na;1.204;1,50\nb;2.310;2.000,75\n"), "n"))
                .isEqualTo("- {name: n, type: int, number_format: de-DE}");
        assertThat(line(draft("row_id;n;cost\na;1.204;1.50\nb;2.310;2,000.75\n"), "n"))
                .isEqualTo("- {name: n, type: \"decimal(18,6)\"}");
    }

    @Test
    void tokensThatMeanEmptyAreNoCells() {
        assertThat(lineOf("n", "--", "5", "N/A", "7")).isEqualTo("- {name: n, type: int}  # 50 % filled");
        assertThat(draft("row_id;n\na;--\nb;5\nc;(not set)\nd;\\N\n").yaml())
                .contains("\nmissing: ['--', '(not set)', '\\N']\n");
        assertThat(draft("row_id;n\na;4\nb;5\n").yaml()).doesNotContain("missing:");
    }

    @Test
    void aShareOfFilledCellsIsRoundedDown() {
        assertThat(lineOf("n", "1", "", "2")).isEqualTo("- {name: n, type: int}  # 66 % filled");
        assertThat(lineOf("n", "", "", "")).isEqualTo("- {name: n}  # always empty here");
    }

    @Test
    void wordsThatComeAgainAreShown() {
        assertThat(lineOf("state", "open", "open", "open", "closed", "closed"))
                .isEqualTo("- {name: state}  # seen: closed, open");
        assertThat(lineOf("state", "open", "open", "closed", "closed")).isEqualTo("- {name: state}");
    }

    @Test
    void textsOfAnyLengthAreNotShown() {
        String text = "a sentence of more than forty characters, nearly";
        assertThat(lineOf("state", text, text, text)).isEqualTo("- {name: state}");
        assertThat(lineOf("customer", "open", "open", "open")).isEqualTo("- {name: customer, pii: true}");
    }

    @Test
    void currenciesAreThreeCapitals() {
        assertThat(lineOf("currency", "EUR", "USD")).isEqualTo("- {name: currency, pattern: '[A-Z]{3}'}");
        assertThat(lineOf("currency", "EUR", "EUR", "EUR"))
                .isEqualTo("- {name: currency, pattern: '[A-Z]{3}'}  # seen: EUR");
        assertThat(lineOf("currency", "Euro", "USD")).isEqualTo("- {name: currency}");
    }

    @Test
    void twentyDifferentTextsAreAllDifferent() {
        String[] cells = new String[20];
        for (int row = 0; row < cells.length; row++) {
            cells[row] = "text " + row;
        }
        assertThat(lineOf("title", cells)).isEqualTo("- {name: title}  # all different");
        cells[19] = "text 1";
        assertThat(lineOf("title", cells)).isEqualTo("- {name: title}");
    }

    @ParameterizedTest
    @CsvSource({"write to anna@mail.test", "call +49 6131 555123", "from 10.0.0.1", "(06131) 555 1234", "0049 6131 555"
    })
    void cellsThatTellOfAPersonMakeAColumnPersonal(String cell) {
        assertThat(lineOf("x", "nothing", cell)).isEqualTo("- {name: x, pii: true}");
    }
}
