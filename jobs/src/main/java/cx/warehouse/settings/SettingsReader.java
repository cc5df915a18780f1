package cx.warehouse.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import cx.warehouse.contract.SpellingGuess;
import cx.warehouse.files.Fault;
import cx.warehouse.files.Landing;
import cx.warehouse.files.S3Settings;
import cx.warehouse.ledger.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads settings: the defaults, a file over them, the environment over that, the command line over all. */
public final class SettingsReader {

    private static final Pattern DURATION = Pattern.compile("(\\d+)(ms|s|m|h|d)");
    private static final Set<String> OTHER_VARIABLES =
            Set.of("CXW_HOME", "CXW_CONFIG", "CXW_HASH_KEY", "CXW_JAVA_OPTIONS", "CXW_HEAP");

    private final Map<String, String> values = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    private final Path home;

    private SettingsReader(Path home) {
        this.home = home;
    }

    /**
     * Reads all layers.
     *
     * @param home the project's folder, with {@code cxw.yaml}
     * @param config a file that overlays the defaults, or null
     * @param environment the process's environment
     * @param options what the command line says, by key; null values are not said
     * @throws Fault USAGE with every problem at once
     */
    public static Settings read(Path home, Path config, Map<String, String> environment, Map<String, String> options) {
        SettingsReader reader = new SettingsReader(home);
        reader.addLayer(home.resolve("cxw.yaml"), true);
        if (config != null) {
            reader.addLayer(config, false);
        }
        reader.addLayer(environment);
        options.forEach((key, value) -> {
            if (value != null) {
                reader.values.put(key, value);
            }
        });
        String key = environment.get("CXW_HASH_KEY");
        Settings settings = reader.settings(key == null || key.isBlank() ? Settings.DEMO_HASH_KEY : key);
        if (!reader.problems.isEmpty()) {
            int count = reader.problems.size();
            throw new Fault(
                    Fault.Kind.USAGE,
                    "Cannot use the settings: " + count + (count == 1 ? " problem" : " problems") + "\n  "
                            + String.join("\n  ", reader.problems));
        }
        return settings;
    }

    private void addLayer(Path file, boolean isDefaults) {
        JsonNode tree;
        try {
            tree = new YAMLMapper().readTree(Files.readString(file));
        } catch (IOException e) {
            String why = e.getMessage().lines().findFirst().orElse("");
            problems.add(file + ": cannot be read: " + (Files.exists(file) ? why : "there is no such file"));
            return;
        }
        Map<String, String> flat = new TreeMap<>();
        flatten("", tree, flat);
        flat.forEach((key, value) -> {
            if (isDefaults || values.containsKey(key)) {
                values.put(key, value);
            } else {
                problems.add(file + ": " + key + ": no such setting" + SpellingGuess.hint(key, values.keySet()));
            }
            if (!isDefaults && key.equals("database.password")) {
                problems.add(file + ": database.password: secrets come from the environment: CXW_DATABASE_PASSWORD");
            }
        });
    }

    private void addLayer(Map<String, String> environment) {
        Map<String, String> keys = new TreeMap<>();
        values.keySet().forEach(key -> keys.put(variable(key), key));
        environment.forEach((name, value) -> {
            if (name.startsWith("CXW_") && !OTHER_VARIABLES.contains(name)) {
                if (keys.containsKey(name)) {
                    values.put(keys.get(name), value);
                } else {
                    problems.add("environment: " + name + ": no such setting");
                }
            }
        });
    }

