package cx.warehouse.experience.fact;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.trim;

import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.FactCustomerExperience;
import cx.warehouse.experience.KeyDigests;
import cx.warehouse.experience.PageUrls;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Builds {@code fact_coverage}: the articles that press desks report, each once. */
public final class FactCoverage {

    private FactCoverage() {}

    /**
     * One row an article, by its address over all desks: the first delivery wins, on one day the desk of least
     * priority number, then file and line. event_date is the day in the reporting zone; reach is the outlet's monthly
     * readers and adds up to potential reach only; publicity_value is in currency and is no revenue.
     *
     * @param coverage conformed.coverage, all deliveries
     */
    public static Dataset<Row> rows(Dataset<Row> coverage, ExperienceSettings settings) {
        var firstOfUrl = Window.partitionBy("address")
                .orderBy("business_date", "desk_priority", "source", "source_file", "source_line");
        return coverage.withColumn("address", coalesce(trim(col("url")), col("article_key")))
                .withColumn("place", row_number().over(firstOfUrl))
                .filter(col("place").equalTo(1))
                .select(
                        KeyDigests.digest(col("address")).as("article_key"),
                        FactCustomerExperience.day(col("published_at"), settings)
                                .as("event_date"),
                        col("outlet"),
                        PageUrls.withoutPersonalWords(col("title")).as("headline"),
                        col("address").as("url"),
                        col("sentiment"),
                        col("reach"),
                        col("publicity_value"),
                        col("currency"),
                        col("source"));
    }
}
