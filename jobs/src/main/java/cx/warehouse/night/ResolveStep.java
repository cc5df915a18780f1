package cx.warehouse.night;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.identity.Identifiers;
import cx.warehouse.experience.identity.IdentityResolution;
import cx.warehouse.ledger.Load;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Adds tonight's evidence to all that is known, and resolves it into customers. */
final class ResolveStep {

    /** Evidence of all nights: who was seen with which identifiers; never published. */
    static final String EVIDENCE = "conformed.identity_evidence";

    /** The identifiers that lead to a customer; never published. */
    static final String NODES = "conformed.identity_node";

    /** Values that join nobody. */
    static final String BLOCKED = "conformed.identity_blocked";

    /** Keys that tonight's evidence ended. */
    static final String CHANGES = "conformed.identity_change";

    private static final String[] CARRIED = {
        "interaction_key",
        "occurred_at",
        "visitor_id",
        "login_id",
        "email",
        "loyalty_number",
        "contact_id",
        "order_id",
        "source",
        "business_date"
    };

    private final Warehouse warehouse;
    private final StagedTables staging;
    private final List<Load> pending;
    private final LocalDate date;

    ResolveStep(Warehouse warehouse, StagedTables staging, List<Load> pending, LocalDate date) {
        this.warehouse = warehouse;
        this.staging = staging;
        this.pending = pending;
        this.date = date;
    }

    void run() {
        ConformedShapes conformed = new ConformedShapes(warehouse);
        ExperienceSettings settings = BusinessSettings.of(warehouse);
        Dataset<Row> carried = IdentityResolution.ofInteractions(conformed.of(pending, "interaction", CARRIED));
        Dataset<Row> evidence = conformed
                .of(pending, "identity")
                .select(List.of(carried.columns()).stream().map(c -> col(c)).toArray(Column[]::new))
                .unionByName(carried);
        staging.stage(EVIDENCE, evidence, isDelivered(pending));
        IdentityResolution.ResolvedIdentities resolved = IdentityResolution.resolve(
                staging.read(EVIDENCE),
                conformed.all("profile"),
                staging.readPublished(NODES),
                staging.readPublished("mart.dim_customer"),
                Identifiers.DEFAULT_BLOCKED,
                settings,
                date);
        staging.stage(NODES, resolved.nodes(), lit(true));
        staging.stage(BLOCKED, resolved.blockedValues(), lit(true));
        staging.stage(CHANGES, resolved.changes(), lit(true));
    }

    /** Once resolved: identifiers that joined people the night before and join nobody now, or the other way round. */
    static Dataset<Row> blockingChanges(StagedTables staging) {
        return IdentityResolution.blockingChanges(staging.readPublished(BLOCKED), staging.read(BLOCKED));
    }

    private static Column isDelivered(List<Load> loads) {
        Column delivered = lit(false);
        for (Map.Entry<String, List<LocalDate>> source :
                ConformedShapes.deliveryDates(loads).entrySet()) {
            delivered = delivered.or(
                    col("source").equalTo(source.getKey()).and(ConformedShapes.isDelivered(source.getValue())));
        }
        return delivered;
    }
}
