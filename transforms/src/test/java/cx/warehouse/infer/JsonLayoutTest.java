package cx.warehouse.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLayoutTest {

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
                    {"a":1} {"a":2}                          ~ {type: json, shape: lines}
                    {"a":1}                                  ~ {type: json, shape: lines}
                    [{"a":1}]                                ~ {type: json, shape: array}
                    {"next":"x","rows":[{"a":1},{"a":2}]}    ~ {type: json, shape: page, path: rows}
                    {"my rows":[{"a":1},{"a":2}]}            ~ {type: json, shape: page, path: my rows}
                    {"yes":[{"a":1},{"a":2}]}                ~ {type: json, shape: page, path: 'yes'}
                    """)
    void objectsLieInLinesInAnArrayOrInAPage(String text, String format) {
        FileLayout layout = JsonLayout.of(text);
        assertThat(layout.format().yaml()).isEqualTo(format);
        assertThat(layout.names()).containsExactly("a");
        assertThat(layout.trial().format().yaml()).isEqualTo("{type: json, shape: lines}");
    }

    @Test
    void aListOfOneObjectIsAPartOfIts() {
        FileLayout layout = JsonLayout.of("{\"id\":1,\"items\":[{\"a\":1}]}");
        assertThat(layout.format().yaml()).isEqualTo("{type: json, shape: lines}");
        assertThat(layout.names()).containsExactly("id", "items");
        assertThat(layout.nested()).containsExactly("items");
    }

    @Test
    void severalObjectsWithListsAreLines() {
        FileLayout layout = JsonLayout.of(
                "{\"id\":1,\"items\":[{\"a\":1},{\"a\":2}]}\n{\"id\":2,\"items\":[]}\n{\"id\":3,\"tags\":[1,\"x\",{}]}");
        assertThat(layout.format().yaml()).isEqualTo("{type: json, shape: lines}");
        assertThat(layout.names()).containsExactly("id", "items", "tags");
        assertThat(layout.trial().text())
                .isEqualTo("{\"id\":1,\"items\":[{\"a\":1},{\"a\":2}]}\n{\"id\":2,\"items\":[]}\n"
                        + "{\"id\":3,\"tags\":[1,\"x\",{}]}\n");
    }

    @Test
    void membersOfObjectsArePathsToTheFourthLevel() {
        assertThat(JsonLayout.of("{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":1}}}},\"f\":{}}")
                        .names())
                .containsExactly("a.b.c.d", "f");
        assertThat(JsonLayout.of("{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":1}}}},\"f\":{}}")
                        .nested())
                .containsExactlyInAnyOrder("a.b.c.d", "f");
    }

    @Test
    void anObjectThatWasNullBeforeIsItsMembers() {
        assertThat(JsonLayout.of("{\"a\":null}\n{\"a\":{\"b\":1}}\n{\"a\":null}\n")
                        .names())
                .containsExactly("a.b");
    }

    @Test
    void elementsThatAreNoObjectsAreLeftOut() {
        FileLayout layout = JsonLayout.of("[1,\"x\",[2],{\"a\":1},null]");
        assertThat(layout.trial().text()).isEqualTo("{\"a\":1}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1}\n{\"a\":2}\n{\"a\":",
                "[{\"a\":1},{\"a\":2},{\"a\"",
                "{\"rows\":[{\"a\":1},{\"a\":2},{\"a\":3",
            })
    void aTextThatIsCutTellsWhatCameBefore(String text) {
        assertThat(JsonLayout.of(text).trial().text()).isEqualTo("{\"a\":1}\n{\"a\":2}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1,2]", "[]", "[[{\"a\":1}]]"})
    void jsonWithoutObjectsIsNoExport(String text) {
        assertThatThrownBy(() -> JsonLayout.of(text))
                .isInstanceOf(NoLayoutException.class)
                .hasMessage("it is JSON without objects");
    }

    @Test
    void textThatOnlyBeginsLikeJsonIsNoExport() {
        assertThatThrownBy(() -> JsonLayout.of("[Campaigns]\na,b\n"))
                .isInstanceOf(NoLayoutException.class)
                .hasMessage(
                        "it begins like JSON but cannot be read: Unrecognized token 'Campaigns': was expecting (JSON"
                                + " String, Number, Array, Object or token 'null', 'true' or 'false')");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
                    {"a":"x","b":1}{"a":"y","b":2}          ~ {"a":"*","b":1}|{"a":"*","b":2}|
                    [{"a":"x","b":1}]                       ~ [{"a":"*","b":1}]|
                    {"n":1,"rows":[{"a":"x"},{"a":"y"}]}    ~ {"rows":[{"a":"*"},{"a":"*"}]}|
                    {"a":["x",{"c":"y"}],"d":null}          ~ {"a":["*",{"c":"y"}],"d":null}|
                    """)
    void theSampleIsLaidOutAsTheFile(String text, String sample) {
        assertThat(JsonLayout.of(text).sample().text((path, cell) -> path.equals("a") ? "*" : cell))
                .isEqualTo(sample.replace('|', '\n'));
    }

    @Test
    void numbersThatAreMaskedBecomeZero() {
        assertThat(JsonLayout.of("{\"phone\":15550000041,\"n\":2.5,\"ok\":true}\n")
                        .sample()
                        .text((path, cell) -> path.equals("n") ? cell : "xxx"))
                .isEqualTo("{\"phone\":0,\"n\":2.5,\"ok\":true}\n");
    }

    @Test
    void theSampleHasTwelveObjects() {
        assertThat(JsonLayout.of("{\"a\":1}\n".repeat(40))
                        .sample()
                        .text((path, cell) -> cell)
                        .lines())
                .hasSize(12);
    }
}
