package cx.warehouse.cli;

/** The view {@code customer_experience}: the fact with the key that each customer has by now, for both engines. */
final class CustomerExperienceView {

    private CustomerExperienceView() {}

    /**
     * What the view selects from {@code fact_customer_experience} and {@code dim_customer}; customer_key stands last.
     *
     * @param leaveOut the engine's word behind a star for the columns that it does not stand for
     */
    static String select(String leaveOut) {
        return "select f.* " + leaveOut
                + " (customer_key), coalesce(d.current_customer_key, f.customer_key) as customer_key"
                + " from mart.fact_customer_experience f"
                + " left join mart.dim_customer d on d.customer_key = f.customer_key";
    }
}
