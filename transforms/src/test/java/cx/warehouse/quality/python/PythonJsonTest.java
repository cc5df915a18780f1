package cx.warehouse.quality.python;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts as JSON for Python; every expected value is the answer of {@code json.loads} of Python 3.11. */
class PythonJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": [1, 2.5e3, null], \"a\": true}",
                " \n\t\r 1 \n",
                "\"text\"",
                "-0",
                "1e999",
                "NaN",
                "[Infinity, -Infinity]",
                "\"\\ud800\"",
                "\"\u007f\u2028\"",
                "\"\\/\"",
            })
    void readsOneValueOfAnyKind(String text) {
        assertThat(PythonJson.parses(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "1 2",
                "{} x",
                "[1,]",
                "{a: 1}",
                "{'a': 1}",
                "01",
                "1.",
                ".5",
                "+1",
                "-NaN",
                "+Infinity",
                "INF",
                "None",
                "True",
                "\"a\nb\"",
                "\"\\x41\"",
                "\"\\u12\"",
                "\"open",
                "[1",
                "\uFEFF1",
                "\u00a01",
                "1 // one",
            })
    void refusesTheRest(String text) {
        assertThat(PythonJson.parses(text)).isFalse();
    }

    @Test
    void aLongWholeNumberIsReadUpToPythonsLimit() {
        assertThat(PythonJson.parses("-" + "9".repeat(4300))).isTrue();
        assertThat(PythonJson.parses("9".repeat(4301))).isFalse();
        assertThat(PythonJson.parses("1." + "9".repeat(5000))).isTrue();
    }

    @Test
    void deepNestingIsReadUpToPythonsLimit() {
        assertThat(PythonJson.parses("[".repeat(900) + "]".repeat(900))).isTrue();
        assertThat(PythonJson.parses("[".repeat(100_000) + "]".repeat(100_000))).isFalse();
    }
}
