package cx.warehouse.night;

import cx.warehouse.experience.identity.Identifiers;
import cx.warehouse.experience.identity.IdentityResolution;
import cx.warehouse.experience.rebuild.Deliveries;
import cx.warehouse.experience.rebuild.NightContext;
import cx.warehouse.experience.rebuild.NightTables;
import cx.warehouse.experience.rebuild.TableNames;

/** Adds the identity evidence of new deliveries to that of earlier ones, and resolves all of it into customers. */
final class ResolveStep {

    private final StagedTables staging;
    private final NightContext night;
    private final IdentityBreaker breaker;

    ResolveStep(StagedTables staging, NightContext night, IdentityBreaker breaker) {
        this.staging = staging;
        this.night = night;
        this.breaker = breaker;
    }

    void run() {
        NightTables tables = night.tables();
        staging.stage(
                TableNames.EVIDENCE,
                IdentityResolution.newEvidence(
                        tables.shape("identity", Deliveries.NEW),
                        tables.shape("interaction", Deliveries.NEW, IdentityResolution.CARRIERS)),
                night.deliveries().newDates().isIn("business_date"));
        IdentityResolution.ResolvedIdentities resolved = IdentityResolution.resolve(
                tables.currentWithCount(TableNames.EVIDENCE),
                tables.shape("profile", Deliveries.ALL),
                tables.published(TableNames.IDENTIFIERS),
                tables.published(TableNames.DIM_CUSTOMER),
                Identifiers.DEFAULT_BLOCKED,
                night.settings(),
                night.deliveries().businessDate(),
                tables.frames());
        staging.stageChangedDays(TableNames.IDENTIFIERS, resolved.nodes());
        staging.stage(TableNames.BLOCKED_VALUES, resolved.blockedValues());
        staging.stage(TableNames.KEY_CHANGES, resolved.changes());
        breaker.check(tables, staging.rowCount(TableNames.KEY_CHANGES));
        resolved.droppedLinks()
                .ifPresentOrElse(
                        links -> staging.stage(TableNames.DROPPED_LINKS, links),
                        () -> staging.stageEmpty(TableNames.DROPPED_LINKS));
    }
}
