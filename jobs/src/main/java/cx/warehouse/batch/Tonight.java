package cx.warehouse.batch;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.storage.Load;
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
 * @param again those of them whose source and date an earlier load delivered, and a night took in
 * @param overtaken sources of which a night took in a later delivery before tonight's
 * @param rates daily rates of the reporting currency, computed once and kept
 * @param turned identifiers that joined people the night before and join nobody now, or the other way round; also kept
 */
record Tonight(
        Staging staging,
        List<Load> pending,
        List<Load> again,
        Set<String> overtaken,
        LocalDate date,
        Conformed conformed,
        ExperienceSettings settings,
        Dataset<Row> rates,
        Dataset<Row> turned) {

    /** The first day that changes of persons reach. */
    LocalDate lookback() {
        return date.minusDays(settings.lookback().toDays());
    }

    /** Whether a row with event_date lies on such a day. */
    Column isRecent() {
        return col("event_date").geq(lit(lookback()));
    }

    List<Load> pending(String source) {
        return pending.stream().filter(load -> load.source().equals(source)).toList();
    }

    /** The delivery dates of a source that were delivered before. */
    TreeSet<LocalDate> again(String source) {
        return again.stream()
                .filter(load -> load.source().equals(source))
                .map(Load::businessDate)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Does tonight bring a source that fills the shape? */
    boolean brings(String shape) {
        return conformed.filling(shape).stream()
                .anyMatch(contract -> !pending(contract.source()).isEmpty());
    }

    /** Does tonight replace a delivery of a source that fills the shape? */
    boolean bringsAgain(String shape) {
        return conformed.filling(shape).stream()
                .anyMatch(contract -> !again(contract.source()).isEmpty());
    }
}
