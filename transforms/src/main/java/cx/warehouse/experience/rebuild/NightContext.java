package cx.warehouse.experience.rebuild;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import cx.warehouse.experience.ExperienceSettings;
import java.time.LocalDate;
import org.apache.spark.sql.Column;

/** The tables, deliveries and settings of one night: all that a rebuild is a function of. */
public record NightContext(NightTables tables, NightDeliveries deliveries, ExperienceSettings settings) {

    /** The first day whose rows follow changes of customers. */
    public LocalDate firstRecentDay() {
        return deliveries.businessDate().minusDays(settings.rebuild().horizon().toDays());
    }

    /** Whether a row with event_date lies on such a day. */
    public Column isRecent() {
        return col("event_date").geq(lit(firstRecentDay()));
    }
}
