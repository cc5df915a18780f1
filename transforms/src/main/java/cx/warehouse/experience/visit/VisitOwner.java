package cx.warehouse.experience.visit;

import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.array_min;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.last;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Finds the customer of a visit: the person seen in it, else in an earlier visit of the visitor, else in a later one,
 * else an anonymous customer.
 */
public final class VisitOwner {

    private VisitOwner() {}

    /**
     * Adds customer_key and identity_rule (login, order, earlier_visit, later_visit, anonymous); neither is null.
     *
     * @param visits one row per visit: visitor_key, visit_key, visit_started_at, seen_customer and seen_rule (the
     *     person seen in it and the evidence; null for none). The last two are dropped
     * @param logins further visits in which a person was seen, not in {@code visits}: visitor_key, visit_key,
     *     visit_started_at, customer_key
     */
    public static Dataset<Row> addOwner(Dataset<Row> visits, Dataset<Row> logins) {
        WindowSpec inTime = Window.partitionBy(Visits.VISITOR_KEY).orderBy(Visits.VISIT_STARTED_AT, Visits.VISIT_KEY);
        Column seen = col("seen_customer");
        Column own = when(seen.isNotNull(), moment(seen));
        Dataset<Row> others = logins.groupBy(col(Visits.VISITOR_KEY).as("login_visitor"))
                .agg(collect_list(moment(col(Visits.CUSTOMER_KEY))).as("history"));
        Column past =
                array_max(filter(col("history"), login -> login.getField("at").lt(col(Visits.VISIT_STARTED_AT))));
        Column earlier = greatest(col("earlier_here"), past).getField(Visits.CUSTOMER_KEY);
        Column later = least(col("later_here"), array_min(col("history"))).getField(Visits.CUSTOMER_KEY);
        return visits.withColumn("own", own)
                .withColumn(
                        "earlier_here",
                        last(col("own"), true)
                                .over(inTime.rowsBetween(Window.unboundedPreceding(), Window.currentRow())))
                .withColumn(
                        "later_here",
                        first(col("own"), true)
                                .over(inTime.rowsBetween(Window.currentRow(), Window.unboundedFollowing())))
                .join(others, col(Visits.VISITOR_KEY).equalTo(col("login_visitor")), "left")
                .withColumn(
                        Visits.IDENTITY_RULE,
                        coalesce(
                                col("seen_rule"),
                                when(earlier.isNotNull(), "earlier_visit")
                                        .when(later.isNotNull(), "later_visit")
                                        .otherwise("anonymous")))
                .withColumn(
                        Visits.CUSTOMER_KEY,
                        coalesce(seen, earlier, later, Visits.anonymousCustomer(col(Visits.VISITOR_KEY))))
                .drop("own", "earlier_here", "later_here", "history", "login_visitor", "seen_customer", "seen_rule");
    }

    private static Column moment(Column customer) {
        return struct(col(Visits.VISIT_STARTED_AT).as("at"), customer.as(Visits.CUSTOMER_KEY));
    }
}
