package cx.warehouse.experience.rebuild;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import cx.warehouse.experience.dimension.DimCustomer;
import cx.warehouse.experience.identity.IdentityResolution;
import cx.warehouse.experience.identity.KeyReplacement;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The customer keys and identifiers that lead to other persons since the last night.
 *
 * @param keyChanges one row a key that ended or was split: old_key, new_key, reason (merge, split)
 * @param blockingChanges one row an identifier that joins people now and did not before, or the other way round:
 *     identifier_type, identifier_value; materialized
 * @param priorPersons one row a customer key of a person, as the last night published it: {@code dim_customer}
 * @param hasMerges whether a key ended in a merge
 * @param hasEarlierMerges whether any key ended in an earlier night
 */
public record CustomerChanges(
        Dataset<Row> keyChanges,
        Dataset<Row> blockingChanges,
        Dataset<Row> priorPersons,
        boolean hasMerges,
        boolean hasEarlierMerges) {

    /** Finds the changes; identities have to be resolved and staged. */
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

    /** One row a key that ended in a merge: old_key, new_key. */
    public Dataset<Row> merges() {
        return merges(keyChanges);
    }

    private static Dataset<Row> merges(Dataset<Row> keyChanges) {
        return keyChanges.filter(col("reason").equalTo("merge")).select("old_key", "new_key");
    }

    /** One row a key and customer that some of its identifiers left for: old_key. */
    public Dataset<Row> splits() {
        return keyChanges.filter(col("reason").equalTo("split")).select("old_key");
    }

    /** Whether an identifier leads to another person for another reason than a merge. */
    public boolean reassignIdentifiers() {
        return !splits().isEmpty() || !blockingChanges.isEmpty();
    }

    /** The same rows with the customer_key that a merged one leads to. */
    public Dataset<Row> replaceMergedKeys(Dataset<Row> rows) {
        return hasMerges ? KeyReplacement.replaceKeys(rows, merges()) : rows;
    }

    /** Published visits of any age with the customer_key that holds now: rows of older days keep the key they had. */
    public Dataset<Row> withCurrentKeys(Dataset<Row> visits) {
        return replaceMergedKeys(hasEarlierMerges ? DimCustomer.withCurrentKeys(visits, priorPersons) : visits);
    }
}
