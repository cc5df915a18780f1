package cx.warehouse.experience.mart;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;

import cx.warehouse.experience.CountedFrame;
import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.IntermediateFrames;
import cx.warehouse.experience.RewrittenRows;
import cx.warehouse.experience.fact.FactOrder;
import cx.warehouse.experience.identity.Identifiers;
import cx.warehouse.experience.identity.IdentityResolution;
import cx.warehouse.experience.visit.OrderVisits;
import cx.warehouse.experience.visit.Visits;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Builds {@code fact_order} from the inputs of a load: all orders, or those that the load may change. */
final class OrderTables {

    private static final String SHAPE = "conformed.sales_order";
    private static final String NODES = "state.identity_node";
    private static final String BLOCKED = "state.identity_blocked";
    private static final String VISITS = "state.visit";

    private static final String ORIGIN = "origin";
    private static final String ORDER = "order_id";
    private static final String[] KEY = {ORIGIN, ORDER};
    private static final String PAYMENT = "linked_payment";

    private OrderTables() {}

    static Dataset<Row> orders(MartInputs in, ExperienceSettings settings) {
        return rows(in, in.read(SHAPE), in.read(VISITS), settings);
    }

    /**
     * The orders that came tonight, with the payments and refunds that they name, those whose visit changed, and those
     * whose number leads to a customer now. All orders where a delivery was replaced, or an identifier joins other
     * people than before.
     */
    static KeyedRows changedOrders(MartInputs in, ExperienceSettings settings) {
        IntermediateFrames frames = in.frames();
        if (in.isReplaced(SHAPE)
                || frames.materializeAndCount(reassignments(in)).ifAny().isPresent()) {
            Dataset<Row> all = frames.materializeOnUse(orders(in, settings));
            return new KeyedRows(keys(in.prior()).unionByName(keys(all)).distinct(), all);
        }
        Dataset<Row> versions = in.read(SHAPE);
        Dataset<Row> numbered = withNumbers(versions);
        Dataset<Row> named = keys(withNumbers(in.delivered(SHAPE)))
                .unionByName(webKeys(newOrderNumbers(in)))
                .unionByName(webKeys(OrderVisits.changed(in.rewrittenRows(VISITS))
                        .select(explode(col(Visits.ORDERS)).as("seen"))
                        .select(col("seen." + ORDER))))
                .distinct();
        CountedFrame changed = frames.materializeAndCount(withLinked(numbered, named));
        Dataset<Row> keys = frames.broadcastIfSmall(changed);
        Dataset<Row> needed = withLinked(numbered, keys)
                .select(col(ORIGIN).as("needed_origin"), col(ORDER).as("needed_order"));
        Column isNeeded = col(ORIGIN)
                .equalTo(col("needed_origin"))
                .and(Identifiers.orderNumber(col(ORDER)).equalTo(col("needed_order")));
        Dataset<Row> seen = in.read(VISITS).where(col(Visits.ORDERS).isNotNull());
        return new KeyedRows(
                keys,
                rows(in, versions.join(needed, isNeeded, "left_semi"), seen, settings)
                        .join(keys, KEY, "left_semi"));
    }

    /**
     * One row or more when a key was split, or an identifier was blocked or unblocked: then orders may have another
     * customer.
     */
    static Dataset<Row> reassignments(MartInputs in) {
        Dataset<Row> splits =
                in.read("state.identity_change").filter(col("reason").equalTo("split"));
        Dataset<Row> blocked = IdentityResolution.blockingChanges(in.published(BLOCKED), in.read(BLOCKED));
        return splits.select(lit(in.businessDate())).union(blocked.select(lit(in.businessDate())));
    }

    private static Dataset<Row> rows(
            MartInputs in, Dataset<Row> orders, Dataset<Row> visits, ExperienceSettings settings) {
        IntermediateFrames frames = in.frames();
        CountedFrame persons = frames.materializeAndCount(IdentityResolution.persons(in.read(NODES), orders));
        return FactOrder.rows(orders, frames.broadcastIfSmall(persons), visits, in.dailyRates(), settings);
    }

    /** The keys, and those of all orders that share a payment with one of them, in any version. */
    private static Dataset<Row> withLinked(Dataset<Row> versions, Dataset<Row> keys) {
        Dataset<Row> named = versions.select(
                        col(ORIGIN),
                        col(ORDER),
                        explode(array(col("payment_id"), col("refund_of"))).as(PAYMENT))
                .where(col(PAYMENT).isNotNull());
        Dataset<Row> payments =
                named.join(keys, KEY, "left_semi").select(PAYMENT).distinct();
        return keys.unionByName(keys(named.join(payments, new String[] {PAYMENT}, "left_semi")))
                .distinct();
    }

    /** The order numbers that lead to a customer for the first time. The key of a merged customer leads on by itself. */
    private static Dataset<Row> newOrderNumbers(MartInputs in) {
        RewrittenRows nodes = in.rewrittenRows(NODES);
        return orderNumbers(nodes.now()).join(orderNumbers(nodes.before()), new String[] {ORDER}, "left_anti");
    }

    private static Dataset<Row> orderNumbers(Dataset<Row> nodes) {
        return nodes.where(col(Identifiers.TYPE).equalTo(Identifiers.ORDER))
                .select(col(Identifiers.VALUE).as(ORDER));
    }

    private static Dataset<Row> withNumbers(Dataset<Row> orders) {
        return orders.withColumn(ORDER, Identifiers.orderNumber(col(ORDER)));
    }

    private static Dataset<Row> keys(Dataset<Row> orders) {
        return orders.select(ORIGIN, ORDER).where(col(ORDER).isNotNull()).distinct();
    }

    private static Dataset<Row> webKeys(Dataset<Row> numbers) {
        return numbers.select(lit("web").as(ORIGIN), col(ORDER));
    }
}
