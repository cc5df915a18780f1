package cx.warehouse.experience;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Regular expressions for the hosts of well-known sites, by category. The file of hosts explains its format. */
final class ReferrerHosts {

    private static final String FILE = "referrer_hosts.txt";
    private static final Map<String, String> REGEXES = read();

    private ReferrerHosts() {}

    /** A regular expression that a whole host of the category matches; one that no host matches if there are none. */
    static String regex(String category) {
        return REGEXES.getOrDefault(category, "(?!)");
    }

    private static Map<String, String> read() {
        Map<String, String> regexes = new TreeMap<>();
        for (String line : lines()) {
            if (!line.isBlank() && !line.startsWith("#")) {
                List<String> parts =
                        Arrays.stream(line.split(";", -1)).map(String::strip).toList();
                regexes.merge(parts.get(0), regex(parts), (some, more) -> some + "|" + more);
            }
        }
        regexes.replaceAll((category, hosts) -> "^(?:" + hosts + ")$");
        return regexes;
    }

    private static String regex(List<String> parts) {
        String below = parts.get(1);
        String prefix =
                switch (below) {
                    case "" -> "";
                    case "*" -> "(?:[^/]+\\.)?";
                    default -> "(?:" + anyOf(below) + "\\.)?";
                };
        return prefix + anyOf(parts.get(2)) + "\\." + anyOf(parts.get(3));
    }

    private static String anyOf(String words) {
        return Arrays.stream(words.split("\\s+")).map(Pattern::quote).collect(Collectors.joining("|", "(?:", ")"));
    }

    private static List<String> lines() {
        try (InputStream bytes = ReferrerHosts.class.getResourceAsStream(FILE);
                BufferedReader text = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            return text.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
