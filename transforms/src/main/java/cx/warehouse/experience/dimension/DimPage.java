package cx.warehouse.experience.dimension;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.instr;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.trunc;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Builds {@code dim_page}: the pages that interactions name. */
public final class DimPage {

    private DimPage() {}

    /**
     * One row per page: page_key, page, host, path, first_seen_month. A page is host and path, or a name that is no
     * address; then host and path are null. A page stays when its last interaction is gone.
     *
     * @param fact rows of the fact: page_key, extra, event_date (reporting zone)
     * @param prior dim_page as last published, or an empty frame with its columns
     */
    public static Dataset<Row> rows(Dataset<Row> fact, Dataset<Row> prior) {
        Dataset<Row> seen = fact.select(
                        col("page_key"),
                        col("extra").getItem("page").as("page"),
                        trunc(col("event_date"), "month").as("first_seen_month"))
                .where(col("page_key").isNotNull().and(col("page").isNotNull()));
        Column slash = instr(col("page"), lit("/"));
        Column isAddress = slash.gt(1);
        return seen.unionByName(prior.select("page_key", "page", "first_seen_month"))
                .groupBy("page_key")
                .agg(max("page").as("page"), min("first_seen_month").as("first_seen_month"))
                .select(
                        col("page_key"),
                        col("page"),
                        when(isAddress, substring_index(col("page"), "/", 1)).as("host"),
                        when(isAddress, col("page").substr(slash, length(col("page"))))
                                .as("path"),
                        col("first_seen_month"));
    }
}
