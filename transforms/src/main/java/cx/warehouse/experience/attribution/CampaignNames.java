package cx.warehouse.experience.attribution;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.trim;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Names campaigns so that the visits of a campaign and its cost have one name. */
final class CampaignNames {

    /** Name of the campaign of a visit without one. */
    static final String NONE = "(none)";

    private static final String NAME = "name";

    private CampaignNames() {}

    /**
     * One row per campaign: campaign_key, name. A campaign that only visits name has the name of the billed campaign
     * where the map says so; capitals and blanks around a name make no difference.
     *
     * @param campaigns dim_campaign
     * @param map the reference file campaign_map.csv: visit_campaign, billed_campaign
     */
    static Dataset<Row> of(Dataset<Row> campaigns, Dataset<Row> map) {
        Dataset<Row> billed =
                map.select(lower(trim(col("visit_campaign"))).as("visit_campaign"), col("billed_campaign"));
        return campaigns
                .join(
                        broadcast(billed),
                        col("platform")
                                .isNull()
                                .and(lower(trim(col("campaign_name"))).equalTo(col("visit_campaign"))),
                        "left")
                .select(
                        col("campaign_key"),
                        coalesce(col("billed_campaign"), col("campaign_name")).as(NAME));
    }

    /** Adds the column {@code name} to rows with campaign_key; {@value #NONE} without a named campaign. */
    static Dataset<Row> add(Dataset<Row> rows, Dataset<Row> names) {
        return rows.join(broadcast(names), new String[] {"campaign_key"}, "left")
                .withColumn(NAME, coalesce(col(NAME), lit(NONE)));
    }
}
