package cx.warehouse.experience;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.trim;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;

/**
 * Maps a traffic source to its category: search engine, social network, video site or shopping site.
 *
 * @param categories category by source; both are trimmed and put in lower case
 */
public record SourceCategories(Map<String, String> categories) {

    public SourceCategories {
        Map<String, String> clean = new TreeMap<>();
        categories.forEach((source, category) -> clean.put(
                source.strip().toLowerCase(Locale.ROOT), category.strip().toLowerCase(Locale.ROOT)));
        categories = Map.copyOf(clean);
    }

    /** True where a source has the category, compared trimmed and in lower case; null for a null source. */
    public Column holds(String category, Column source) {
        Set<String> members = members(category);
        return members.isEmpty() ? lit(false) : lower(trim(source)).isInCollection(members);
    }

    /**
     * True where a host is a search engine. Either the host is listed, or it is a listed name without an ending plus
     * the ending of a country ({@code bing.com}).
     *
     * @param host in lower case, without {@code www.}
     */
    public Column isSearchEngine(Column host) {
        Set<String> engines = members("search");
        String names = engines.stream()
                .filter(engine -> !engine.contains("."))
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        Column listed = engines.isEmpty() ? lit(false) : host.isInCollection(engines);
        return names.isEmpty()
                ? listed
                : listed.or(
                        host.rlike("^(?:(?:m|search|[a-z]{2})\\.)*(?:" + names + ")\\.[a-z]{2,3}(?:\\.[a-z]{2})?$"));
    }

    private Set<String> members(String category) {
        return categories.entrySet().stream()
                .filter(entry -> entry.getValue().equals(category))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
