package cx.warehouse.experience.dimension;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.trunc;
import static org.apache.spark.sql.functions.when;

import cx.warehouse.experience.RewrittenRows;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Builds {@code dim_page}: the pages that interactions name. */
public final class DimPage {

    /** A host with a domain, and perhaps a port; the name of a page has none. */
    private static final String HOST = "^[a-z0-9-]+(\\.[a-z0-9-]+)+(:[0-9]+)?$";

    private DimPage() {}

    /**
     * One row per page: page_key, page, host, path, first_seen_month. A page is host and path, or a name that is no
     * address; then host and path are null.
     *
     * @param fact rows of the fact: page_key, extra, event_date (reporting zone)
     * @param prior rows of dim_page that stay, or an empty frame with its columns
     */
    public static Dataset<Row> rows(Dataset<Row> fact, Dataset<Row> prior) {
        Dataset<Row> seen = fact.select(
                        col("page_key"), col("extra").getItem("page").as("page"), month())
                .where(col("page_key").isNotNull().and(col("page").isNotNull()));
        Column host = substring_index(col("page"), "/", 1);
        Column isAddress = host.rlike(HOST);
        return seen.unionByName(prior.select("page_key", "page", "first_seen_month"))
                .groupBy("page_key")
                .agg(max("page").as("page"), min("first_seen_month").as("first_seen_month"))
                .select(
                        col("page_key"),
                        col("page"),
                        when(isAddress, host).as("host"),
                        when(isAddress, col("page").substr(length(host).plus(lit(1)), length(col("page"))))
                                .as("path"),
                        col("first_seen_month"));
    }

    /**
     * The pages that a load took out of some days, at least for a month: page_key. Rows of other days may still name
     * them.
     *
     * @param written both versions of the rows of the fact on the days that the load wrote
     */
    public static Dataset<Row> removedPages(RewrittenRows written) {
        return months(written.before())
                .except(months(written.now()))
                .select("page_key")
                .distinct();
    }

    private static Dataset<Row> months(Dataset<Row> fact) {
        return fact.where(col("page_key").isNotNull()).select(col("page_key"), month());
    }

    private static Column month() {
        return trunc(col("event_date"), "month").as("first_seen_month");
    }
}
