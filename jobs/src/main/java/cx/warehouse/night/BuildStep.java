package cx.warehouse.night;

import static org.apache.spark.sql.functions.lit;

import cx.warehouse.experience.CurrencyConversion;
import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.dimension.DimCustomer;
import cx.warehouse.ledger.Load;
import cx.warehouse.spark.ParallelTasks;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Builds facts, dimensions and marts for the days that tonight's loads touch. */
final class BuildStep {

    /** When each visitor was first seen; never published. */
    static final String VISITORS = "conformed.visitor";

    private final Warehouse warehouse;
    private final NightContext tonight;
    private final StagedTables staging;
    private final ConformedShapes conformed;
    private final ExperienceSettings settings;

    BuildStep(Warehouse warehouse, StagedTables staging, List<Load> pending, LocalDate date) {
        this.warehouse = warehouse;
        this.staging = staging;
        this.conformed = new ConformedShapes(warehouse);
        this.settings = ExperienceOptions.of(warehouse);
        List<Load> again = pending.stream()
                .filter(load -> warehouse.ledger().isAssembled(load.source(), load.businessDate()))
                .toList();
        Set<String> overtaken = pending.stream()
                .filter(load -> warehouse.ledger().isAssembledAfter(load.source(), load.businessDate()))
                .map(Load::source)
                .collect(Collectors.toSet());
        // small and looked at again and again: computed once
        Dataset<Row> rates =
                staging.materialize(CurrencyConversion.dailyRates(ReferenceRates.rows(warehouse), settings.currency()));
        this.tonight = new NightContext(
                staging,
                pending,
                again,
                overtaken,
                date,
                conformed,
                settings,
                rates,
                staging.materialize(ResolveStep.blockingChanges(staging)));
    }

    void run() {
        MartBuilder marts = new MartBuilder(warehouse, tonight);
        if (!tonight.pending().isEmpty()) {
            buildFact(marts);
        }
        marts.build(Set.of());
    }

    private void buildFact(MartBuilder marts) {
        FactRebuildStep fact = new FactRebuildStep(tonight);
        CampaignRebuild campaigns = new CampaignRebuild(tonight);
        // visits take longest, and nothing else should keep them waiting: all other things share a thread
        ParallelTasks.run(List.of(() -> fact.rebuildVisits(campaigns::statedCampaigns), () -> {
            marts.build(Set.of(FactRebuildStep.FACT, FactRebuildStep.VISITS, VISITORS, CampaignRebuild.CAMPAIGNS));
            fact.rebuildInteractions(); // waits for what visits begin with
        }));
        TreeSet<LocalDate> visitDays = fact.gather().of(conformed::isWeb).days();
        ParallelTasks.run(List.of(
                () -> {
                    fact.stage();
                    campaigns.stage(visitDays);
                },
                () -> {
                    fact.stageVisits();
                    stageVisitors(visitDays);
                    marts.build(Set.of(FactRebuildStep.FACT, CampaignRebuild.CAMPAIGNS));
                }));
    }

    private void stageVisitors(TreeSet<LocalDate> visitDays) {
        if (!visitDays.isEmpty()) {
            Dataset<Row> visits =
                    staging.read(FactRebuildStep.VISITS).where(ConformedShapes.isOn("event_date", visitDays));
            staging.stage(VISITORS, DimCustomer.visitors(visits, staging.read(VISITORS)), lit(true));
        }
    }
}
