package cx.warehouse.experience.identity;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Looks the customer of an identifier up for every row that carries it. */
public final class CustomerLookup {

    private CustomerLookup() {}

    /**
     * Adds the customer of the identifier in {@code column}, null where the row has none or nobody is known by it.
     *
     * @param persons identifier_type, identifier_value (normalised), customer_key; one row an identifier
     */
    public static Dataset<Row> addCustomer(
            Dataset<Row> rows, Dataset<Row> persons, String type, String column, String customer) {
        Dataset<Row> known = persons.filter(col(Identifiers.TYPE)
                        .equalTo(type)
                        .and(col("customer_key").isNotNull()))
                .select(
                        col(Identifiers.VALUE).as("known_" + type),
                        col("customer_key").as(customer));
        return rows.join(
                        broadcast(known),
                        Identifiers.normalize(lit(type), col(column)).equalTo(col("known_" + type)),
                        "left")
                .drop("known_" + type);
    }
}