    private Settings settings(String hashKey) {
        String root = values.get("root");
        String dropZone = values.get("drop-zone");
        String reference = values.get("reference").isBlank() ? referenceBeside(dropZone) : values.get("reference");
        return new Settings(
                root,
                dropZone,
                reference,
                schemas(),
                parseValue("zone", ZoneId::of, "a time zone such as Europe/Berlin"),
                parseValue("currency", SettingsReader::parseCurrency, "an ISO 4217 code such as EUR"),
                list("required-sources"),
                new Settings.Experience(
                        duration("experience.visit-gap"),
                        flag("experience.split-at-midnight"),
                        flag("experience.split-on-campaign-change"),
                        duration("experience.lookback"),
                        flag("experience.ai-assistant-channel"),
                        Set.copyOf(list("experience.own-hosts")),
                        ChannelPillars.of(this::list, problems)),
                number("night.sources-at-once"),
                duration("night.lease"),
                new Settings.DatabaseSettings(
                        values.get("database.url").isBlank() ? embeddedUrl(root) : values.get("database.url"),
                        values.get("database.user"),
                        values.get("database.password")),
                new S3Settings(blankToNull("s3.endpoint"), blankToNull("s3.region"), flag("s3.path-style")),
                values.get("spark.master"),
                number("spark.shuffle-partitions"),
                number("bi.keep-versions"),
                number("checks.most-values"),
                number("docs.keep-runs"),
                hashKey);
    }

    private List<Path> schemas() {
        List<Path> folders = list("schemas").stream().map(home::resolve).toList();
        if (folders.isEmpty()) {
            problems.add("schemas: is empty; the project's own folder is `schemas`");
        }
        return folders;
    }

    private static String embeddedUrl(String root) {
        Path state = root.contains("://")
                ? Path.of(System.getProperty("user.home"), ".cx-warehouse", Landing.digest(root))
                : Path.of(root).toAbsolutePath().normalize().resolve("state");
        return Database.embeddedUrl(state.resolve("cxw").toString());
    }

    private static String referenceBeside(String dropZone) {
        String trimmed = dropZone.replaceAll("/+$", "");
        if (trimmed.contains("://")) {
            int slash = trimmed.lastIndexOf('/');
            return slash > trimmed.indexOf("://") + 2
                    ? trimmed.substring(0, slash) + "/reference"
                    : trimmed + "/reference";
        }
        return Path.of(trimmed).toAbsolutePath().resolveSibling("reference").toString();
    }

    private static String parseCurrency(String code) {
        return java.util.Currency.getInstance(code).getCurrencyCode();
    }

    private <T> T parseValue(String key, Function<String, T> parse, String wanted) {
        try {
            return parse.apply(values.get(key));
        } catch (IllegalArgumentException | DateTimeException e) {
            problems.add(key + ": '" + values.get(key) + "' is not " + wanted);
            return null;
        }
    }

    private Duration duration(String key) {
        Duration parsed = parseValue(key, SettingsReader::parseDuration, "a length of time such as 30m, 24h or 30d");
        return parsed == null ? Duration.ZERO : parsed;
    }

    /** A number and its unit: ms, s, m, h or d. */
    public static Duration parseDuration(String text) {
        Matcher parts = DURATION.matcher(text.trim());
        if (!parts.matches()) {
            throw new IllegalArgumentException(text);
        }
        long count = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private int number(String key) {
        Integer parsed = parseValue(
                key,
                text -> {
                    int value = Integer.parseInt(text.trim());
                    if (value < 1) {
                        throw new IllegalArgumentException(text);
                    }
                    return value;
                },
                "a whole number from 1");
        return parsed == null ? 1 : parsed;
    }

    private boolean flag(String key) {
        String text = values.get(key).trim().toLowerCase(Locale.ROOT);
        if (!text.equals("true") && !text.equals("false")) {
            problems.add(key + ": '" + values.get(key) + "' is not true or false");
        }
        return text.equals("true");
    }

    private List<String> list(String key) {
        String text = values.get(key).replaceAll("^\\[|]$", "");
        return text.isBlank() ? List.of() : List.of(text.trim().split("\\s*,\\s*"));
    }

    private String blankToNull(String key) {
        return values.get(key).isBlank() ? null : values.get(key);
    }

    private static String variable(String key) {
        return "CXW_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static void flatten(String prefix, JsonNode node, Map<String, String> flat) {
        node.properties().forEach(entry -> {
            String key = prefix + entry.getKey();
            JsonNode value = entry.getValue();
            if (value.isObject()) {
                flatten(key + ".", value, flat);
            } else if (value.isArray()) {
                List<String> items = new ArrayList<>();
                value.forEach(item -> items.add(item.asText()));
                flat.put(key, String.join(",", items));
            } else {
                flat.put(key, value.asText());
            }
        });
    }
}
