package cx.warehouse.experience.dimension;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;

import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.FactCustomerExperience;
import cx.warehouse.experience.visit.Visits;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Builds the visitors of {@code state.visitor}, each with the time of its first visit. */
public final class Visitors {

    private Visitors() {}

    /**
     * One row per visitor: visitor_key, first_seen_at (UTC), first_seen_date (reporting zone). The stored visitors of the prior night are merged in.
     *
     * @param visits frame of {@link Visits#stateRows}
     * @param prior the visitors of the prior night, same columns
     */
    public static Dataset<Row> rows(Dataset<Row> visits, Dataset<Row> prior, ExperienceSettings settings) {
        return visits.select(col("visitor_key"), col("visit_started_at").as("first_seen_at"))
                .unionByName(prior.select("visitor_key", "first_seen_at"))
                .groupBy("visitor_key")
                .agg(min("first_seen_at").as("first_seen_at"))
                .withColumn("first_seen_date", FactCustomerExperience.day(col("first_seen_at"), settings));
    }
}
