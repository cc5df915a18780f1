package cx.warehouse.experience.fact;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;

import cx.warehouse.experience.FactCustomerExperience;
import cx.warehouse.experience.LatestVersions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** Builds {@code fact_post_day}: the increase of a social post's lifetime totals with each delivery. */
public final class FactPostDay {

    private FactPostDay() {}

    /**
     * One row a post and delivery: source, post_key, event_date (the day of the delivery), impressions, reactions,
     * comments, shares, clicks. The first delivery counts whole; a total that fell counts as 0; a metric that a
     * delivery does not state is null, and the next one is compared with nothing.
     *
     * @param metrics conformed.post_metric, all deliveries
     */
    public static Dataset<Row> rows(Dataset<Row> metrics) {
        Dataset<Row> delivered = LatestVersions.latest(metrics, "source", "post_id", "business_date");
        WindowSpec byPost = Window.partitionBy("source", "post_id").orderBy("business_date");
        return delivered.select(
                col("source"),
                FactCustomerExperience.postKey(col("post_id")).as("post_key"),
                col("business_date").as("event_date"),
                increase("impressions", byPost),
                increase("reactions", byPost),
                increase("comments", byPost),
                increase("shares", byPost),
                increase("clicks", byPost));
    }

    /** One row per post that was ever reported: post_id; for {@code VisitLookups.posts}. */
    public static Dataset<Row> posts(Dataset<Row> metrics) {
        return metrics.select("post_id").distinct();
    }

    private static Column increase(String metric, WindowSpec byPost) {
        Column before = coalesce(lag(col(metric), 1).over(byPost), lit(0L));
        return greatest(col(metric).minus(before), col(metric).minus(col(metric)))
                .as(metric);
    }
}
