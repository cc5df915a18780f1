package cx.warehouse.experience.rebuild;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows that a night writes into the fact.
 *
 * @param rows all rows of the replaced days; absent when nothing changes
 * @param replacedDays the days and sources whose rows are replaced
 */
public record FactChange(Optional<Dataset<Row>> rows, SourceDays replacedDays) {

    /** Combines the rows of web sources with those of other sources. */
    public static FactChange of(VisitChanges visits, InteractionChanges interactions) {
        List<Dataset<Row>> rows = new ArrayList<>(visits.facts());
        rows.addAll(interactions.facts());
        return new FactChange(
                rows.isEmpty() ? Optional.empty() : Optional.of(FactRebuild.union(rows)),
                visits.replacedDays().plus(interactions.rebuiltDays()));
    }
}
