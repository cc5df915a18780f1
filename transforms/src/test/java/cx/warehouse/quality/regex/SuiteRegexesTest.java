package cx.warehouse.quality.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cx.warehouse.quality.frame.FrameColumns;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;

class SuiteRegexesTest {

    @Test
    void pythonsDialectBecomesJavas() {
        assertThat(SuiteRegexes.toJavaRegex("(?P<year>\\d{4})-(?P=year)\\Z")).isEqualTo("(?<year>\\d{4})-\\k<year>\\z");
        assertThat(SuiteRegexes.toJavaRegex("\\\\Z")).isEqualTo("\\\\Z");
        assertThat(SuiteRegexes.toJavaRegex("a{,3}(?#at most)b[{,3}]")).isEqualTo("a{0,3}b[{,3}]");
    }

    @Test
    void syntaxThatOnlyPythonHasIsNamed() {
        assertThatThrownBy(() -> SuiteRegexes.toJavaRegex("(<)?a(?(1)>|$)"))
                .hasMessage("\"(<)?a(?(1)>|$)\" asks whether a group was found,"
                        + " which no regular expression of Java can");
    }

    @Test
    void plainTextIsLookedForWithoutAPattern() {
        FrameColumns.Field currency =
                new FrameColumns.Field("currency", functions.col("currency"), DataTypes.StringType);
        assertThat(SuiteRegexes.isFound(currency, "@"))
                .isEqualTo(functions.col("currency").contains("@"));
        assertThat(SuiteRegexes.isFound(currency, "^@"))
                .isEqualTo(functions.col("currency").rlike("^@"));
    }

    @Test
    void anUnreadablePatternIsNamed() {
        assertThatThrownBy(() -> SuiteRegexes.toJavaRegex("(EUR"))
                .hasMessage("\"(EUR\" is not a regular expression: Unclosed group");
    }
}
