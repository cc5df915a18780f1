package cx.warehouse.experience.rebuild;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import cx.warehouse.experience.ExperienceSettings;
import java.time.LocalDate;
import org.apache.spark.sql.Column;

/** The tables, deliveries and settings of one night; a rebuild depends on nothing else. */
public record NightContext(NightTables tables, NightDeliveries deliveries, ExperienceSettings settings) {

    /** The first day whose rows are rebuilt when customers change. */
    public LocalDate firstRecentDay() {
        return deliveries.businessDate().minusDays(settings.rebuild().horizon().toDays());
    }

    /** True for a row whose event_date is such a day or later. */
    public Column isRecent() {
        return col("event_date").geq(lit(firstRecentDay()));
    }
}
