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
     * The changes of this night: old_key, new_key, reason (merge, split, identified), valid_from; one row per change. An
     * anonymous key that leads to a person is identified; it has no row of its own when that person's key ends in a
     * merge.
     *
     * @param changes changes of {@link IdentityResolution#resolve} for this night
     * @param redirected the keys that lead to another key since this night: {@link DimCustomer#redirectedKeys}
     * @param businessDate date of identified keys
     */
    public static Dataset<Row> changes(Dataset<Row> changes, Dataset<Row> redirected, LocalDate businessDate) {
        Dataset<Row> merged = changes.where("reason = 'merge'")
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
        return changes.select(
                        col("old_key"),
                        col("new_key"),
                        col("reason"),
                        col("changed_on").as("valid_from"))
                .unionByName(identified.filter(col("old_key").notEqual(col("new_key"))));
    }

    /**
     * {@code customer_history}: one row per change of a key: old_key, new_key, reason, valid_from. Earlier rows stay. A
     * change that happens again keeps its first date.
     *
     * <p>The history says what happened; {@code dim_customer} decides where a key leads. A key that led to a person for
     * some nights keeps that row.
     *
     * @param prior customer_history as last published, or those of its rows that the new changes repeat
     * @param changes {@link #changes} of this night
     */
    public static Dataset<Row> rows(Dataset<Row> prior, Dataset<Row> changes) {
        return prior.select("old_key", "new_key", "reason", "valid_from")
                .unionByName(changes)
                .groupBy("old_key", "new_key", "reason")
                .agg(min("valid_from").as("valid_from"));
    }
}
