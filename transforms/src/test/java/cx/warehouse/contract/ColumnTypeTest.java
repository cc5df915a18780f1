package cx.warehouse.contract;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.contract.ColumnType.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnTypeTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    string        | string              | string
                    int           | int                 | int
                    bigint        | bigint              | bigint
                    double        | double              | double
                    boolean       | boolean             | boolean
                    date          | date                | date
                    timestamp     | timestamp           | timestamp
                    percent       | percent             | decimal(18,8)
                    json          | json                | string
                    map           | map                 | map<string,string>
                    decimal(18,2) | decimal(18,2)       | decimal(18,2)
                    """)
    void everyWordOfTheLanguageHasASparkType(String word, String shown, String sql) {
        ColumnType type = ColumnType.of(word).orElseThrow();
        assertThat(type).hasToString(shown);
        assertThat(type.sql()).isEqualTo(sql);
        assertThat(ColumnType.WORDS).contains(word);
    }

    @Test
    void caseAndBlanksOfATypeDoNotMatter() {
        assertThat(ColumnType.of(" BigInt ")).contains(new ColumnType(Kind.BIGINT, 0, 0));
        assertThat(ColumnType.of("DECIMAL( 10 , 4 )")).contains(new ColumnType(Kind.DECIMAL, 10, 4));
    }

    @Test
    void theLargestDecimalHas38DigitsAllOfThemAfterThePoint() {
        assertThat(ColumnType.of("decimal(38,38)")).contains(new ColumnType(Kind.DECIMAL, 38, 38));
        assertThat(ColumnType.of("decimal(1,0)")).contains(new ColumnType(Kind.DECIMAL, 1, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "decimal",
                "decimal(39,2)",
                "decimal(0,0)",
                "decimal(2,3)",
                "decimal(18)",
                "decimal(18,-2)",
                "decimal(100,2)",
                "integer",
                "text",
                "big int",
                ""
            })
    void otherWordsAreNoTypes(String word) {
        assertThat(ColumnType.of(word)).isEmpty();
    }

    @Test
    void numbersAndTimesAreToldFromOtherTypes() {
        assertThat(ColumnType.WORDS)
                .filteredOn(word -> ColumnType.of(word).orElseThrow().isNumber())
                .containsExactly("int", "bigint", "decimal(18,2)", "double", "percent");
        assertThat(ColumnType.WORDS)
                .filteredOn(word -> ColumnType.of(word).orElseThrow().isTime())
                .containsExactly("date", "timestamp");
    }
}
