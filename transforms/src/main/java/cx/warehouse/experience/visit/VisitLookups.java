package cx.warehouse.experience.visit;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Frames in which visits look up persons, clicks, campaigns and posts. Clicks, campaigns and posts are
 * small and are broadcast.
 *
 * @param persons one row per identifier: identifier_type, identifier_value (normalized), customer_key;
 *     the caller marks a small frame for a broadcast
 * @param clicks one row per ad click id: {@code DimCampaign.clicks}
 * @param campaigns one row per campaign: {@code dim_campaign}
 * @param posts one row per social post: post_id
 * @param logins one row per visit outside the interactions' days in which a person was seen: {@link Visits#logins}
 */
public record VisitLookups(
        Dataset<Row> persons, Dataset<Row> clicks, Dataset<Row> campaigns, Dataset<Row> posts, Dataset<Row> logins) {}
