package cx.warehouse.experience.rebuild;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import cx.warehouse.experience.dimension.DimCustomer;
import cx.warehouse.experience.identity.IdentityResolution;
import cx.warehouse.experience.identity.KeyReplacement;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Customer keys and identifiers that lead to another person than in the prior night.
 *
 * @param keyChanges one row per key that ended or was split: old_key, new_key, reason (merge, split)
 * @param blockingChanges one row per identifier that now joins people and did not before, or the reverse:
 *     identifier_type, identifier_value; materialized
 * @param priorPersons one row per customer key of a person, as last published: {@code dim_customer}
 * @param hasMerges true when a key ended in a merge
 * @param hasEarlierMerges true when any key ended in an earlier night
 */
public record CustomerChanges(
        Dataset<Row> keyChanges,
        Dataset<Row> blockingChanges,
        Dataset<Row> priorPersons,
        boolean hasMerges,
        boolean hasEarlierMerges) {

    /** Finds the changes. Identities must be resolved and staged before. */
    public static CustomerChanges find(NightTables tables) {
        Dataset<Row> keyChanges = tables.current(TableNames.KEY_CHANGES);
        return new CustomerChanges(
                keyChanges,
                tables.materialize(IdentityResolution.blockingChanges(
                        tables.published(TableNames.BLOCKED_VALUES), tables.current(TableNames.BLOCKED_VALUES))),
                tables.published(TableNames.DIM_CUSTOMER).filter(not(col("is_anonymous"))),
                !merges(keyChanges).isEmpty(),
                !tables.published(TableNames.CUSTOMER_HISTORY).isEmpty());
    }

    /** One row per key that ended in a merge: old_key, new_key. */
    public Dataset<Row> merges() {
        return merges(keyChanges);
    }

    private static Dataset<Row> merges(Dataset<Row> keyChanges) {
        return keyChanges.filter(col("reason").equalTo("merge")).select("old_key", "new_key");
    }

    /** One row per key and customer to which some of its identifiers moved: old_key. */
    public Dataset<Row> splits() {
        return keyChanges.filter(col("reason").equalTo("split")).select("old_key");
    }

    /** Replaces each merged customer_key by the surviving key. */
    public Dataset<Row> replaceMergedKeys(Dataset<Row> rows) {
        return hasMerges ? KeyReplacement.replaceKeys(rows, merges()) : rows;
    }

    /**
     * Returns published visits of any age with their current customer_key. Rows of older days keep the key of their
     * time.
     */
    public Dataset<Row> withCurrentKeys(Dataset<Row> visits) {
        return replaceMergedKeys(hasEarlierMerges ? DimCustomer.withCurrentKeys(visits, priorPersons) : visits);
    }
}
