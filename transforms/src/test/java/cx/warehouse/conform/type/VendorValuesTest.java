package cx.warehouse.conform.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cx.warehouse.conform.TestContracts;
import cx.warehouse.contract.NumberFormat;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers, days and instants in vendors' notations. */
class VendorValuesTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1234.56 | 1234.56", "1,234.56 | 1234.56", "-$45.00 | -45.00", "$1,234.50 | 1234.50", "€ 12 | 12",
                "12,000 | 12000", "0.5 | 0.5", "+7 | 7", "12 £ | 12", "90650.00000 | 90650.00000",
                "12345678901234567890.12 | 12345678901234567890.12"
            })
    void aNumberIsReadAsItIsWritten(String text, String number) {
        assertThat(VendorNumbers.parse(text.strip(), NumberFormat.EN_US)).hasToString(number.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,2,3",
                "12,34,5",
                "12,34.5",
                "1234,567",
                "1.2.3",
                "",
                "-",
                "$",
                "1,",
                "1.",
                ".5",
                "1e5",
                "0x1F",
                "NaN",
                "Infinity",
                "1 234",
                "--1",
                "1-",
                "12a",
                "١٢"
            })
    void textThatMayBeNoNumberGivesNull(String text) {
        assertThat(VendorNumbers.parse(text, NumberFormat.EN_US)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"1E-7, 0.0000001", "1e+7, 10000000", "-2.5E3, -2500", "12, 12", "1.50E+02, 150"})
    void aNumberMayEndWithAPowerOfTen(String text, String number) {
        assertThat(VendorNumbers.parseWithExponent(text, NumberFormat.PLAIN)).isEqualByComparingTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"E7", "1E", "1E+", "1E7.5", "1E100", "1EE7", "1E--7", "e", "12E+a"})
    void aPowerOfTenHasAtMostTwoDigits(String text) {
        assertThat(VendorNumbers.parseWithExponent(text, NumberFormat.PLAIN)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,234", "£56.79", "56.79 ", "+7", "12 345"})
    void notationsOfPeopleAreNoPlainNumbers(String text) {
        assertThat(VendorNumbers.parse(text, NumberFormat.PLAIN)).isNull();
        assertThat(VendorNumbers.parse("-1234.50", NumberFormat.PLAIN)).hasToString("-1234.50");
    }

    @Test
    void germanNumbersSwapPointAndComma() {
        assertThat(VendorNumbers.parse("9.800.000", NumberFormat.DE_DE)).hasToString("9800000");
        assertThat(VendorNumbers.parse("79.380,00", NumberFormat.DE_DE)).hasToString("79380.00");
        assertThat(VendorNumbers.parse("79,380.00", NumberFormat.DE_DE)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 234,56 | 1234.56",
                "1\u00A0234\u202F567,8 | 1234567.8",
                "-12,50\u00A0€ | -12.50",
                "7 | 7",
                "1.234,56 |",
                "1,234.56 |",
                "12 34,5 |",
                "1  234 |",
                "1 234 5 |"
            })
    void frenchNumbersHaveBlanksBetweenTheirGroups(String text, String number) {
        assertThat(VendorNumbers.parse(text.strip(), NumberFormat.FR_FR))
                .isEqualTo(VendorNumbers.parsePlain(number == null ? "" : number));
    }

    @Test
    void aDecimalIsFittedWithoutRounding() {
        assertThat(VendorNumbers.toDecimal(VendorNumbers.parsePlain("2.500"), 18, 2))
                .hasToString("2.50");
        assertThat(VendorNumbers.toDecimal(VendorNumbers.parsePlain("2.505"), 18, 2))
                .isNull();
        assertThat(VendorNumbers.toDecimal(VendorNumbers.parsePlain("100.00"), 4, 2))
                .isNull();
        assertThat(VendorNumbers.toWhole(VendorNumbers.parsePlain("3000000000"), Integer.MIN_VALUE, Integer.MAX_VALUE))
                .isNull();
        assertThat(VendorNumbers.parseJson("1e400000000")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-08 02:30:00, 2026-03-08T07:30:00Z", // skipped: moves forward by the gap
        "2026-11-01 01:30, 2026-11-01T05:30:00Z", // repeated: the first
        "2026-03-01T12:34:56.000Z, 2026-03-01T12:34:56Z",
        "2026-03-01 12:34:56 -0500, 2026-03-01T17:34:56Z",
        "2026-03-04T11:32:11-08:00, 2026-03-04T19:32:11Z",
        "2026-03-01T12:34:56.5+05:30, 2026-03-01T07:04:56.500Z"
    })
    void anInstantIsReadInItsZone(String text, String instant) {
        assertThat(VendorTimes.isoInstant(text, NEW_YORK)).hasToString(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-29 10:00",
                "2026-03-01",
                "2026-03-01 24:00",
                "2026-03-01 10:60",
                "2026-03-01 10:00:61",
                "2026-03-01 10:00:00 EST",
                "2026-03-01T10:00:00+25:00",
                "2026-03-01 10:00:",
                "10:00"
            })
    void textThatIsNoInstantGivesNull(String text) {
        assertThat(VendorTimes.isoInstant(text, NEW_YORK)).isNull();
    }

    @Test
    void patternsAreStrictAndTakeEnglishNamesInAnyCase() {
        var meltwater = VendorTimes.formatter("dd-MMM-yyyy hh:mma");
        assertThat(VendorTimes.instant("01-Mar-2026 09:30AM", meltwater, NEW_YORK))
                .hasToString("2026-03-01T14:30:00Z");
        assertThat(VendorTimes.instant("01-MAR-2026 12:05am", meltwater, NEW_YORK))
                .hasToString("2026-03-01T05:05:00Z");
        assertThat(VendorTimes.instant("32-Foo-2026 25:61XM", meltwater, NEW_YORK))
                .isNull();
        assertThat(VendorTimes.instant("30-Feb-2026 09:30AM", meltwater, NEW_YORK))
                .isNull();
        assertThat(VendorTimes.date("2/30/2026", VendorTimes.formatter("M/d/yyyy")))
                .isNull();
        assertThat(VendorTimes.compactDate("20240229")).hasToString("2024-02-29");
        assertThat(VendorTimes.isoDate("2026-02-29")).isNull();
        assertThat(VendorTimes.epoch("1772425715932957", 1_000_000)).hasToString("2026-03-02T04:28:35.932957Z");
        assertThat(VendorTimes.epoch("17724e9", 1_000_000)).isNull();
    }

    @Test
    void referenceFilesNameEveryFaultWithItsLine() {
        assertThatThrownBy(() -> ReferenceData.accounts("accounts.csv", """
                        vendor,account_id,account_name,time_zone,currency,number_format
                        awin,1,A,Europe/Paris,EUR,en-US
                        awin,1,A,Europe/Atlantis,Euro,fr
                        awin,2
                        """))
                .isInstanceOf(ReferenceDataException.class)
                .hasMessage("""
                        accounts.csv: 5 problems
                          line 3: time_zone: `Europe/Atlantis` is no time zone; write it like America/New_York
                          line 3: currency: `Euro` is no ISO 4217 code
                          line 3: number_format: `fr` is none of en-US, de-DE, fr-FR, plain
                          line 3: account 1 of awin appears twice
                          line 4: expected 6 cells, found 2""");
        assertThatThrownBy(() -> ReferenceData.fxRates("fx_rates.csv", "date,rate\n"))
                .hasMessageContaining("line 1: expected the header rate_date,base_currency,quote_currency,rate");
        assertThat(ReferenceData.accounts("a", TestContracts.text("reference/accounts.csv"))
                        .accounts("google_ads"))
                .hasSize(2);
        assertThat(ReferenceData.fxRates("f", TestContracts.text("reference/fx_rates.csv")))
                .hasSize(12);
        assertThat(ReferenceData.sourceCategories("s", TestContracts.text("reference/source_categories.csv")))
                .isNotEmpty();
    }
}
