package cx.warehouse.infer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTextTest {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Campaign",
                "Amount spent (EUR)",
                "a",
                "metrics.cost",
                "Straße",
                "CTR %",
                "a_1",
                "x/y",
                "_id",
                "c-d"
            })
    void plainWordsAreNotQuoted(String text) throws JsonProcessingException {
        assertThat(YamlText.text(text)).isEqualTo(text);
        assertThat(readBack(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "true", "No", "NULL", "y", "off", "12", "1.5", "- a", "a: b", "a #b", "it's", "\"a\"", "a, b",
                "[a]", "{a}", "*", "&x", "?", "%", "@a", "`a`", "#N/A", "--", "\\N", " a", "a ", "2026-04-07", "~"
            })
    void textsThatYamlWouldReadOtherwiseAreQuoted(String text) throws JsonProcessingException {
        assertThat(YamlText.text(text)).isEqualTo("'" + text.replace("'", "''") + "'");
        assertThat(readBack(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\tb", "a\nb", "a\r\nb", "\t\"x\" \\ y", "\t'"})
    void controlCharactersAreEscaped(String text) throws JsonProcessingException {
        assertThat(YamlText.text(text)).startsWith("\"").doesNotContain(text);
        assertThat(readBack(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\u0007b", "a\u0085b", "a\u001bb", "a\u2028b", "\uFEFFa", "a\uFFFF"})
    void rareControlCharactersAreEscapedToo(String text) throws JsonProcessingException {
        assertThat(readBack(text)).isEqualTo(text);
    }

    @Test
    void aListIsWrittenInOneLine() {
        assertThat(YamlText.list(List.of("--", "n/a", "it's"))).isEqualTo("['--', n/a, 'it''s']");
        assertThat(YamlText.list(List.of())).isEqualTo("[]");
    }

    /** The text as YAML reads what is written, as an item of a list in one line. */
    private static String readBack(String text) throws JsonProcessingException {
        JsonNode list = YAML.readTree("{a: " + YamlText.list(List.of(text, "next")) + "}")
                .get("a");
        assertThat(list).hasSize(2);
        assertThat(list.get(0).isTextual()).isTrue();
        return list.get(0).textValue();
    }
}
