package cx.warehouse.experience;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.regexp_extract;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.try_url_decode;
import static org.apache.spark.sql.functions.when;

import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Addresses of pages taken apart, without the parts that may name a person. */
public final class PageUrls {

    /** Host and path of the page; null when there is none, or when it may hold an e-mail address. */
    public static final String PAGE = "page";

    /** Host of the page and of the referring page in lower case, without {@code www.}, port and user; null without. */
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
     * <p>A page is host and path without scheme, query and fragment, the host in lower case; a name that is no address
     * (Adobe's {@code help:home}) stays as it is. One that holds an {@code @}, plain or coded, is left out.
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
     * Adds {@code page_host} and {@code referrer_host} where a page was reached from another site, null elsewhere: most
     * pages are reached from their own site, and to see that costs little.
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

    /** Was a page reached from another address than those of its own site, or from none that is known? */
    public static Column isForeign() {
        return not(substring_index(col(Interaction.REFERRER), "/", 3)
                .eqNullSafe(substring_index(col(Interaction.PAGE_URL), "/", 3)));
    }

    /** The decoded value of a query parameter; null when it is absent or empty. */
    public static Column parameter(Column url, String name) {
        Column value = regexp_extract(url, "[?&]" + name + "=([^&#]+)", 1);
        return when(url.contains(name + "="), try_url_decode(when(value.notEqual(""), value)));
    }

    /** May a text hold an e-mail address, plain or coded? */
    public static Column isPersonal(Column text) {
        return text.contains("@").or(text.contains("%40"));
    }

    /** Null for a text of blanks, else the text trimmed. */
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
        Column name = lower(substring_index(substring_index(authority, "@", -1), ":", 1));
        Column host =
                when(name.startsWith("www."), name.substr(lit(5), length(name))).otherwise(name);
        return when(url.contains("://").and(authority.notEqual("")), host);
    }
}
