package cx.warehouse.experience.rebuild;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import cx.warehouse.experience.dimension.DimCustomer;
import cx.warehouse.experience.identity.IdentityResolution;
import cx.warehouse.experience.identity.KeyReplacement;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Customer keys and identifiers that lead to another person since the prior night, and the keys of that night.
 *
 * @param keyChanges one row per key that ended or was split: old_key, new_key, reason (merge, split)
 * @param blockingChanges one row per identifier that now joins people and did not before, or the reverse:
 *     identifier_type, identifier_value; materialized, absent where there is none
 * @param priorPersons one row per customer key of a person, as last published: {@code dim_customer}
 * @param hasMerges true when a key ended in a merge
 * @param hasSplits true when identifiers left a key for another one
 * @param hasEarlierMerges true when a key ended in a merge of an earlier night
 */
public record CustomerChanges(
        Dataset<Row> keyChanges,
        Optional<Dataset<Row>> blockingChanges,
        Dataset<Row> priorPersons,
        boolean hasMerges,
        boolean hasSplits,
        boolean hasEarlierMerges) {

    private static final String MERGE = "merge";
    private static final String SPLIT = "split";
    private static final String EARLIER_MERGE = "earlier merge";

    /** Finds the changes. Identities must be resolved and staged before. */
    public static CustomerChanges find(NightTables tables) {
        Dataset<Row> keyChanges = tables.current(TableNames.KEY_CHANGES);
        Dataset<Row> earlierMerges = tables.published(TableNames.CUSTOMER_HISTORY)
                .filter(col("reason").equalTo(MERGE))
                .select(lit(EARLIER_MERGE).as("reason"))
                .limit(1);
        List<String> reasons = keyChanges
                .select("reason")
                .distinct()
                .union(earlierMerges)
                .as(Encoders.STRING())
                .collectAsList();
        return new CustomerChanges(
                keyChanges,
                tables.materializeIfAny(IdentityResolution.blockingChanges(
                        tables.published(TableNames.BLOCKED_VALUES), tables.current(TableNames.BLOCKED_VALUES))),
                tables.published(TableNames.DIM_CUSTOMER).filter(not(col("is_anonymous"))),
                reasons.contains(MERGE),
                reasons.contains(SPLIT),
                reasons.contains(EARLIER_MERGE));
    }

    /** One row per key that ended in a merge: old_key, new_key. */
    public Dataset<Row> merges() {
        return keyChanges.filter(col("reason").equalTo(MERGE)).select("old_key", "new_key");
    }

    /** One row per key and customer to which some of its identifiers moved: old_key. */
    public Dataset<Row> splits() {
        return keyChanges.filter(col("reason").equalTo(SPLIT)).select("old_key");
    }

    /** Replaces each merged customer_key by the surviving key. */
    public Dataset<Row> replaceMergedKeys(Dataset<Row> rows) {
        return hasMerges ? KeyReplacement.replaceKeys(rows, merges()) : rows;
    }

    /** Returns published rows with the keys that their persons had after the prior night. */
    public Dataset<Row> withPriorKeys(Dataset<Row> rows) {
        return hasEarlierMerges ? DimCustomer.withCurrentKeys(rows, priorPersons) : rows;
    }

    /** Returns published rows with the current keys of their persons. Stored rows keep the key of their time. */
    public Dataset<Row> withCurrentKeys(Dataset<Row> rows) {
        return replaceMergedKeys(withPriorKeys(rows));
    }
}
