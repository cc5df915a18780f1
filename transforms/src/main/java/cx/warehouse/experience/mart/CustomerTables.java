package cx.warehouse.experience.mart;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.not;

import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.RewrittenRows;
import cx.warehouse.experience.dimension.BridgeIdentity;
import cx.warehouse.experience.dimension.CustomerHistory;
import cx.warehouse.experience.dimension.DimCustomer;
import cx.warehouse.experience.identity.Identifiers;
import cx.warehouse.experience.identity.IdentityResolution.ResolvedIdentities;
import cx.warehouse.experience.visit.Visits;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Builds the tables of customers from the inputs of a load: all their rows, or those of the keys that it may change. */
final class CustomerTables {

    private static final String DIMENSION = "dim_customer";
    private static final String NODES = "state.identity_node";
    private static final String VISITS = "state.visit";
    private static final String VISITORS = "state.visitor";

    private static final String[] CUSTOMER = {"customer_key"};
    private static final String[] VISITOR = {"visitor_key"};
    private static final String[] IDENTIFIER = {Identifiers.TYPE, Identifiers.VALUE};

    /** Everything of a visit that the tables of customers show. */
    private static final String[] LOGIN = {
        "visitor_key", "visit_key", Visits.VISIT_STARTED_AT, "customer_key", "identity_rule"
    };

    private CustomerTables() {}

    static Dataset<Row> customers(MartInputs in, ExperienceSettings settings) {
        return DimCustomer.rows(in.prior(), resolvedIdentities(in), in.read(VISITORS), logins(in), settings);
    }

    /** The rows of persons with other identifiers or visits, of visitors with other visits, and of keys whose lead has ended. */
    static KeyedRows changedCustomers(MartInputs in, ExperienceSettings settings) {
        RewrittenRows nodes = in.rewrittenRows(NODES);
        RewrittenRows visits = in.rewrittenRows(VISITS);
        Dataset<Row> merged = in.read("state.identity_change")
                .where("reason = 'merge'")
                .select(col("old_key").as("current_customer_key"));
        Dataset<Row> keys = nodes.changedValues(Identifiers.TYPE, Identifiers.VALUE, "customer_key", "first_seen_at")
                .select(CUSTOMER[0])
                .unionByName(visits.changedValues(LOGIN)
                        .select(explode(array(Visits.anonymousCustomer(col("visitor_key")), col(CUSTOMER[0])))
                                .as(CUSTOMER[0])))
                .unionByName(in.prior()
                        .join(merged, new String[] {"current_customer_key"}, "left_semi")
                        .select(CUSTOMER[0]))
                .distinct();
        Dataset<Row> stored = in.frames().broadcastIfSmall(keys, nodes.count() + visits.count());
        return new KeyedRows(
                stored,
                DimCustomer.rowsOf(
                        stored, in.prior(), resolvedIdentities(in), in.read(VISITORS), logins(in), settings));
    }

    static Dataset<Row> bridge(MartInputs in, ExperienceSettings settings) {
        return BridgeIdentity.rows(
                in.read(NODES), in.read(VISITORS), logins(in), persons(in.read(DIMENSION)), settings);
    }

    /** The rows of identifiers of other persons, of visitors with other visits, and of visitors whose person has ended. */
    static KeyedRows changedBridge(MartInputs in, ExperienceSettings settings) {
        RewrittenRows nodes = in.rewrittenRows(NODES);
        RewrittenRows visits = in.rewrittenRows(VISITS);
        RewrittenRows dimension = in.rewrittenRows(DIMENSION);
        Dataset<Row> changedNodes = in.frames()
                .broadcastIfSmall(
                        nodes.changedValues(
                                        Identifiers.TYPE, Identifiers.VALUE, "customer_key", "first_seen_at", "rule")
                                .select(Identifiers.TYPE, Identifiers.VALUE)
                                .distinct(),
                        nodes.count());
        Dataset<Row> redirected = DimCustomer.redirectedKeys(persons(dimension.before()), persons(dimension.now()))
                .select(col("former_lead").as(CUSTOMER[0]));
        Dataset<Row> led = in.prior()
                .where(col(Identifiers.TYPE).equalTo(Identifiers.VISITOR))
                .join(redirected, CUSTOMER, "left_semi")
                .select(col("identifier_hash").as(VISITOR[0]));
        Dataset<Row> visitors = in.frames()
                .broadcastIfSmall(
                        changedVisitors(visits).unionByName(led).distinct(), visits.count() + dimension.count());
        return new KeyedRows(
                BridgeIdentity.keys(changedNodes, visitors, settings),
                BridgeIdentity.rows(
                        in.read(NODES).join(changedNodes, IDENTIFIER, "left_semi"),
                        in.read(VISITORS).join(visitors, VISITOR, "left_semi"),
                        logins(in).join(visitors, VISITOR, "left_semi"),
                        persons(in.read(DIMENSION)),
                        settings));
    }

    static Dataset<Row> history(MartInputs in, ExperienceSettings settings) {
        return CustomerHistory.rows(in.prior(), changes(in));
    }

    /** The rows of the load's changes of keys. */
    static KeyedRows changedHistory(MartInputs in, ExperienceSettings settings) {
        Dataset<Row> changes = in.frames().materializeOnUse(changes(in));
        Dataset<Row> keys = changes.select("old_key", "new_key", "reason").distinct();
        return new KeyedRows(keys, CustomerHistory.rows(in.prior().join(keys, keys.columns(), "left_semi"), changes));
    }

    private static Dataset<Row> changes(MartInputs in) {
        RewrittenRows dimension = in.rewrittenRows(DIMENSION);
        return CustomerHistory.changes(
                in.read("state.identity_change"),
                DimCustomer.redirectedKeys(dimension.before(), dimension.now()),
                in.businessDate());
    }

    private static Dataset<Row> changedVisitors(RewrittenRows visits) {
        return visits.changedValues(LOGIN).select(VISITOR[0]);
    }

    private static Dataset<Row> persons(Dataset<Row> dimension) {
        return dimension.where(not(col("is_anonymous")));
    }

    private static ResolvedIdentities resolvedIdentities(MartInputs in) {
        return new ResolvedIdentities(
                in.read(NODES), in.read("state.identity_blocked"), in.read("state.identity_change"));
    }

    private static Dataset<Row> logins(MartInputs in) {
        return Visits.logins(in.read(VISITS));
    }
}
