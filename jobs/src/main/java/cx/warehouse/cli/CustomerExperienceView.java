package cx.warehouse.cli;

/**
 * Defines the view {@code customer_experience} for both query engines: the fact with the current key of each customer.
 */
final class CustomerExperienceView {

    private CustomerExperienceView() {}

    /**
     * The query of the view over {@code fact_customer_experience} and {@code dim_customer}; customer_key is the last
     * column.
     *
     * @param leaveOut the engine's keyword that excludes columns from a star
     */
    static String select(String leaveOut) {
        return "select f.* " + leaveOut
                + " (customer_key), coalesce(d.current_customer_key, f.customer_key) as customer_key"
                + " from mart.fact_customer_experience f"
                + " left join mart.dim_customer d on d.customer_key = f.customer_key";
    }
}
