package cx.warehouse.quality.suggest;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.quality.QualityTest;
import java.math.BigDecimal;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableProfileTest extends QualityTest {

    @Test
    void countsValuesAndFormsInOnePass() {
        Dataset<Row> frame = frame("mail string, `cost.net` double", """
                ada@example.com | 1
                ada@example.com | NaN
                AB-12           | 3
                                | Infinity
                """);
        TableProfile profile = TableProfile.of(frame, SCANS);
        assertThat(profile.rows()).isEqualTo(4);
        ColumnProfile mail = profile.columns().get(0);
        assertThat(mail.present()).isEqualTo(3);
        assertThat(mail.distinct()).isEqualTo(2);
        assertThat(mail.lengths()).contains(new ColumnProfile.Lengths(5, 15, 0));
        assertThat(mail.values())
                .isEqualTo(new FrequentValues(
                        List.of(new FrequentValues.Entry("ada@example.com", 2), new FrequentValues.Entry("AB-12", 1)),
                        true));
        assertThat(mail.patterns().sortedValues()).containsExactly("<EMAIL>", "AA-99");
        assertThat(mail.isPrivate()).isTrue();
        ColumnProfile cost = profile.columns().get(1);
        assertThat(cost.extremes()).contains(new ColumnProfile.Extremes(1.0, 3.0));
        assertThat(cost.spread()).contains(new ColumnProfile.Spread(2.0, 1.0));
    }

    @Test
    void aKeyIsVerified() {
        Dataset<Row> frame = spark().range(1000).selectExpr("id order_id", "if(id = 7, 8, id) line_id", "id clicks");
        assertThat(TableProfile.of(frame, SCANS).columns().stream().map(ColumnProfile::isUnique))
                .containsExactly(true, false, false);
    }

    @ParameterizedTest
    @CsvSource({"99, 100, 0.93", "9990, 10000, 0.997", "1, 1, 1", "50, 100, 0.38", "9, 10, 0.53"})
    void fromFewRowsLessIsDemanded(long seen, long of, BigDecimal mostly) {
        assertThat(new ObservedShare(seen, of).mostly()).isEqualByComparingTo(mostly);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 137, 20, 10, 0, 500",
        "1, 9, 5, 2, 0, 50",
        "0.02, 0.489, 0.1, 0.05, 0, 1",
        "-30, 70, 10, 5, -100, 200",
        "-7, -2, -4, 1, -20, 0",
        "2024, 2026, 2025, 1, 1900, 2100",
        "998, 1002, 1000, 1, 970, 1100",
    })
    void aRangeIsWiderThanTheValuesSeen(
            BigDecimal least, BigDecimal greatest, double mean, double deviation, BigDecimal from, BigDecimal to) {
        RoundRange range = RoundRange.around(least, greatest, new ColumnProfile.Spread(mean, deviation));
        assertThat(range.least()).isEqualByComparingTo(from);
        assertThat(range.greatest()).isEqualByComparingTo(to);
    }

    @ParameterizedTest
    @CsvSource({
        "AA-9 AA-99,     AB-1,    AB-12,   ^AB-[0-9]+$",
        "AA-9 AA-99,     AB-1,    CD-12,   '^[A-Z]{2}-[0-9]+$'",
        "A9999,          C1001,   C1207,   '^C[0-9]{4}$'",
        "a9.9,           v1.0,    v2.3,    ^v[0-9]\\.[0-9]$",
        "AAAA,           ABCD,    ABCE,    '^[A-Z]{4}$'",
    })
    void masksBuiltAlikeMakeARegex(String masks, String least, String greatest, String regex) {
        assertThat(MaskRegex.of(List.of(masks.split(" ")), least, greatest)).contains(regex);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AA-9,AA_9", "Aaaa", "aaaa", "AA AA9", "aa9é"})
    void masksOfWordsOrOfSeveralBuildsMakeNone(String masks) {
        assertThat(MaskRegex.of(List.of(masks.split(",")), "a", "z")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "email",
                "customerName",
                "first_name",
                "name",
                "Phone Number",
                "billing_zip",
                "PLZ",
                "home_telephone",
                "date_of_birth",
                "ip",
                "owner",
                "Assignee",
                "sales_rep",
                "accountManager",
                "created_by",
                "authors",
                "agent_alias"
            })
    void namesGivePersonsAway(String name) {
        assertThat(new ColumnNameHints(name).isPersonal()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ean", "variant_sku", "gtin", "order_id", "source_line"})
    void numbersOfCodesAndPositionsHaveNoRange(String name) {
        assertThat(new ColumnNameHints(name).isIdentifier()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "campaign_name",
                "product_name",
                "status",
                "shipping",
                "mailing_list",
                "zipped",
                "customer_type",
                "last"
            })
    void namesOfThingsDoNot(String name) {
        assertThat(new ColumnNameHints(name).isPersonal()).isFalse();
    }
}
