package cx.warehouse.night;

import cx.warehouse.contract.TableRead;
import cx.warehouse.experience.dimension.DimCustomer;
import cx.warehouse.experience.mart.CustomerExperience;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Shows published rows with current customer keys. */
public final class CurrentCustomers {

    private CurrentCustomers() {}

    /**
     * The query of the view {@code customer_experience} over the tables of the schema {@code mart}.
     *
     * @param leaveOut the engine's keyword that excludes columns from a star
     * @param customerColumns columns of {@code dim_customer} as it is published
     */
    public static String viewQuery(String leaveOut, Collection<String> customerColumns) {
        return CustomerExperience.query("mart.", leaveOut, customerColumns);
    }

    /**
     * The rows of a published table with current keys in its column {@code customer_key}; as they are without that
     * column, and those of {@code dim_customer}, which has one row per stored key.
     *
     * @param table the table with its schema
     * @param customers {@code dim_customer}
     */
    public static Dataset<Row> rows(String table, Dataset<Row> stored, Dataset<Row> customers) {
        boolean hasKeys = List.of(stored.columns()).contains("customer_key");
        if (!hasKeys || table.equals(TableRead.CUSTOMERS)) {
            return stored;
        }
        return table.equals(TableRead.FACT)
                ? CustomerExperience.withCurrentCustomers(stored, customers)
                : DimCustomer.withCurrentKeys(stored, customers);
    }
}
