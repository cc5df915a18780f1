package cx.warehouse.experience.rebuild;

/** Names of the tables that a rebuild reads and writes. Readers see only those of {@code mart}. */
public final class TableNames {

    public static final String FACT = "mart.fact_customer_experience";
    public static final String FACT_ORDER = "mart.fact_order";
    public static final String DIM_CAMPAIGN = "mart.dim_campaign";
    public static final String DIM_CUSTOMER = "mart.dim_customer";
    public static final String CUSTOMER_HISTORY = "mart.customer_history";

    /** Every visit, with its customer and the hashes of the lookups it depends on. */
    public static final String VISITS = "state.visit";

    /** The first time each visitor was seen. */
    public static final String VISITORS = "state.visitor";

    /** Identifiers seen together on one record, from all deliveries. */
    public static final String EVIDENCE = "state.identity_evidence";

    /** Identifiers that lead to a customer. */
    public static final String IDENTIFIERS = "state.identity_node";

    /** Identifier values that join no other identifiers. */
    public static final String BLOCKED_VALUES = "state.identity_blocked";

    /** Links between identifiers that would break a limit of a customer. */
    public static final String DROPPED_LINKS = "state.identity_edges";

    /** Customer keys that the newest evidence ended or split. */
    public static final String KEY_CHANGES = "state.identity_change";

    private TableNames() {}
}
