package cx.warehouse.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;

class RegexesTest {

    @Test
    void pythonsDialectBecomesJavas() {
        assertThat(Regexes.checked("(?P<year>\\d{4})-(?P=year)\\Z")).isEqualTo("(?<year>\\d{4})-\\k<year>\\z");
        assertThat(Regexes.checked("\\\\Z")).isEqualTo("\\\\Z");
        assertThat(Regexes.checked("a{,3}(?#at most)b[{,3}]")).isEqualTo("a{0,3}b[{,3}]");
    }

    @Test
    void whatOnlyPythonCanIsNamed() {
        assertThatThrownBy(() -> Regexes.checked("(<)?a(?(1)>|$)"))
                .hasMessage("\"(<)?a(?(1)>|$)\" asks whether a group was found,"
                        + " which no regular expression of Java can");
    }

    @Test
    void plainTextIsLookedForWithoutAPattern() {
        Shape.Field currency = new Shape.Field("currency", functions.col("currency"), DataTypes.StringType);
        assertThat(Regexes.found(currency, "@"))
                .isEqualTo(functions.col("currency").contains("@"));
        assertThat(Regexes.found(currency, "^@"))
                .isEqualTo(functions.col("currency").rlike("^@"));
    }

    @Test
    void anUnreadablePatternIsNamed() {
        assertThatThrownBy(() -> Regexes.checked("(EUR"))
                .hasMessage("\"(EUR\" is not a regular expression: Unclosed group");
    }
}
