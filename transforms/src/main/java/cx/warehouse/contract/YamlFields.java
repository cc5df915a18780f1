package cx.warehouse.contract;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads one YAML map of a declaration. Every accessor checks the type and collects faults; keys that no accessor read
 * are faults too.
 */
final class YamlFields {
    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory()).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private final String path;
    private final String prefix;
    private final JsonNode node;
    private final List<DeclarationProblem> problems;
    private final Set<String> asked = new LinkedHashSet<>();

    private YamlFields(String path, String prefix, JsonNode node, List<DeclarationProblem> problems) {
        this.path = path;
        this.prefix = prefix;
        this.node = node;
        this.problems = problems;
    }

    /** Opens the top of a document. Returns null and records a problem when the text is not a YAML map. */
    static YamlFields of(DeclarationText document, List<DeclarationProblem> problems) {
        try {
            JsonNode node = YAML.readTree(document.text());
            if (node != null && node.isObject()) {
                return new YamlFields(document.path(), "", node, problems);
            }
            problems.add(new DeclarationProblem(document.path(), "", "is not a map of keys and values"));
        } catch (JsonProcessingException e) {
            String where =
                    e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
            problems.add(new DeclarationProblem(
                    document.path(),
                    "",
                    where + e.getOriginalMessage().lines().findFirst().orElse("")));
        }
        return null;
    }

    String path() {
        return path;
    }

    boolean has(String key) {
        asked.add(key);
        JsonNode value = node.get(key);
        return value != null && !value.isNull();
    }

    /** Records a fault of {@code key}. */
    void fault(String key, String message) {
        problems.add(new DeclarationProblem(path, prefix + key, message));
    }

    /** A required text; empty, with a problem, when it is missing. */
    String text(String key) {
        if (!has(key) || node.get(key).isTextual() && node.get(key).textValue().isEmpty()) {
            fault(key, "is missing");
            return "";
        }
        return text(key, "");
    }

    /** A text, or {@code other} when the key is absent. */
    String text(String key, String other) {
        if (!has(key)) {
            return other;
        }
        JsonNode value = node.get(key);
        if (!value.isValueNode()) {
            fault(key, "expected a text, found " + kind(value));
            return other;
        }
        return value.asText();
    }

    /** One text or a list of texts; empty when the key is absent. */
    List<String> texts(String key) {
        if (!has(key)) {
            return List.of();
        }
        JsonNode value = node.get(key);
        if (value.isValueNode()) {
            return List.of(value.asText());
        }
        List<String> texts = new ArrayList<>();
        if (!value.isArray()) {
            fault(key, "expected a text or a list of texts, found " + kind(value));
            return texts;
        }
        for (JsonNode item : value) {
            if (item.isValueNode()) {
                texts.add(item.asText());
            } else {
                fault(key, "expected texts in the list, found " + kind(item));
            }
        }
        return texts;
    }

    boolean flag(String key) {
        if (!has(key)) {
            return false;
        }
        JsonNode value = node.get(key);
        if (!value.isBoolean()) {
            fault(key, "expected true or false, found `" + value.asText() + "`");
        }
        return value.asBoolean();
    }

    /** A number, or {@code other} when the key is absent. */
    BigDecimal number(String key, BigDecimal other) {
        if (!has(key)) {
            return other;
        }
        JsonNode value = node.get(key);
        if (!value.isNumber()) {
            fault(key, "expected a number, found " + (value.isValueNode() ? "`" + value.asText() + "`" : kind(value)));
            return other;
        }
        return value.decimalValue();
    }

    /** An enum constant, written in lower case, or {@code other} when the key is absent or wrong. */
    <E extends Enum<E>> E word(String key, Class<E> type, E other) {
        if (!has(key)) {
            return other;
        }
        String text = text(key, "");
        return enumWord(key, text, type, other);
    }

    /**
     * The enum constant that {@code text} names in lower case; {@code other}, with a fault of {@code key}, when there
     * is none.
     */
    <E extends Enum<E>> E enumWord(String key, String text, Class<E> type, E other) {
        List<String> words = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String word = constant.name().toLowerCase(Locale.ROOT);
            if (word.equals(text)) {
                return constant;
            }
            words.add(word);
        }
        fault(key, "no such word `" + text + "`; one of " + String.join(", ", words));
        return other;
    }

    /**
     * Applies {@code reader} to a text. Returns null when the key is absent, and null with a problem when
     * {@code reader} throws.
     */
    <T> T parse(String key, Function<String, T> reader) {
        if (!has(key)) {
            return null;
        }
        String text = text(key, "");
        try {
            return reader.apply(text);
        } catch (RuntimeException e) {
            fault(key, "`" + text + "`: " + e.getMessage().lines().findFirst().orElse("cannot be read"));
            return null;
        }
    }

    boolean isMap(String key) {
        return has(key) && node.get(key).isObject();
    }

    /** The map under a key; an empty map, with a problem, when the value is no map. */
    YamlFields map(String key) {
        JsonNode value = has(key) ? node.get(key) : null;
        if (value == null || !value.isObject()) {
            if (value != null) {
                fault(key, "expected a map, found " + kind(value));
            }
            value = YAML.createObjectNode();
        }
        return new YamlFields(path, prefix + key + ".", value, problems);
    }

    /** The maps of a list. Messages name each by its {@code name} or its number. */
    List<YamlFields> maps(String key) {
        List<YamlFields> maps = new ArrayList<>();
        if (!has(key)) {
            return maps;
        }
        JsonNode value = node.get(key);
        if (value.isObject()) {
            return List.of(map(key));
        }
        if (!value.isArray()) {
            fault(key, "expected a list of maps, found " + kind(value));
            return maps;
        }
        int number = 0;
        for (JsonNode item : value) {
            number++;
            if (item.isObject()) {
                String name = item.path("name").asText(String.valueOf(number));
                maps.add(new YamlFields(path, prefix + key + "." + name + ".", item, problems));
            } else {
                fault(key, "expected a map as item " + number + ", found " + kind(item));
            }
        }
        return maps;
    }

    /** All keys that were not read yet with their texts, in order; for maps with free keys. */
    Map<String, String> entries() {
        Map<String, String> entries = new LinkedHashMap<>();
        for (String key : keys()) {
            if (!asked.contains(key)) {
                entries.put(key, text(key, ""));
            }
        }
        return entries;
    }

    /** All keys, in order. */
    List<String> keys() {
        List<String> keys = new ArrayList<>();
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            keys.add(names.next());
        }
        return keys;
    }

    /** Records a fault for every key that no accessor read. */
    void rejectUnknownKeys() {
        for (String key : keys()) {
            if (!asked.contains(key)) {
                String hint = SpellingGuess.hint(key, asked);
                fault(key, "no such key" + (hint.isEmpty() ? "; known: " + askedKeys() : hint));
            }
        }
    }

    private String askedKeys() {
        return asked.stream().sorted().collect(Collectors.joining(", "));
    }

    private static String kind(JsonNode value) {
        return value.isObject() ? "a map" : value.isArray() ? "a list" : "`" + value.asText() + "`";
    }
}
