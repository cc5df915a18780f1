package cx.warehouse.experience;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.regexp_replace;
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
 * Maps a traffic source to its category: search engine, social network, video site, shopping site or mailbox.
 *
 * @param categories category by source; both are trimmed and put in lower case. A source is a name or a host;
 *     {@code *.shop.example} stands for a host and all hosts below it
 */
public record SourceCategories(Map<String, String> categories) {

    /** Category of search engines. */
    public static final String SEARCH = "search";

    /** Category of sites and apps where people read their e-mail. */
    public static final String EMAIL = "email";

    private static final String BELOW = "*.";

    public SourceCategories {
        Map<String, String> clean = new TreeMap<>();
        categories.forEach((source, category) -> clean.put(
                source.strip().toLowerCase(Locale.ROOT), category.strip().toLowerCase(Locale.ROOT)));
        categories = Map.copyOf(clean);
    }

    /**
     * True where a source has the category: it is listed whole, stands below a listed host, or is a host of a
     * well-known site of that category and is not listed otherwise. A host that merely begins with a listed name is
     * another site. The source is compared trimmed, in lower case, without www. and a dot at the end; null for a null
     * source.
     */
    public Column holds(String category, Column source) {
        Column plain = regexp_replace(regexp_replace(lower(trim(source)), "^www\\.", ""), "\\.$", "");
        Column isListed = isListed(plain, members(category));
        Set<String> others = new TreeSet<>(categories.keySet());
        others.removeAll(members(category));
        return isListed.or(plain.rlike(ReferrerHosts.regex(category))
                .and(isListed(plain, others).equalTo(false)));
    }

    private static Column isListed(Column source, Set<String> entries) {
        Set<String> whole = entries.stream()
                .filter(entry -> !entry.startsWith(BELOW))
                .collect(Collectors.toCollection(TreeSet::new));
        String below = entries.stream()
                .filter(entry -> entry.startsWith(BELOW))
                .map(entry -> Pattern.quote(entry.substring(BELOW.length())))
                .collect(Collectors.joining("|"));
        Column isWhole = whole.isEmpty() ? lit(false) : source.isInCollection(whole);
        return below.isEmpty() ? isWhole : isWhole.or(source.rlike("^(?:.+\\.)?(?:" + below + ")$"));
    }

    private Set<String> members(String category) {
        return categories.entrySet().stream()
                .filter(entry -> entry.getValue().equals(category))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
