package cx.warehouse.experience.dimension;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.experience.ExperienceTest;
import cx.warehouse.experience.identity.CustomerKeys;
import cx.warehouse.experience.identity.IdentityResolution;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class DimCustomerTest extends ExperienceTest {

    private static final String VISITOR = "a".repeat(32) + "-more";
    private static final String STRANGER = "b".repeat(32) + "-more";

    private static final Dataset<Row> VISITORS = frame(
            "visitor_key string, first_seen_at timestamp",
            VISITOR + " | 2026-03-10 10:00:00\n" + STRANGER + " | 2026-03-11 10:00:00");

    private static final Dataset<Row> LOGINS = frame(
            "visitor_key string, visit_key string, visit_started_at timestamp, customer_key string, identity_rule string",
            VISITOR + " | v1 | 2026-03-12 10:00:00 | k1 | login\n"
                    + VISITOR + " | v2 | 2026-03-13 10:00:00 | k1 | login\n"
                    + VISITOR + " | v3 | 2026-03-14 10:00:00 | k2 | login");

    private static IdentityResolution.ResolvedIdentities resolution(String nodes, String changes) {
        return new IdentityResolution.ResolvedIdentities(
                frame(CustomerKeys.NODES, nodes),
                frame("identifier_type string, identifier_value string", ""),
                frame("old_key string, new_key string, reason string, changed_on date", changes));
    }

    private static String keys(Dataset<Row> dimension) {
        return text(dimension, "customer_key", "current_customer_key", "is_anonymous");
    }

    @Test
    void everyKeyLeadsToItsSurvivorThroughAllMerges() {
        Dataset<Row> first = DimCustomer.rows(
                none("mart/dim_customer"),
                resolution(
                        "login | u0 | k0 | 2026-03-10 | | 2026-03-01 00:00:00 | 2026-03-01 | r\nlogin | u1 | k1 | 2026-03-11 | | 2026-03-02 00:00:00 | 2026-03-02 | r\nlogin | u2 | k2 | 2026-03-12 | | 2026-03-03 00:00:00 | 2026-03-03 | r",
                        ""),
                VISITORS.limit(0),
                LOGINS.limit(0),
                SETTINGS);
        Dataset<Row> second = DimCustomer.rows(
                first,
                resolution(
                        "login | u0 | k0 | 2026-03-10 | | 2026-03-01 00:00:00 | 2026-03-01 | r\nlogin | u1 | k1 | 2026-03-11 | | 2026-03-02 00:00:00 | 2026-03-02 | r\nlogin | u2 | k1 | 2026-03-12 | | 2026-03-03 00:00:00 | 2026-03-03 | r",
                        "k2 | k1 | merge | 2026-03-15"),
                VISITORS.limit(0),
                LOGINS.limit(0),
                SETTINGS);
        Dataset<Row> third = DimCustomer.rows(
                second,
                resolution(
                        "login | u0 | k0 | 2026-03-10 | | 2026-03-01 00:00:00 | 2026-03-01 | r\nlogin | u1 | k0 | 2026-03-11 | | 2026-03-02 00:00:00 | 2026-03-02 | r",
                        "k1 | k0 | merge | 2026-03-16"),
                VISITORS,
                LOGINS,
                SETTINGS);
        assertThat(keys(second)).isEqualTo("k0 | k0 | false\nk1 | k1 | false\nk2 | k1 | false");
        assertThat(keys(third))
                .isEqualTo("a".repeat(32) + " | k0 | true\n" + "b".repeat(32) + " | " + "b".repeat(32)
                        + " | true\nk0 | k0 | false\nk1 | k0 | false\nk2 | k0 | false");
    }

    @Test
    void theFirstVisitIsThatOfTheKeyAlone() {
        Dataset<Row> dimension = DimCustomer.rows(
                none("mart/dim_customer"),
                resolution(
                        "login | u1 | k1 | 2026-03-11 | | 2026-03-02 00:00:00 | 2026-03-02 | r\nlogin | u3 | k3 | 2026-03-11 | | 2026-03-02 00:00:00 | 2026-03-02 | r",
                        ""),
                VISITORS,
                LOGINS,
                SETTINGS);
        assertThat(text(dimension, "customer_key", "current_customer_key", "first_visit_at"))
                .isEqualTo("a".repeat(32) + " | k1 | 2026-03-10 10:00:00\n" + "b".repeat(32) + " | " + "b".repeat(32)
                        + " | 2026-03-11 10:00:00\nk1 | k1 | 2026-03-12 10:00:00\nk3 | k3 | ");
    }

    @Test
    void aCustomerIsFirstSeenWithItsCurrentIdentifiers() {
        Dataset<Row> joined = DimCustomer.rows(
                none("mart/dim_customer"), resolution("""
                        login | u1 | k1 | 2026-03-10 | | 2026-03-01 00:00:00 | 2026-03-01 | r
                        login | u2 | k1 | 2026-03-10 | | 2026-03-02 00:00:00 | 2026-03-02 | r""", ""), VISITORS.limit(0), LOGINS.limit(0), SETTINGS);
        Dataset<Row> apart = DimCustomer.rows(
                joined, resolution("""
                        login | u1 | k2 | 2026-03-11 | | 2026-03-01 00:00:00 | 2026-03-01 | r
                        login | u2 | k1 | 2026-03-10 | | 2026-03-02 00:00:00 | 2026-03-02 | r""", "k1 | k2 | split | 2026-03-11"), VISITORS.limit(0), LOGINS.limit(0), SETTINGS);
        assertThat(text(apart, "customer_key", "first_seen_at"))
                .isEqualTo("k1 | 2026-03-02 00:00:00\nk2 | 2026-03-01 00:00:00");
    }

    @Test
    void theBridgeHoldsHashesAndAVisitorsCustomersInOrder() {
        IdentityResolution.ResolvedIdentities resolved = resolution(
                "email | ada@mail.test | k1 | 2026-03-10 | | 2026-03-01 12:00:00 | 2026-03-01 | deterministic", "");
        Dataset<Row> dimension = DimCustomer.rows(none("mart/dim_customer"), resolved, VISITORS, LOGINS, SETTINGS);
        Dataset<Row> bridge = BridgeIdentity.rows(resolved.nodes(), VISITORS, LOGINS, dimension, SETTINGS);
        assertThat(text(
                        bridge.filter("identifier_type = 'visitor'"),
                        "identifier_hash",
                        "customer_key",
                        "valid_from",
                        "valid_to",
                        "rule"))
                .isEqualTo(VISITOR + " | k1 |  | 2026-03-14 | login\n" + VISITOR + " | k2 | 2026-03-14 |  | login\n"
                        + STRANGER + " | " + "b".repeat(32) + " |  |  | anonymous");
        assertThat(text(bridge.filter("identifier_type = 'email'"), "identifier_hash", "valid_from"))
                .matches("[0-9a-f]{64} \\| 2026-03-01");
    }

    @Test
    void twoPeopleOnOneDeviceHaveOneBridgeRowEachPerDay() {
        Dataset<Row> logins = LOGINS.unionByName(frame(
                "visitor_key string, visit_key string, visit_started_at timestamp, customer_key string, identity_rule string",
                VISITOR + " | v4 | 2026-03-14 11:00:00 | k1 | login\n"
                        + VISITOR + " | v5 | 2026-03-14 12:00:00 | k2 | order\n"
                        + VISITOR + " | v6 | 2026-03-15 12:00:00 | k1 | login"));
        IdentityResolution.ResolvedIdentities resolved = resolution("", "");
        Dataset<Row> bridge =
                BridgeIdentity.rows(resolved.nodes(), VISITORS.limit(1), logins, none("mart/dim_customer"), SETTINGS);
        assertThat(text(bridge, "customer_key", "valid_from", "valid_to", "rule"))
                .isEqualTo("""
                k1 |  | 2026-03-14 | login
                k1 | 2026-03-14 | 2026-03-14 | login
                k1 | 2026-03-15 |  | login
                k2 | 2026-03-14 | 2026-03-15 | order""");
    }
}
