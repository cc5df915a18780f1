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
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Which traffic sources are search engines, social networks, video sites or shopping sites. */
public record SourceCategories(Map<String, String> categories) {

    public SourceCategories {
        Map<String, String> clean = new TreeMap<>();
        categories.forEach((source, category) -> clean.put(
                source.strip().toLowerCase(Locale.ROOT), category.strip().toLowerCase(Locale.ROOT)));
        categories = Map.copyOf(clean);
    }

    /** From the reference file: columns {@code source} and {@code category}; it is small and is collected. */
    public static SourceCategories of(Dataset<Row> reference) {
        Map<String, String> categories = new TreeMap<>();
        for (Row row : reference
                .select("source", "category")
                .na()
                .drop()
                .orderBy("source", "category")
                .collectAsList()) {
            categories.putIfAbsent(row.getString(0), row.getString(1));
        }
        return new SourceCategories(categories);
    }

    /** Whether a source is of a category; compared trimmed and in lower case, null is of none. */
    public Column holds(String category, Column source) {
        Set<String> members = members(category);
        return members.isEmpty() ? lit(false) : lower(trim(source)).isInCollection(members);
    }

    /**
     * Whether a host, in lower case and without {@code www.}, is a search engine: it is listed itself, or its name is
     * listed without an ending and the host is that name under some country's ending ({@code bing.com}).
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
