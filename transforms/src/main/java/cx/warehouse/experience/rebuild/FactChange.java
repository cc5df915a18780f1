package cx.warehouse.experience.rebuild;

import static org.apache.spark.sql.functions.not;

import cx.warehouse.experience.identity.KeyReplacement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
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

    /** Combines the rebuilt rows with rows of other recent days whose customer changed. */
    public static FactChange of(
            NightContext night, NightChanges changes, VisitChanges visitChanges, InteractionChanges interactions) {
        SourceDays rebuilt = visitChanges.rebuiltDays().plus(interactions.rebuiltDays());
        SourceDays others = otherDays(night, changes, visitChanges, rebuilt);
        List<Dataset<Row>> facts = new ArrayList<>(visitChanges.facts());
        facts.addAll(interactions.facts());
        if (!others.isEmpty()) {
            facts.add(currentRows(TableNames.FACT, others, night, changes, visitChanges));
        }
        List<Dataset<Row>> visits = new ArrayList<>(visitChanges.visits());
        SourceDays web = others.of(night.deliveries()::isWeb);
        if (!web.isEmpty()) {
            visits.add(currentRows(TableNames.VISITS, web, night, changes, visitChanges));
        }
        return new FactChange(
                facts.isEmpty() ? Optional.empty() : Optional.of(FactRebuild.union(facts)),
                visits.isEmpty() ? Optional.empty() : Optional.of(FactRebuild.union(visits)),
                rebuilt.plus(others),
                rebuilt);
    }

    /** Recent days that are not rebuilt but have a visit with another customer, or a merged key. */
    private static SourceDays otherDays(
            NightContext night, NightChanges changes, VisitChanges visitChanges, SourceDays rebuilt) {
        Column isElsewhere = not(rebuilt.isIn());
        SourceDays reassigned = visitChanges
                .reassigned()
                .map(visits -> SourceDays.ofRows(visits.where(isElsewhere)))
                .orElse(SourceDays.NONE);
        if (!changes.customers().hasMerges() || changes.publishedDays().isEmpty()) {
            return reassigned;
        }
        Dataset<Row> recent =
                night.tables().published(TableNames.FACT).where(night.isRecent().and(isElsewhere));
        return reassigned.plus(SourceDays.ofRows(
                KeyReplacement.daysOfKeys(recent, changes.customers().merges())));
    }

    private static Dataset<Row> currentRows(
            String table, SourceDays days, NightContext night, NightChanges changes, VisitChanges visitChanges) {
        return visitChanges.withCurrentCustomers(night.tables().published(table).where(days.isIn()), night, changes);
    }
}
