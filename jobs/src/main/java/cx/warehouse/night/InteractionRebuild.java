package cx.warehouse.night;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import cx.warehouse.contract.SourceContract;
import cx.warehouse.experience.fact.InteractionRows;
import cx.warehouse.experience.identity.IdentityResolution;
import cx.warehouse.experience.rebuild.FactRebuild;
import cx.warehouse.experience.rebuild.SourceDays;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The fact's rows of interactions that are no visits: tickets, orders, store purchases, partner actions, surveys. */
final class InteractionRebuild {

    private final NightContext tonight;
    private final StagedTables staging;
    private final ConformedShapes conformed;
    private final SourceDays published;
    private final SourceDays touched;
    private final Dataset<Row> news;
    private final Dataset<Row> changes;
    private final UnaryOperator<Dataset<Row>> rekeyed;
    private final List<Dataset<Row>> facts = new ArrayList<>();
    private final SourceDays days = new SourceDays();

    /**
     * @param published the days and sources that are in the fact now
     * @param touched those of which tonight's deliveries tell
     * @param news what means something else than before tonight; null when nothing is published
     * @param changes keys that tonight's evidence ended or split
     * @param rekeyed puts merged keys right
     */
    InteractionRebuild(
            NightContext tonight,
            SourceDays published,
            SourceDays touched,
            Dataset<Row> news,
            Dataset<Row> changes,
            UnaryOperator<Dataset<Row>> rekeyed) {
        this.tonight = tonight;
        this.staging = tonight.stagedTables();
        this.conformed = tonight.conformedShapes();
        this.published = published;
        this.touched = touched;
        this.news = news;
        this.changes = changes;
        this.rekeyed = rekeyed;
    }

    /**
     * Interactions that are no visits stand for themselves: those delivered tonight take the place of their former
     * versions, on whatever day these lie; all others stay. A source of which a delivery was replaced is built from all
     * it has.
     */
    void run() {
        Dataset<Row> affected = news == null ? null : affectedInteractions();
        TreeSet<String> sources = new TreeSet<>();
        if (affected != null) {
            affected.select("source").distinct().collectAsList().forEach(row -> sources.add(row.getString(0)));
        }
        TreeSet<String> whole = new TreeSet<>();
        List<Dataset<Row>> shapes = new ArrayList<>();
        for (SourceContract contract : conformed.sourcesFilling("interaction")) {
            String source = contract.source();
            boolean isTouched = !touched.days(source).isEmpty();
            boolean isAgain = !tonight.redeliveries(source).isEmpty();
            if (conformed.isWeb(source) || !(isTouched || isAgain || sources.contains(source))) {
                continue;
            }
            days.add(source, touched.days(source));
            if (isAgain) {
                whole.add(source);
                days.add(source, published.days(source));
                shapes.add(conformed.of(contract, "interaction", lit(true)));
                continue;
            }
            if (isTouched) {
                List<LocalDate> dates =
                        ConformedShapes.deliveryDates(tonight.pending()).get(source);
                Dataset<Row> delivered = conformed.of(contract, "interaction", ConformedShapes.isDelivered(dates));
                // of what a later delivery told already, all versions count
                shapes.add(
                        tonight.outOfOrderSources().contains(source)
                                ? FactRebuild.versionsOfDelivered(
                                        conformed.of(contract, "interaction", lit(true)), delivered)
                                : delivered);
            }
            if (sources.contains(source)) {
                shapes.add(FactRebuild.allVersionsOf(conformed.of(contract, "interaction", lit(true)), affected));
            }
            sources.add(source);
        }
        sources.removeAll(whole);
        if (!shapes.isEmpty()) {
            build(FactRebuildStep.union(shapes), sources);
        }
    }

    /** The days and sources of which rows were built. */
    SourceDays rebuiltDays() {
        return days;
    }

    /** The rows that were built, and those of the same days and sources that stay. */
    List<Dataset<Row>> facts() {
        return facts;
    }

    private void build(Dataset<Row> rows, TreeSet<String> sources) {
        Dataset<Row> persons = staging.materialize(IdentityResolution.persons(staging.read(ResolveStep.NODES), rows));
        Dataset<Row> built =
                InteractionRows.of(rows, persons, staging.read("mart.fact_order"), tonight.rates(), tonight.settings());
        SourceDays there = published.of(sources::contains);
        if (there.isEmpty()) {
            facts.add(built);
        } else {
            Dataset<Row> existing = staging.readPublished(FactRebuildStep.FACT).where(there.isIn());
            Dataset<Row> former = staging.materialize(FactRebuild.replacedRows(existing, rows));
            days.addAll(SourceDays.ofRows(former));
            facts.add(FactRebuild.withoutInteractions(built, former.filter(not(col("is_older")))));
            facts.add(rekeyed.apply(
                    FactRebuild.withoutInteractions(existing.where(days.isIn()), former.filter(col("is_older")))));
        }
    }

    /**
     * Published interactions whose person is another now, for another reason than a merge: those within the lookback of a
     * split or an order number, and those of identifiers that join nobody any more, or somebody again.
     */
    private Dataset<Row> affectedInteractions() {
        Dataset<Row> recent = staging.readPublished(FactRebuildStep.FACT)
                .where(tonight.isRecent()
                        .and(published.of(source -> !conformed.isWeb(source)).isIn()));
        Dataset<Row> splits = changes.filter(col("reason").equalTo("split")).select("old_key");
        List<Dataset<Row>> all = new ArrayList<>();
        all.add(FactRebuild.affectedInteractions(recent, news, splits));
        if (!tonight.blockingChanges().isEmpty()) {
            conformed.sourcesFilling("interaction").stream()
                    .filter(contract -> !conformed.isWeb(contract.source()))
                    .map(contract -> conformed.of(contract, "interaction", lit(true)))
                    .forEach(rows -> all.add(IdentityResolution.interactionsWith(rows, tonight.blockingChanges())));
        }
        Dataset<Row> affected = staging.materialize(FactRebuildStep.union(all));
        return affected.isEmpty() ? null : affected;
    }
}
