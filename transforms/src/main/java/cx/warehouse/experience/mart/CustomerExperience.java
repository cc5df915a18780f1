package cx.warehouse.experience.mart;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The view {@code customer_experience}: every row of {@code fact_customer_experience} with its current customer, and
 * visits with the share of their campaign's cost.
 *
 * <p>A row of the fact keeps the key that was known when its day was built. When that key ended in a merge, or belonged
 * to a visitor who was identified later, {@code dim_customer} leads to the current key. Vendors restate the costs of
 * past days, so the shares are in {@code fact_visit_cost}, and no row of the fact is written again for them.
 */
public final class CustomerExperience {

    private static final String FACT = "fact_customer_experience";
    private static final String CUSTOMERS = "dim_customer";
    private static final String COSTS = "fact_visit_cost";

    private static final String CURRENT = "case when f.identity_rule = 'anonymous'"
            + " and d.current_customer_key <> f.customer_key"
            + " then 'later_visit' else f.identity_rule end as identity_rule,"
            + " coalesce(d.current_customer_key, f.customer_key) as customer_key";
    private static final String FIRST_VISIT = "first_visit_at";
    private static final String IS_RETURNING = "is_returning";

    private CustomerExperience() {}

    /**
     * The query of the view, for any SQL engine. Columns are those of the fact; {@code customer_key} is the current key,
     * {@code identity_rule} is {@code later_visit} for a visitor who was identified later, and {@code cost_allocated} is
     * the share of a visit. These three come last, and {@value #IS_RETURNING}: true for a visit after the first one that
     * the customer ever made; null for other rows.
     *
     * @param schema prefix of the three tables, such as {@code mart.}; may be empty
     * @param leaveOut the engine's keyword that excludes columns from a star
     * @param customerColumns columns of dim_customer; without {@value #FIRST_VISIT}, as an earlier version wrote it, no
     *     visit is known to be returning
     */
    public static String query(String schema, String leaveOut, Collection<String> customerColumns) {
        boolean hasFirstVisits = customerColumns.contains(FIRST_VISIT);
        String isReturning = hasFirstVisits
                ? "case when f.interaction_type = 'visit' then f.occurred_at > p." + FIRST_VISIT + " end"
                : "cast(null as boolean)";
        String firstVisits = " left join (select current_customer_key as person_key, min(" + FIRST_VISIT + ") as "
                + FIRST_VISIT + " from " + schema + CUSTOMERS + " group by current_customer_key) p"
                + " on p.person_key = d.current_customer_key";
        return "select f.* " + leaveOut + " (cost_allocated, identity_rule, customer_key), c.cost_allocated, " + CURRENT
                + ", " + isReturning + " as " + IS_RETURNING
                + from(schema)
                + " left join " + schema + COSTS + " c on c.visit_key = f.visit_key and f.interaction_type = 'visit'"
                + (hasFirstVisits ? firstVisits : "");
    }

    private static String from(String schema) {
        return " from " + schema + FACT + " f left join " + schema + CUSTOMERS
                + " d on d.customer_key = f.customer_key";
    }

    /**
     * The rows of the view.
     *
     * @param fact rows of {@code fact_customer_experience}
     * @param customers {@code dim_customer}
     * @param costs {@code fact_visit_cost}
     */
    public static Dataset<Row> rows(Dataset<Row> fact, Dataset<Row> customers, Dataset<Row> costs) {
        return MartSql.rows(
                fact.sparkSession(),
                query("", "except", List.of(customers.columns())),
                Map.of(FACT, fact, CUSTOMERS, customers, COSTS, costs));
    }

    /**
     * The rows of the fact as they are stored, with the current customer.
     *
     * @param fact rows of {@code fact_customer_experience}
     * @param customers {@code dim_customer}
     */
    public static Dataset<Row> withCurrentCustomers(Dataset<Row> fact, Dataset<Row> customers) {
        return MartSql.rows(
                fact.sparkSession(),
                "select f.* except (identity_rule, customer_key), " + CURRENT + from(""),
                Map.of(FACT, fact, CUSTOMERS, customers));
    }
}
