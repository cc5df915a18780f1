package cx.warehouse.experience.mart;

import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The view {@code customer_experience}: every row of {@code fact_customer_experience} with its current customer.
 *
 * <p>A row of the fact keeps the key that was known when its day was built. When that key ended in a merge, or belonged
 * to a visitor who was identified later, {@code dim_customer} leads to the current key.
 */
public final class CustomerExperience {

    private static final String FACT = "fact_customer_experience";
    private static final String CUSTOMERS = "dim_customer";

    private CustomerExperience() {}

    /**
     * The query of the view, for any SQL engine. Columns are those of the fact; {@code customer_key} is the current key,
     * and {@code identity_rule} is {@code later_visit} for a visitor who was identified later. These two come last.
     *
     * @param schema prefix of the two tables, such as {@code mart.}; may be empty
     * @param leaveOut the engine's keyword that excludes columns from a star
     */
    public static String query(String schema, String leaveOut) {
        return "select f.* " + leaveOut + " (identity_rule, customer_key),"
                + " case when f.identity_rule = 'anonymous' and d.current_customer_key <> f.customer_key"
                + " then 'later_visit' else f.identity_rule end as identity_rule,"
                + " coalesce(d.current_customer_key, f.customer_key) as customer_key"
                + " from " + schema + FACT + " f"
                + " left join " + schema + CUSTOMERS + " d on d.customer_key = f.customer_key";
    }

    /**
     * The rows of the view.
     *
     * @param fact rows of {@code fact_customer_experience}
     * @param customers {@code dim_customer}
     */
    public static Dataset<Row> rows(Dataset<Row> fact, Dataset<Row> customers) {
        return MartSql.rows(fact.sparkSession(), query("", "except"), Map.of(FACT, fact, CUSTOMERS, customers));
    }
}
