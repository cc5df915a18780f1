package cx.warehouse.settings;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cx.warehouse.settings.SettingLayers.LayerValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Binds the values of a section to its record by Jackson. Unreadable values become problems, not exceptions. */
final class SettingBinder {

    private static final Pattern DURATION = Pattern.compile("(\\d+)(ms|s|m|h|d)");

    private final SettingLayers layers;
    private final List<String> problems;
    private final ObjectMapper mapper;

    /** @param problems list that receives the faults */
    SettingBinder(SettingLayers layers, List<String> problems) {
        this.layers = layers;
        this.problems = problems;
        SimpleModule values = new SimpleModule();
        addType(values, String.class, value -> value.text(), "text");
        addType(values, int.class, SettingBinder::parseCount, "a whole number from 1");
        addType(values, BigDecimal.class, value -> new BigDecimal(value.text().trim()), "a number such as 0.4");
        addType(values, boolean.class, SettingBinder::parseFlag, "true or false");
        addType(values, List.class, SettingBinder::parseList, "a list");
        addType(values, Set.class, value -> Set.copyOf(parseList(value)), "a list");
        addType(
                values,
                Duration.class,
                value -> parseDuration(value.text()),
                "a length of time such as 30m, 24h or 30d");
        addType(values, ZoneId.class, value -> ZoneId.of(value.text()), "a time zone such as Europe/Berlin");
        addType(values, Currency.class, value -> Currency.getInstance(value.text()), "an ISO 4217 code such as EUR");
        this.mapper = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
                .addModule(values)
                .build();
    }

    private <T> void addType(SimpleModule values, Class<T> type, Function<LayerValue, T> parse, String wanted) {
        values.addDeserializer(type, new ValueDeserializer<>(type, parse, wanted));
    }

    /** Binds a section to its record. Returns null and adds a problem where a value is missing or unusable. */
    <T extends Record> T bind(SettingSection<T> section) {
        int before = problems.size();
        ObjectNode tree = tree(section);
        try {
            T bound = mapper.treeToValue(tree, section.type());
            if (problems.size() == before) {
                section.check().apply(bound).forEach(line -> addProblem(section.prefix(), line));
            }
            return problems.size() == before ? bound : null;
        } catch (ValueInstantiationException e) {
            if (problems.size() == before) { // else the record only refuses nulls that stand for unreadable values
                String path = e.getPath().stream()
                        .map(JsonMappingException.Reference::getFieldName)
                        .collect(Collectors.joining("."));
                String message = String.valueOf(e.getCause().getMessage());
                message.lines()
                        .forEach(line -> addProblem(path.isEmpty() ? section.prefix() : section.key(path), line));
            }
            return null;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot bind the settings of `" + section.prefix() + "`", e);
        }
    }

    private ObjectNode tree(SettingSection<?> section) {
        ObjectNode tree = mapper.createObjectNode();
        for (String key : section.keys()) {
            LayerValue value = layers.value(key);
            if (value == null) {
                problems.add("cxw.yaml: " + key + ": is missing; each setting has its default there");
                continue;
            }
            String[] path = key.substring(section.key("").length()).split("\\.");
            ObjectNode parent = tree;
            for (String name : Arrays.copyOf(path, path.length - 1)) {
                parent = parent.withObjectProperty(name);
            }
            parent.putPOJO(path[path.length - 1], value);
        }
        if (section.openComponent() != null) {
            ObjectNode others = tree.withObjectProperty(section.openComponent());
            layers.undeclaredKeys(section.prefix()).forEach(others::putPOJO);
        }
        return tree;
    }

    /** @param line a key relative to the prefix, a colon and a reason */
    private void addProblem(String prefix, String line) {
        int colon = Math.max(0, line.indexOf(':'));
        String start = prefix.isEmpty() ? "" : prefix + ".";
        LayerValue value = layers.value(start + line.substring(0, colon));
        problems.add(value == null ? prefix + ": " + line : value.place() + line.substring(colon));
    }

    /** Parses a number and its unit: ms, s, m, h or d. */
    static Duration parseDuration(String text) {
        Matcher parts = DURATION.matcher(text.trim());
        if (!parts.matches()) {
            throw new IllegalArgumentException(text);
        }
        long count = Long.parseLong(parts.group(1));
        try {
            return switch (parts.group(2)) {
                case "ms" -> Duration.ofMillis(count);
                case "s" -> Duration.ofSeconds(count);
                case "m" -> Duration.ofMinutes(count);
                case "h" -> Duration.ofHours(count);
                default -> Duration.ofDays(count);
            };
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static int parseCount(LayerValue value) {
        int count = Integer.parseInt(value.text().trim());
        if (count < 1) {
            throw new IllegalArgumentException(value.text());
        }
        return count;
    }

    private static boolean parseFlag(LayerValue value) {
        return switch (value.text().trim().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(value.text());
        };
    }

    /** Parses a YAML list, or text with commas between the items, with or without brackets. */
    private static List<String> parseList(LayerValue value) {
        if (value.items() != null) {
            return value.items();
        }
        String text = value.text().trim().replaceAll("^\\[|]$", "");
        return text.isBlank() ? List.of() : List.of(text.trim().split("\\s*,\\s*"));
    }

    /** Parses a value of a layer. */
    private final class ValueDeserializer<T> extends StdDeserializer<T> {

        private final transient Function<LayerValue, T> parse;
        private final String wanted;

        ValueDeserializer(Class<T> type, Function<LayerValue, T> parse, String wanted) {
            super(type);
            this.parse = parse;
            this.wanted = wanted;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            LayerValue value = (LayerValue) parser.getEmbeddedObject();
            try {
                return parse.apply(value);
            } catch (IllegalArgumentException | DateTimeException e) {
                problems.add(value.place() + ": '" + value.text() + "' is not " + wanted);
                return null;
            }
        }
    }
}
