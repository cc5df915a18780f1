package cx.warehouse.night;

import cx.warehouse.experience.CalendarDays;
import cx.warehouse.experience.dimension.Visitors;
import cx.warehouse.experience.mart.KeyedRows;
import cx.warehouse.experience.rebuild.CampaignChanges;
import cx.warehouse.experience.rebuild.FactChange;
import cx.warehouse.experience.rebuild.InteractionChanges;
import cx.warehouse.experience.rebuild.NightChanges;
import cx.warehouse.experience.rebuild.NightContext;
import cx.warehouse.experience.rebuild.NightTables;
import cx.warehouse.experience.rebuild.TableNames;
import cx.warehouse.experience.rebuild.VisitChanges;
import cx.warehouse.spark.ParallelTasks;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Builds the fact, and all declared tables, for the days that new deliveries affect. */
final class BuildStep {

    private final Warehouse warehouse;
    private final StagedTables staging;
    private final NightContext night;

    BuildStep(Warehouse warehouse, StagedTables staging, NightContext night) {
        this.warehouse = warehouse;
        this.staging = staging;
        this.night = night;
    }

    void run() {
        ReferenceFrames references =
                ReferenceFrames.of(warehouse, night.settings().currency());
        MartBuilder marts = MartBuilder.open(warehouse, staging, night, references);
        if (!night.deliveries().newDates().isEmpty()) {
            buildFact(marts, references.dailyRates());
        }
        marts.build(Set.of());
    }

    private void buildFact(MartBuilder marts, Dataset<Row> rates) {
        NightChanges changes = NightChanges.find(night);
        // visits take longest, so they run in parallel with the tables that do not read them
        VisitChanges visits = ParallelTasks.resultBeside(
                () -> VisitChanges.build(night, changes),
                () -> marts.build(
                        Set.of(TableNames.FACT, TableNames.VISITS, TableNames.VISITORS, TableNames.DIM_CAMPAIGN)));
        visits.allVisits()
                .ifPresent(rows -> staging.stage(
                        TableNames.VISITS, rows, visits.replacedDays().isIn()));
        SortedSet<LocalDate> visitDays = visits.rebuiltDays().days();
        marts.build(Set.of(TableNames.FACT, TableNames.VISITORS, TableNames.DIM_CAMPAIGN)); // orders, with their visits
        ParallelTasks.run(List.of(
                () -> {
                    stageFact(FactChange.of(visits, InteractionChanges.build(night, changes, rates)));
                    staging.stage(TableNames.DIM_CAMPAIGN, CampaignChanges.allCampaigns(night, visitDays));
                },
                () -> {
                    stageVisitors(visitDays);
                    marts.build(Set.of(TableNames.FACT, TableNames.DIM_CAMPAIGN));
                }));
    }

    private void stageFact(FactChange fact) {
        fact.rows()
                .ifPresent(rows ->
                        staging.stage(TableNames.FACT, rows, fact.replacedDays().isIn()));
    }

    private void stageVisitors(SortedSet<LocalDate> visitDays) {
        if (!visitDays.isEmpty()) {
            NightTables tables = night.tables();
            Dataset<Row> visits = tables.current(TableNames.VISITS).where(CalendarDays.isOn("event_date", visitDays));
            if (staging.isComputedWhole(TableNames.VISITORS)) {
                staging.stageChangedDays(
                        TableNames.VISITORS,
                        Visitors.rows(visits, tables.current(TableNames.VISITORS), night.settings()));
                return;
            }
            Dataset<Row> keys =
                    tables.materializeOnUse(visits.select("visitor_key").distinct());
            Dataset<Row> prior = tables.current(TableNames.VISITORS).join(keys, keys.columns(), "left_semi");
            staging.stageChangedKeys(
                    TableNames.VISITORS, new KeyedRows(keys, Visitors.rows(visits, prior, night.settings())));
        }
    }
}
