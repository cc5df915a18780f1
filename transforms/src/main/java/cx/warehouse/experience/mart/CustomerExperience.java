package cx.warehouse.experience.mart;

import java.util.Collection;
import java.util.List;
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
    private static final String FIRST_VISIT = "first_visit_at";
    private static final String IS_RETURNING = "is_returning";

    private CustomerExperience() {}

    /**
     * The query of the view, for any SQL engine. Columns are those of the fact; {@code customer_key} is the current key,
     * and {@code identity_rule} is {@code later_visit} for a visitor who was identified later. These two come last, and
     * {@value #IS_RETURNING}: true for a visit after the first one that the customer ever made; null for other rows.
     *
     * @param schema prefix of the two tables, such as {@code mart.}; may be empty
     * @param leaveOut the engine's keyword that excludes columns from a star
     * @param customerColumns columns of dim_customer; without {@value #FIRST_VISIT}, as an earlier version wrote it, no
     *     visit is known to be returning
     */
    public static String query(String schema, String leaveOut, Collection<String> customerColumns) {
        if (!customerColumns.contains(FIRST_VISIT)) {
            return query(schema, leaveOut, ", cast(null as boolean) as " + IS_RETURNING, "");
        }
        String isReturning = ", case when f.interaction_type = 'visit' then f.occurred_at > p." + FIRST_VISIT
                + " end as " + IS_RETURNING;
        String firstVisits = " left join (select current_customer_key as person_key, min(" + FIRST_VISIT + ") as "
                + FIRST_VISIT + " from " + schema + CUSTOMERS + " group by current_customer_key) p"
                + " on p.person_key = d.current_customer_key";
        return query(schema, leaveOut, isReturning, firstVisits);
    }

    private static String query(String schema, String leaveOut, String furtherColumn, String furtherJoin) {
        return "select f.* " + leaveOut + " (identity_rule, customer_key),"
                + " case when f.identity_rule = 'anonymous' and d.current_customer_key <> f.customer_key"
                + " then 'later_visit' else f.identity_rule end as identity_rule,"
                + " coalesce(d.current_customer_key, f.customer_key) as customer_key" + furtherColumn
                + " from " + schema + FACT + " f"
                + " left join " + schema + CUSTOMERS + " d on d.customer_key = f.customer_key" + furtherJoin;
    }

    /**
     * The rows of the view.
     *
     * @param fact rows of {@code fact_customer_experience}
     * @param customers {@code dim_customer}
     */
    public static Dataset<Row> rows(Dataset<Row> fact, Dataset<Row> customers) {
        return rows(fact, customers, query("", "except", List.of(customers.columns())));
    }

    /**
     * The same rows with current keys and rules in customer_key and identity_rule, which come last.
     *
     * @param stored rows of the fact or of {@code state.visit}
     * @param customers {@code dim_customer}
     */
    public static Dataset<Row> withCurrentKeys(Dataset<Row> stored, Dataset<Row> customers) {
        return rows(stored, customers, query("", "except", "", ""));
    }

    private static Dataset<Row> rows(Dataset<Row> stored, Dataset<Row> customers, String query) {
        return MartSql.rows(stored.sparkSession(), query, Map.of(FACT, stored, CUSTOMERS, customers));
    }
}
