package cx.warehouse.experience.attribution;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import cx.warehouse.experience.CurrencyConversion;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Counts the distinct paths of each period, by channels, campaigns and pillars. */
final class PeriodPaths {

    private static final String PATH = "path";

    private PeriodPaths() {}

    /**
     * One row per period, level and distinct path: period, period_start, level, path (names in order), conversions,
     * others (people without a conversion), revenue. Journeys without a touchpoint are left out.
     *
     * @param journeys mart_journey
     * @param names frame of {@link CampaignNames#of}
     */
    static Dataset<Row> rows(Dataset<Row> journeys, Dataset<Row> names) {
        Dataset<Row> distinct = Periods.add(journeys.where(col("steps").gt(0)), "journey_date")
                .groupBy(Periods.PERIOD, Periods.START, "channels", "pillars", "campaign_keys")
                .agg(
                        count_if(col("is_converted")).as("conversions"),
                        count_if(not(col("is_converted"))).as("others"),
                        money(sum("revenue")).as("revenue"));
        return withCampaigns(distinct, names)
                .withColumn(
                        "leveled",
                        explode(array(
                                level(MartAttribution.CHANNEL, col("channels")),
                                level(MartAttribution.CAMPAIGN, col("campaigns")),
                                level(MartAttribution.PILLAR, col("pillars")))))
                .groupBy(
                        col(Periods.PERIOD),
                        col(Periods.START),
                        col("leveled.level").as("level"),
                        col("leveled." + PATH).as(PATH))
                .agg(
                        sum("conversions").as("conversions"),
                        sum("others").as("others"),
                        money(sum("revenue")).as("revenue"));
    }

    private static Dataset<Row> withCampaigns(Dataset<Row> paths, Dataset<Row> names) {
        Column[] columns = Arrays.stream(paths.columns()).map(name -> col(name)).toArray(Column[]::new);
        Dataset<Row> steps = CampaignNames.add(
                paths.select(col("*"), posexplode(col("campaign_keys")).as(new String[] {"place", "campaign_key"})),
                names);
        Column campaigns = sort_array(collect_list(struct("place", "name"))).getField("name");
        return steps.groupBy(columns).agg(campaigns.as("campaigns"));
    }

    private static Column level(String level, Column path) {
        return struct(lit(level).as("level"), path.as(PATH));
    }

    private static Column money(Column sum) {
        return coalesce(sum, lit(0)).cast(CurrencyConversion.REPORTING_TYPE);
    }
}
