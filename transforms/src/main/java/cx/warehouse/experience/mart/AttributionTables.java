package cx.warehouse.experience.mart;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.unix_micros;

import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.RewrittenRows;
import cx.warehouse.experience.attribution.PathStep;
import cx.warehouse.experience.dimension.DimCustomer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Builds the tables of paths and credit from the inputs of a load. */
final class AttributionTables {

    private static final String ORDERS = "fact_order";
    private static final String VISITS = "state.visit";
    private static final String CUSTOMERS = "dim_customer";

    private static final String[] CUSTOMER = {"customer_key"};

    private AttributionTables() {}

    static Dataset<Row> steps(MartInputs in, ExperienceSettings settings) {
        return PathStep.rows(in.read(ORDERS), in.read(VISITS), in.read(CUSTOMERS), settings);
    }

    /**
     * The days of conversions that a key changed which leads to another person now: orders under that key, and orders of
     * its former and its new person after a visit under that key.
     */
    static Dataset<Row> redirectedDays(MartInputs in, ExperienceSettings settings) {
        RewrittenRows customers = in.rewrittenRows(CUSTOMERS);
        Dataset<Row> orders = in.read(ORDERS).select("customer_key", "ordered_at", "order_date");
        if (customers.count() == 0) {
            return orders.limit(0).select("order_date");
        }
        Dataset<Row> redirected = in.frames()
                .broadcastIfSmall(DimCustomer.redirectedKeys(customers.before(), customers.now()), customers.count());
        Dataset<Row> movedVisits = in.read(VISITS)
                .join(redirected, CUSTOMER)
                .select(
                        explode(array(col("former_lead"), col("current_customer_key")))
                                .as("person"),
                        col("visit_started_at"));
        Column age = unix_micros(col("ordered_at")).minus(unix_micros(col("visit_started_at")));
        long lookback = settings.attribution().paths().lookback().toNanos() / 1000;
        Dataset<Row> ofPersons = orders.join(
                        in.read(CUSTOMERS).select("customer_key", "current_customer_key"), CUSTOMER)
                .join(
                        movedVisits,
                        col("current_customer_key").equalTo(col("person")).and(age.between(0, lookback)),
                        "left_semi");
        return orders.join(redirected, CUSTOMER, "left_semi")
                .select("order_date")
                .unionByName(ofPersons.select("order_date"));
    }
}
