package cx.warehouse.experience.dimension;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import cx.warehouse.experience.identity.IdentityResolution;
import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Builds {@code customer_history} from the changes of customer keys. */
public final class CustomerHistory {

    private CustomerHistory() {}

    /**
     * {@code customer_history}: one row per change of a key: old_key, new_key, reason (merge, split, identified),
     * valid_from. Earlier rows stay. An anonymous key that leads to a person is identified; it has no row of its own when
     * that person's key ends in a merge.
     *
     * <p>The history says what happened; {@code dim_customer} decides where a key leads. A key that led to a person for
     * some nights keeps that row.
     *
     * @param prior customer_history as last published, same columns
     * @param resolved result of {@link IdentityResolution#resolve} for this night
     * @param redirected the keys that lead to another key since this night: {@link DimCustomer#redirectedKeys}
     * @param businessDate date of identified keys
     */
    public static Dataset<Row> rows(
            Dataset<Row> prior,
            IdentityResolution.ResolvedIdentities resolved,
            Dataset<Row> redirected,
            LocalDate businessDate) {
        Dataset<Row> merged = resolved.changes()
                .where("reason = 'merge'")
                .select(col("old_key").as("merged_key"), col("new_key").as("survivor_key"));
        Dataset<Row> identified = redirected
                .where("is_anonymous")
                .join(merged, col("former_lead").equalTo(col("merged_key")), "left")
                .filter(col("current_customer_key").notEqual(coalesce(col("survivor_key"), col("former_lead"))))
                .select(
                        col("customer_key").as("old_key"),
                        col("current_customer_key").as("new_key"),
                        lit("identified").as("reason"),
                        lit(businessDate).as("valid_from"));
        return prior.select("old_key", "new_key", "reason", "valid_from")
                .unionByName(resolved.changes()
                        .select(
                                col("old_key"),
                                col("new_key"),
                                col("reason"),
                                col("changed_on").as("valid_from")))
                .unionByName(identified.filter(col("old_key").notEqual(col("new_key"))))
                .groupBy("old_key", "new_key", "reason")
                .agg(min("valid_from").as("valid_from"));
    }
}
