package cx.warehouse.settings;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import cx.warehouse.contract.SpellingGuess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Holds the value of every setting from the last layer that sets it: files, environment, command line. */
final class SettingLayers {

    /**
     * A value from one layer.
     *
     * @param place the file, {@code environment} or {@code command line}, and the key or the variable there
     * @param items the items of a list; null for any other value
     * @param text the value as text; the items of a list, separated by commas
     */
    record LayerValue(String place, List<String> items, String text) {}

    private static final Set<String> OTHER_VARIABLES =
            Set.of("CXW_HOME", "CXW_CONFIG", "CXW_HASH_KEY", "CXW_JAVA_OPTIONS", "CXW_HEAP");

    /** Settings that no file may hold. */
    private static final Set<String> SECRETS = Set.of("database.password", "hash-key");

    /** Settings of earlier versions, each with its replacements and their meaning. */
    private static final Map<String, Map<String, String>> REPLACED = Map.of(
            "experience.lookback",
            new TreeMap<>(Map.of(
                    "attribution.lookback", "which touchpoints a conversion may credit",
                    "rebuild.horizon", "how many days back a night rebuilds visits and rows")));

    private final Map<String, LayerValue> values = new TreeMap<>();
    private final Set<String> declared = new TreeSet<>();
    private final Set<String> sections = new TreeSet<>();
    private final Set<String> openSections = new TreeSet<>();
    private final List<String> problems;

    /** @param problems list that receives the faults */
    SettingLayers(Collection<SettingSection<?>> sections, List<String> problems) {
        this.problems = problems;
        for (SettingSection<?> section : sections) {
            declared.addAll(section.keys());
            if (section.openComponent() != null) {
                openSections.add(section.prefix());
            }
        }
        for (String key : declared) {
            for (int dot = key.indexOf('.'); dot > 0; dot = key.indexOf('.', dot + 1)) {
                this.sections.add(key.substring(0, dot));
            }
        }
    }

    /** Adds the settings of a YAML file, nested or with dots in their keys. */
    void addFile(Path file) {
        JsonNode tree;
        try {
            tree = YAMLMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build()
                    .readTree(Files.readString(file));
        } catch (IOException e) {
            String why = e.getMessage().lines().findFirst().orElse("");
            problems.add(file + ": cannot be read: " + (Files.exists(file) ? why : "there is no such file"));
            return;
        }
        if (tree.isObject()) {
            addTree(file, "", tree);
        } else if (!tree.isMissingNode() && !tree.isNull()) {
            problems.add(file + ": holds no settings: write `key: value` on each line");
        }
    }

    private void addTree(Path file, String prefix, JsonNode node) {
        node.properties().forEach(entry -> {
            String key = prefix + entry.getKey();
            JsonNode value = entry.getValue();
            if (value.isObject()) {
                addTree(file, key + ".", value);
            } else if (!sections.contains(key)) {
                addValue(file, key, value);
            } else if (!value.isNull()) {
                problems.add(file + ": " + key + ": is a section; its settings stand below it: "
                        + declared.stream()
                                .filter(one -> one.startsWith(key + "."))
                                .collect(Collectors.joining(", ")));
            }
        });
    }

    private void addValue(Path file, String key, JsonNode node) {
        String place = file + ": " + key;
        LayerValue value = valueOf(place, node);
        if (SECRETS.contains(key)) {
            if (!value.text().isBlank()) {
                problems.add(place + ": secrets come from the environment: " + variable(key));
                return;
            }
        } else if (REPLACED.containsKey(key)) {
            problems.add(place + ": " + replacement(key, false));
            return;
        }
        if (isKnown(key)) {
            values.put(key, value);
        } else {
            problems.add(place + ": no such setting" + SpellingGuess.hint(key, declared));
        }
    }

    private static LayerValue valueOf(String place, JsonNode node) {
        if (node.isArray()) {
            List<String> items = new ArrayList<>();
            node.forEach(item -> items.add(item.asText()));
            return new LayerValue(place, List.copyOf(items), String.join(",", items));
        }
        return new LayerValue(place, null, node.isNull() ? "" : node.asText());
    }

    /** Adds values of environment variables. Each declared setting has a variable, named by {@link #variable}. */
    void addEnvironment(Map<String, String> environment) {
        Map<String, String> keys = new TreeMap<>();
        declared.forEach(key -> keys.put(variable(key), key));
        Map<String, String> replaced = new TreeMap<>();
        REPLACED.keySet().forEach(key -> replaced.put(variable(key), key));
        Set<String> names = new TreeSet<>(OTHER_VARIABLES);
        names.addAll(keys.keySet());
        new TreeMap<>(environment).forEach((name, value) -> {
            String place = "environment: " + name;
            if (keys.containsKey(name)) {
                values.put(keys.get(name), new LayerValue(place, null, value));
            } else if (replaced.containsKey(name)) {
                problems.add(place + ": " + replacement(replaced.get(name), true));
            } else if (name.startsWith("CXW_") && !OTHER_VARIABLES.contains(name)) {
                problems.add(place + ": no such setting" + SpellingGuess.hint(name, names));
            }
        });
    }

    /** Adds settings of the command line, by key; a null value sets nothing. */
    void addOptions(Map<String, String> options) {
        options.forEach((key, value) -> {
            String place = "command line: " + key;
            if (value == null) {
                return;
            }
            if (isKnown(key)) {
                values.put(key, new LayerValue(place, null, value));
            } else {
                problems.add(place + ": no such setting" + SpellingGuess.hint(key, declared));
            }
        });
    }

    /** The value of a setting; null where no layer sets it. */
    LayerValue value(String key) {
        return values.get(key);
    }

    /** The values of a section that no setting declares, by key; empty for a section without open keys. */
    Map<String, LayerValue> undeclaredKeys(String prefix) {
        Map<String, LayerValue> found = new TreeMap<>();
        values.forEach((key, value) -> {
            if (!declared.contains(key) && key.startsWith(prefix + ".")) {
                found.put(key, value);
            }
        });
        return found;
    }

    /** The environment variable of a setting: {@code CXW_EXPERIENCE_VISIT_GAP} for {@code experience.visit-gap}. */
    static String variable(String key) {
        return "CXW_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private boolean isKnown(String key) {
        return declared.contains(key) || openSections.stream().anyMatch(section -> isOpen(section, key));
    }

    /** True when an undeclared key may be in the section. A key that looks like a misspelled declared key may not. */
    private boolean isOpen(String section, String key) {
        if (!key.startsWith(section + ".")) {
            return false;
        }
        int length = section.length() + 1;
        String name = key.substring(length);
        List<String> names = declared.stream()
                .filter(one -> one.startsWith(section + "."))
                .map(one -> one.substring(length))
                .toList();
        return name.indexOf('.') >= 0 || SpellingGuess.nearest(name, names).isEmpty();
    }

    private static String replacement(String key, boolean isVariable) {
        return "is no setting any more; set instead "
                + REPLACED.get(key).entrySet().stream()
                        .map(one -> (isVariable ? variable(one.getKey()) : one.getKey()) + " (" + one.getValue() + ")")
                        .collect(Collectors.joining(" and "));
    }
}
