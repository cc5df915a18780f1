package cx.warehouse.experience;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.regexp_extract;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.rtrim;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.try_url_decode;
import static org.apache.spark.sql.functions.when;

import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Splits page addresses into host, path and parameters, and leaves out parts that may name a person. */
public final class PageUrls {

    /** Host and path of the page; null without a page, or when it may hold an e-mail address. */
    public static final String PAGE = "page";

    /**
     * Host of the page in lower case, without {@code www.}, port, user and a dot at its end; null where unknown.
     * Likewise for the referrer.
     */
    public static final String PAGE_HOST = "page_host";

    public static final String REFERRER_HOST = "referrer_host";

    private static final String FOREIGN_PAGE = "foreign_page";
    private static final String FOREIGN_REFERRER = "foreign_referrer";
    private static final String BARE = "bare_url";
    private static final String AUTHORITY = "authority";
    private static final String REFERRER_AUTHORITY = "referrer_authority";

    private PageUrls() {}

    /**
     * Adds {@code page} to rows with page_url.
     *
     * <p>A page is host and path, without scheme, query and fragment; the host is in lower case. A name that is no
     * address (Adobe's {@code help:home}) stays as it is. The page is null where it holds an {@code @}, plain or
     * URL-encoded.
     */
    public static Dataset<Row> addPage(Dataset<Row> rows) {
        Column url = col(Interaction.PAGE_URL);
        Column bare = col(BARE);
        Column page = when(
                        url.contains("://"),
                        concat(
                                lower(authority(bare)),
                                bare.substr(length(authority(bare)).plus(lit(1)), length(bare))))
                .otherwise(bare);
        return rows.withColumn(BARE, withoutQuery(url))
                .withColumn(PAGE, when(length(bare).gt(0).and(isPersonal(bare).equalTo(false)), page))
                .drop(BARE);
    }

    /**
     * Adds {@code page_host} and {@code referrer_host} to rows whose referrer is on another site; both are null in
     * other rows. Most pages are reached from their own site, and {@link #isForeign} finds that out cheaply.
     */
    public static Dataset<Row> addForeignHosts(Dataset<Row> rows) {
        Column url = col(Interaction.PAGE_URL);
        Column referrer = col(Interaction.REFERRER);
        return rows.withColumns(
                        Map.of(FOREIGN_PAGE, when(isForeign(), url), FOREIGN_REFERRER, when(isForeign(), referrer)))
                .withColumns(Map.of(
                        AUTHORITY, authority(withoutQuery(col(FOREIGN_PAGE))),
                        REFERRER_AUTHORITY, authority(withoutQuery(col(FOREIGN_REFERRER)))))
                .withColumns(Map.of(
                        PAGE_HOST, host(col(FOREIGN_PAGE), col(AUTHORITY)),
                        REFERRER_HOST, host(col(FOREIGN_REFERRER), col(REFERRER_AUTHORITY))))
                .drop(FOREIGN_PAGE, FOREIGN_REFERRER, AUTHORITY, REFERRER_AUTHORITY);
    }

    /** True where the referrer is on another site than the page, or one of the two is unknown. */
    public static Column isForeign() {
        return not(substring_index(col(Interaction.REFERRER), "/", 3)
                .eqNullSafe(substring_index(col(Interaction.PAGE_URL), "/", 3)));
    }

    /** The URL-decoded value of a query parameter; null when it is absent, empty or cannot be decoded. */
    public static Column parameter(Column url, String name) {
        Column value = regexp_extract(url, "[?&]" + name + "=([^&#]+)", 1);
        return when(url.contains(name + "="), try_url_decode(when(value.notEqual(""), value)));
    }

    /** True for a text that may hold an e-mail address, plain or URL-encoded; null for null. */
    public static Column isPersonal(Column text) {
        return text.contains("@").or(text.contains("%40"));
    }

    /** The text with {@code …} in place of every word that may hold an e-mail address; null for null. */
    public static Column withoutPersonalWords(Column text) {
        return regexp_replace(text, lit("[^ ]*(@|%40)[^ ]*"), lit("…"));
    }

    /** The trimmed text of a column; null for a text of blanks. */
    public static Column trimToNull(String column) {
        Column text = trim(col(column));
        return when(text.notEqual(""), text);
    }

    private static Column withoutQuery(Column url) {
        Column address = substring_index(substring_index(trim(url), "#", 1), "?", 1);
        return substring_index(address, "://", -1);
    }

    private static Column authority(Column bare) {
        return substring_index(bare, "/", 1);
    }

    private static Column host(Column url, Column authority) {
        Column name = lower(rtrim(substring_index(substring_index(authority, "@", -1), ":", 1), lit(".")));
        Column host =
                when(name.startsWith("www."), name.substr(lit(5), length(name))).otherwise(name);
        return when(url.contains("://").and(authority.notEqual("")), host);
    }
}
