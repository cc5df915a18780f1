package cx.warehouse.experience.visit;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.experience.ExperienceTest;
import cx.warehouse.experience.KeyDigests;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class VisitOwnerTest extends ExperienceTest {

    private static final String EVENT =
            "interaction_key string, visitor_id string, session_id string, occurred_at timestamp, login_id string, order_id string, interaction_type string";

    private static final Dataset<Row> PERSONS = persons("""
            login | u1 | c1
            login | u2 | c2
            order | 100 | c3
            """);

    private static VisitLookups lookups(String logins) {
        VisitLookups unknown = emptyLookups();
        return new VisitLookups(
                PERSONS,
                unknown.clicks(),
                unknown.campaigns(),
                unknown.posts(),
                frame("visitor_key string, visit_key string, visit_started_at timestamp, customer_key string", logins)
                        .withColumn(
                                "visitor_key",
                                KeyDigests.identifierHash(
                                        org.apache.spark.sql.functions.lit("visitor"),
                                        org.apache.spark.sql.functions.col("visitor_key"),
                                        SETTINGS.hashKey())));
    }

    private static String customers(String logins, String events) {
        return text(
                visits(interactions(EVENT, events), lookups(logins), SETTINGS).filter("opens_visit"),
                "visit_started_at",
                "customer_key",
                "identity_rule");
    }

    private static final String SHARED_DEVICE = """
            e1 | V | s1 | 2026-03-14 10:00:00 | | | page_view
            e2 | V | s2 | 2026-03-14 11:00:00 | u1 | | page_view
            e3 | V | s3 | 2026-03-14 12:00:00 | | | page_view
            e4 | V | s4 | 2026-03-14 13:00:00 | u2 | | page_view
            e5 | V | s5 | 2026-03-14 14:00:00 | | | page_view
            """;

    @Test
    void aVisitWithoutLoginHasTheEarlierLoginElseTheNextLater() {
        assertThat(customers("", SHARED_DEVICE)).isEqualTo("""
                2026-03-14 10:00:00 | c1 | later_visit
                2026-03-14 11:00:00 | c1 | login
                2026-03-14 12:00:00 | c1 | earlier_visit
                2026-03-14 13:00:00 | c2 | login
                2026-03-14 14:00:00 | c2 | earlier_visit""");
    }

    @Test
    void loginsOfOtherNightsCount() {
        assertThat(customers("""
                V | x | 2026-02-20 10:00:00 | c9
                V | y | 2026-03-20 10:00:00 | c8
                W | z | 2026-03-20 10:00:00 | c7
                """, SHARED_DEVICE + """
                e6 | W | s1 | 2026-03-14 10:00:01 | | | page_view
                """))
                .startsWith("""
                2026-03-14 10:00:00 | c9 | earlier_visit
                2026-03-14 10:00:01 | c7 | later_visit
                2026-03-14 11:00:00 | c1 | login""")
                .endsWith("2026-03-14 14:00:00 | c2 | earlier_visit");
    }

    @Test
    void theLastLoginOfAVisitCountsAndALoginCountsMoreThanAnOrder() {
        assertThat(customers("", """
                e1 | V | s1 | 2026-03-14 10:00:00 | u1 | | page_view
                e2 | V | s1 | 2026-03-14 10:01:00 | u2 | | page_view
                e3 | V | s1 | 2026-03-14 10:02:00 | | #100 | order
                e4 | W | s1 | 2026-03-14 10:03:00 | | #100 | order
                """)).isEqualTo("""
                2026-03-14 10:00:00 | c2 | login
                2026-03-14 10:03:00 | c3 | order""");
    }

    @Test
    void anUnknownVisitorIsAnAnonymousCustomerWithOneKey() {
        String customers = customers("", """
                e1 | V | s1 | 2026-03-14 10:00:00 | | | page_view
                e2 | V | s2 | 2026-03-14 12:00:00 | | | page_view
                """);
        assertThat(customers
                        .lines()
                        .map(line -> line.replaceFirst("^[^|]*\\| ", ""))
                        .distinct())
                .singleElement()
                .asString()
                .matches("[0-9a-f]{32} \\| anonymous");
    }

    @Test
    void loginsOfStoredVisitsServeLaterNights() {
        Dataset<Row> visits = Visits.of(interactions(EVENT, SHARED_DEVICE), lookups(""), SETTINGS, FRAMES)
                .visits();
        assertThat(text(
                        Visits.logins(Visits.stateRows(visits, SETTINGS)),
                        "visit_started_at",
                        "customer_key",
                        "identity_rule"))
                .isEqualTo("""
                2026-03-14 11:00:00 | c1 | login
                2026-03-14 13:00:00 | c2 | login""");
    }
}
