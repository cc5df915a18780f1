package cx.warehouse.experience;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.regexp_extract;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.try_url_decode;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;

/** Addresses of pages taken apart, without the parts that may name a person. */
final class Pages {

    private Pages() {}

    /**
     * Host and path of an address, without scheme, query and fragment, the host in lower case; a name that is no
     * address (Adobe's {@code help:home}) stays as it is. Null when empty or when it holds an {@code @}, plain or coded,
     * for that may be an e-mail address.
     */
    static Column page(Column url) {
        Column plain = bare(url);
        Column host = substring_index(plain, "/", 1);
        Column page = when(url.contains("://"), concat(lower(host), rest(plain, host)))
                .otherwise(plain);
        return when(
                length(page)
                        .gt(0)
                        .and(page.contains("@").or(page.contains("%40")).equalTo(false)),
                page);
    }

    /** The host of an address in lower case without {@code www.}, port and user; null when there is none. */
    static Column host(Column url) {
        Column authority = substring_index(bare(url), "/", 1);
        Column host = lower(substring_index(substring_index(authority, "@", -1), ":", 1));
        return when(url.contains("://").and(length(host).gt(0)), withoutWww(host));
    }

    /** The decoded value of a query parameter; null when it is absent or empty. */
    static Column parameter(Column url, String name) {
        Column value = regexp_extract(url, "[?&]" + name + "=([^&#]*)", 1);
        return when(url.contains(name + "=").and(length(value).gt(0)), try_url_decode(value));
    }

    private static Column withoutWww(Column host) {
        return when(host.startsWith("www."), substring(host, 5, 255)).otherwise(host);
    }

    private static Column bare(Column url) {
        Column address = substring_index(substring_index(trim(url), "#", 1), "?", 1);
        return substring_index(address, "://", -1);
    }

    private static Column rest(Column plain, Column host) {
        return plain.substr(length(host).plus(lit(1)), length(plain));
    }

    /** Null for a text of blanks, else the text trimmed. */
    static Column filled(String column) {
        Column text = trim(col(column));
        return when(length(text).gt(0), text);
    }
}
