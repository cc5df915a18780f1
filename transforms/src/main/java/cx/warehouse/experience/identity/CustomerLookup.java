package cx.warehouse.experience.identity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Looks up the customer of an identifier for every row that carries it. */
public final class CustomerLookup {

    private CustomerLookup() {}

    /**
     * Adds the customer of the identifier in {@code column} as column {@code customer}. It is null where the row has no
     * identifier, or where no customer has it.
     *
     * @param persons one row per identifier: identifier_type, identifier_value (normalized), customer_key; the
     *     caller marks a small frame for a broadcast
     * @param type type of the identifier in {@code column}
     */
    public static Dataset<Row> addCustomer(
            Dataset<Row> rows, Dataset<Row> persons, String type, String column, String customer) {
        Dataset<Row> known = persons.filter(col(Identifiers.TYPE)
                        .equalTo(type)
                        .and(col("customer_key").isNotNull()))
                .select(
                        col(Identifiers.VALUE).as("known_" + type),
                        col("customer_key").as(customer));
        return rows.join(known, Identifiers.normalize(lit(type), col(column)).equalTo(col("known_" + type)), "left")
                .drop("known_" + type);
    }
}
