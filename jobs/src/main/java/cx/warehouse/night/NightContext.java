package cx.warehouse.night;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.ledger.Load;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What tonight's facts are built from.
 *
 * @param pending source loads that no night has taken in yet
 * @param redeliveries those of them whose source and date an earlier load delivered, and a night took in
 * @param outOfOrderSources sources of which a night took in a later delivery before tonight's
 * @param rates daily rates of the reporting currency, computed once and kept
 * @param blockingChanges identifiers that joined people the night before and join nobody now, or the other way round; also kept
 */
record NightContext(
        StagedTables stagedTables,
        List<Load> pending,
        List<Load> redeliveries,
        Set<String> outOfOrderSources,
        LocalDate date,
        ConformedShapes conformedShapes,
        ExperienceSettings settings,
        Dataset<Row> rates,
        Dataset<Row> blockingChanges) {

    /** The first day that changes of persons reach. */
    LocalDate firstRecentDay() {
        return date.minusDays(settings.rebuild().horizon().toDays());
    }

    /** Whether a row with event_date lies on such a day. */
    Column isRecent() {
        return col("event_date").geq(lit(firstRecentDay()));
    }

    List<Load> pending(String source) {
        return pending.stream().filter(load -> load.source().equals(source)).toList();
    }

    /** The delivery dates of a source that were delivered before. */
    TreeSet<LocalDate> redeliveries(String source) {
        return redeliveries.stream()
                .filter(load -> load.source().equals(source))
                .map(Load::businessDate)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Does tonight bring a source that fills the shape? */
    boolean brings(String shape) {
        return conformedShapes.sourcesFilling(shape).stream()
                .anyMatch(contract -> !pending(contract.source()).isEmpty());
    }

    /** Does tonight replace a delivery of a source that fills the shape? */
    boolean replacesDelivery(String shape) {
        return conformedShapes.sourcesFilling(shape).stream()
                .anyMatch(contract -> !redeliveries(contract.source()).isEmpty());
    }
}
