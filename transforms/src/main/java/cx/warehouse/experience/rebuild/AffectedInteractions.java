package cx.warehouse.experience.rebuild;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import cx.warehouse.experience.CalendarDays;
import cx.warehouse.experience.Interaction;
import cx.warehouse.experience.IntermediateFrames;
import cx.warehouse.experience.KeyDigests;
import cx.warehouse.experience.identity.Identifiers;
import cx.warehouse.experience.visit.VisitDependencies;
import java.time.LocalDate;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Finds the published interactions of sources without visits that a night rebuilds, and their versions. */
public final class AffectedInteractions {

    private AffectedInteractions() {}

    /**
     * The published rows of interactions that new deliveries have a version of: interaction_id, source, event_date, and
     * is_older, false for a row that came with a later delivery than the new one.
     *
     * @param existing rows of the fact
     * @param interactions conformed.interaction of new deliveries, withdrawn ones included
     */
    public static Dataset<Row> replacedRows(
            Dataset<Row> existing, Dataset<Row> interactions, IntermediateFrames frames) {
        Dataset<Row> delivered = frames.materialize(interactions
                .groupBy(KeyDigests.digest(col("source"), col(Interaction.INTERACTION_KEY))
                        .as("new_id"))
                .agg(max(Interaction.BUSINESS_DATE).as("delivered_on")));
        return existing.join(delivered, col("interaction_id").equalTo(col("new_id")))
                .select(
                        col("interaction_id"),
                        col("source"),
                        col("event_date"),
                        col("business_date").leq(col("delivered_on")).as("is_older"));
    }

    /** The rows without those of some interactions: interaction_id; materialized. */
    public static Dataset<Row> withoutInteractions(Dataset<Row> rows, Dataset<Row> interactions) {
        return rows.join(interactions.select("interaction_id"), new String[] {"interaction_id"}, "left_anti");
    }

    /**
     * Interactions without visit that lead to another person now, because they were found by an order number that means
     * something else, or by nothing so far.
     *
     * @param rows rows of the fact that are no visits and belong to none
     * @param dependencies {@link VisitDependencies#changedDependencies}, materialized
     * @return interaction_id, source
     */
    public static Dataset<Row> interactionsOfOrders(Dataset<Row> rows, Dataset<Row> dependencies) {
        Dataset<Row> found = rows.filter(
                        col("customer_key").isNull().or(col("identity_rule").equalTo(Identifiers.ORDER)))
                .join(
                        dependencies,
                        VisitDependencies.ofOrder(col("order_id")).equalTo(col(VisitDependencies.DEPENDENCY)),
                        "left_semi");
        return select(found, "interaction_id", "source").distinct();
    }

    /**
     * Interactions of orders that belong to another visit or channel now, and of their refunds: interaction_id, source.
     *
     * @param rows rows of the fact of sources without visits
     * @param orders order_id (normalized) and order_date of these orders, materialized
     */
    static Dataset<Row> interactionsOfMovedOrders(Dataset<Row> rows, Dataset<Row> orders) {
        // a shop may date a refund by its own day, which begins on the day before in the reporting zone
        LocalDate first = CalendarDays.of(orders.select("order_date")).first().minusDays(1);
        Dataset<Row> found = rows.where(col("event_date").geq(lit(first)))
                .where(col("interaction_type").isin("order", "refund"))
                .join(
                        orders.select(col("order_id").as("moved_order")),
                        Identifiers.orderNumber(col("order_id")).equalTo(col("moved_order")),
                        "left_semi");
        return select(found, "interaction_id", "source").distinct();
    }

    /**
     * Interactions of a key that was split: interaction_id, source.
     *
     * @param rows rows of the fact that are no visits and belong to none, with the keys of the prior night
     * @param splits old_key
     */
    public static Dataset<Row> interactionsOfSplits(Dataset<Row> rows, Dataset<Row> splits) {
        Dataset<Row> found = rows.join(splits, col("customer_key").equalTo(col("old_key")), "left_semi");
        return select(found, "interaction_id", "source").distinct();
    }

    /** All versions of the interactions that {@code delivered} has one of: both conformed.interaction of one source. */
    public static Dataset<Row> versionsOfDelivered(Dataset<Row> all, Dataset<Row> delivered) {
        return all.join(
                delivered.select(col(Interaction.INTERACTION_KEY)).distinct(),
                new String[] {Interaction.INTERACTION_KEY},
                "left_semi");
    }

    /**
     * All versions of some interactions, as conformed.interaction.
     *
     * @param affected interaction_id of the fact; broadcast
     */
    public static Dataset<Row> allVersionsOf(Dataset<Row> interactions, Dataset<Row> affected) {
        return interactions.join(
                broadcast(affected.select(col("interaction_id").as("affected_id"))),
                KeyDigests.digest(col("source"), col(Interaction.INTERACTION_KEY))
                        .equalTo(col("affected_id")),
                "left_semi");
    }

    private static Dataset<Row> select(Dataset<Row> rows, String... names) {
        return rows.select(Arrays.stream(names).map(name -> col(name)).toArray(Column[]::new));
    }
}
