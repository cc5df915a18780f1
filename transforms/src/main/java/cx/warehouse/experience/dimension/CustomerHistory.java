package cx.warehouse.experience.dimension;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;

import cx.warehouse.experience.identity.IdentityResolution;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Builds {@code customer_history} from the changes of customer keys. */
public final class CustomerHistory {

    private CustomerHistory() {}

    /**
     * {@code customer_history}: one row per change of a key: old_key, new_key, reason, valid_from. Earlier rows stay.
     *
     * @param prior customer_history as last published, same columns
     * @param resolved result of {@link IdentityResolution#resolve} for this night
     */
    public static Dataset<Row> rows(Dataset<Row> prior, IdentityResolution.ResolvedIdentities resolved) {
        return prior.select("old_key", "new_key", "reason", "valid_from")
                .unionByName(resolved.changes()
                        .select(
                                col("old_key"),
                                col("new_key"),
                                col("reason"),
                                col("changed_on").as("valid_from")))
                .groupBy("old_key", "new_key", "reason")
                .agg(min("valid_from").as("valid_from"));
    }
}
