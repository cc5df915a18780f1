package cx.warehouse.experience.visit;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the warehouse knows before it looks at a day's interactions; every frame is small beside them and is broadcast,
 * save {@code logins}.
 *
 * @param persons one row an identifier: identifier_type, identifier_value (normalised), customer_key;
 *     {@code IdentityResolution.persons} narrows them to those that the interactions name
 * @param clicks one row an ad click id: {@code DimCampaign.clicks}
 * @param campaigns one row a campaign: {@code dim_campaign}
 * @param posts one row a social post: post_id
 * @param logins one row a visit outside the interactions' days in which a person was seen: {@link Visits#logins}
 */
public record VisitLookups(
        Dataset<Row> persons, Dataset<Row> clicks, Dataset<Row> campaigns, Dataset<Row> posts, Dataset<Row> logins) {}
