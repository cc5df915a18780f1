package cx.warehouse.experience.rebuild;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows that a night writes into the fact and into {@code state.visit}.
 *
 * @param fact all rows of the replaced days; absent when nothing changes
 * @param visits all visits of the replaced days of web sources; absent when no visit changes
 * @param replacedDays the days and sources whose rows are replaced
 * @param rebuiltDays the replaced days on which more than a customer changes
 */
public record FactChange(
        Optional<Dataset<Row>> fact, Optional<Dataset<Row>> visits, SourceDays replacedDays, SourceDays rebuiltDays) {

    /** Combines the rebuilt rows with rows of other days whose customer is not the one that their key leads to. */
    public static FactChange of(NightContext night, VisitChanges visitChanges, InteractionChanges interactions) {
        SourceDays rebuilt = visitChanges.rebuiltDays().plus(interactions.rebuiltDays());
        SourceDays others = visitChanges.reassignedDays(night.settings()).without(rebuilt);
        List<Dataset<Row>> facts = new ArrayList<>(visitChanges.facts());
        facts.addAll(interactions.facts());
        List<Dataset<Row>> visits = new ArrayList<>(visitChanges.visits());
        if (!others.isEmpty()) {
            facts.add(reassignedRows(TableNames.FACT, others, night, visitChanges));
            visits.add(reassignedRows(TableNames.VISITS, others, night, visitChanges));
        }
        return new FactChange(
                facts.isEmpty() ? Optional.empty() : Optional.of(FactRebuild.union(facts)),
                visits.isEmpty() ? Optional.empty() : Optional.of(FactRebuild.union(visits)),
                rebuilt.plus(others),
                rebuilt);
    }

    private static Dataset<Row> reassignedRows(
            String table, SourceDays days, NightContext night, VisitChanges visitChanges) {
        return visitChanges.withReassignedCustomers(
                night.tables().published(table).where(days.isIn()));
    }
}
