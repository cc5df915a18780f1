package cx.warehouse.experience.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Replaces customer keys that ended. */
public final class KeyReplacement {

    private KeyReplacement() {}

    /**
     * Returns the same rows with current customer keys; all other columns stay.
     *
     * @param rows any rows with customer_key
     * @param changed one row per replaced key: old_key, new_key; small
     */
    public static Dataset<Row> replaceKeys(Dataset<Row> rows, Dataset<Row> changed) {
        Column[] shape = Arrays.stream(rows.columns())
                .map(name -> name.equals("customer_key")
                        ? coalesce(col("changed_to"), col("customer_key")).as("customer_key")
                        : col(name))
                .toArray(Column[]::new);
        return rows.join(
                        changed.select(
                                col("old_key").as("changed_from"),
                                col("new_key").as("changed_to")),
                        col("customer_key").equalTo(col("changed_from")),
                        "left")
                .select(shape);
    }
}
