package cx.warehouse.experience.fact;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.experience.LargePlanTest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class FactCustomerExperienceTest extends LargePlanTest {

    private static Dataset<Row> web(String schema, String events) {
        return facts(interactions(schema, events), emptyLookups(), SETTINGS);
    }

    @Test
    void aVisitIsARowAtItsFirstEventAndItsEventsHaveItsChannel() {
        Dataset<Row> fact = web(
                "interaction_key string, visitor_id string, occurred_at timestamp, interaction_type string, utm_source string, utm_medium string, order_id string, amount decimal(18,6)",
                """
                e1 | V | 2026-03-14 03:59:59 | page_view | | | |
                e2 | V | 2026-03-14 04:00:00 | page_view | crm | email | |
                e3 | V | 2026-03-14 04:00:05 | order | | | 100 | 12.50
                """);
        assertThat(text(
                        fact,
                        "occurred_at",
                        "event_date",
                        "interaction_type",
                        "pillar",
                        "channel",
                        "order_id",
                        "amount",
                        "revenue"))
                .isEqualTo("""
                2026-03-14 03:59:59 | 2026-03-13 | page_view | owned | Email |  |  |\s
                2026-03-14 03:59:59 | 2026-03-13 | visit | owned | Email |  |  |\s
                2026-03-14 04:00:00 | 2026-03-14 | page_view | owned | Email |  |  |\s
                2026-03-14 04:00:05 | 2026-03-14 | order | owned | Email | 100 | 12.500000 |\s""");
        assertThat(text(
                        fact.filter("interaction_type = 'visit'")
                                .selectExpr(
                                        "extra['duration_seconds'] seconds",
                                        "extra['events'] events",
                                        "extra['is_engaged'] engaged",
                                        "extra['is_suspicious'] suspicious"),
                        "seconds",
                        "events",
                        "engaged",
                        "suspicious"))
                .isEqualTo("6 | 3 | true | false");
    }

    @Test
    void aVisitOfMoreThanADayIsSuspiciousAndOneOfAMomentIsNotEngaged() {
        Dataset<Row> fact =
                web("interaction_key string, visitor_id string, session_id string, occurred_at timestamp", """
                e1 | V | s1 | 2026-03-13 04:00:00
                e2 | V | s1 | 2026-03-14 04:00:01
                e3 | V | s2 | 2026-03-14 05:00:00
                """);
        assertThat(text(
                        fact.filter("interaction_type = 'visit'")
                                .selectExpr("occurred_at", "extra['is_suspicious'] s", "extra['is_engaged'] e"),
                        "occurred_at",
                        "s",
                        "e"))
                .isEqualTo("2026-03-13 04:00:00 | true | true\n2026-03-14 05:00:00 | false | false");
    }

    @Test
    void aVisitToTheServicePortalHasNoMarketingChannel() {
        Dataset<Row> fact = web("interaction_key string, visitor_id string, is_marketing boolean", "e1 | V | false");
        assertThat(text(fact, "interaction_type", "pillar", "channel"))
                .isEqualTo("page_view | owned | (not marketing)\nvisit | owned | (not marketing)");
    }

    @Test
    void nothingThatNamesAPersonIsLeft() {
        Dataset<Row> events = interactions(
                        "interaction_key string, visitor_id string, email string, login_id string, page_url string, utm_source string, utm_content string",
                        """
                        e1 | cookie-7 | ada@mail.test | ada7 | https://shop.test/p/1?mail=ada@mail.test#x | crm | ada@mail.test
                        e2 | cookie-7 | ada@mail.test | ada7 | https://shop.test/u/ada@mail.test | |
                        """)
                .withColumn(
                        "extra",
                        org.apache.spark.sql.functions.expr(
                                "map('email', 'x', 'note', 'ada@mail.test', 'first_name', 'Ada', 'colour', 'red')"));
        Dataset<Row> fact = facts(events, emptyLookups(), SETTINGS);
        String all = fact.toJSON().collectAsList().toString();
        assertThat(all).doesNotContain("ada", "Ada", "cookie-7").contains("shop.test/p/1", "red");
    }

    @Test
    void anEventWithoutConsentOrVisitorHasNoVisitAndNoChannel() {
        Dataset<Row> fact = web("interaction_key string, visitor_id string, session_id string, consent string", """
                e1 | V | s | denied
                e2 | | s | granted
                """);
        assertThat(text(fact, "interaction_type", "pillar", "channel", "visit_key", "visitor_key", "customer_key"))
                .isEqualTo("""
                page_view | owned |  |  |  |\s
                page_view | owned |  |  |  |\s""");
    }

    @Test
    void interactionsTakeTheStrongestIdentifierAndTheOrdersRevenue() {
        Dataset<Row> interactions = interactions(
                "interaction_key string, interaction_type string, contact_id string, email string, loyalty_number string, order_id string, amount decimal(18,6), business_date date, is_withdrawn boolean",
                """
                t1 | ticket | crm:1 | | | | | 2026-03-14 |
                o1 | order | | ADA@mail.test | | 100 | 5 | 2026-03-14 |
                p1 | partner_action | | | | 100 | 9 | 2026-03-14 |
                p1 | partner_action | | | | 100 | 8 | 2026-03-15 |
                p2 | partner_action | | | | 100 | 8 | 2026-03-14 |
                p2 | partner_action | | | | 100 | 8 | 2026-03-15 | true
                s1 | store_purchase | | | L7 | s1 | 7 | 2026-03-14 |
                """);
        Dataset<Row> orders = rows(
                "mart/fact_order",
                "order_id string, origin string, gross_revenue decimal(28,10)",
                "100 | web | 5.0000000001");
        Dataset<Row> persons = persons("""
                        contact | crm:1 | c1
                        email | ada@mail.test | c2
                        order | 100 | c2
                        """);
        assertThat(text(
                        InteractionRows.of(interactions, persons, orders, rates(), SETTINGS),
                        "interaction_type",
                        "customer_key",
                        "identity_rule",
                        "pillar",
                        "channel",
                        "amount",
                        "revenue"))
                .isEqualTo("""
                order | c2 | email |  |  | 5.000000 | 5.0000000001
                partner_action | c2 | order | earned | Affiliates | 8.000000 |\s
                store_purchase |  |  | owned |  | 7.000000 | 7.0000000000
                ticket | c1 | contact | owned |  |  |\s""");
    }

    @Test
    void anOrderAndItsRefundHaveTheChannelOfItsVisit() {
        Dataset<Row> interactions = interactions(
                "interaction_key string, interaction_type string, is_online boolean, order_id string, amount decimal(18,6)",
                """
                o1 | order | true | #100 | 5
                o2 | order | true | 101 | 6
                o3 | order | true | 102 | 7
                r1 | refund | true | 100 | -2
                r2 | refund | false | 100 | -3
                s1 | store_purchase | false | s1 | 9
                t1 | ticket | true | | 0
                """);
        Dataset<Row> orders = rows(
                "mart/fact_order",
                "order_id string, origin string, visit_key string, channel string, pillar string, campaign_key string",
                """
                100 | web | v1 | Paid Search | paid | k1
                101 | web | | | |
                s1 | store | | | owned |
                """);
        assertThat(text(
                        InteractionRows.of(interactions, persons(""), orders, rates(), SETTINGS),
                        "interaction_type",
                        "visit_key",
                        "channel",
                        "pillar",
                        "campaign_key",
                        "is_untracked",
                        "revenue"))
                .isEqualTo("""
                order |  |  |  |  | true | 6.0000000000
                order |  |  |  |  | true | 7.0000000000
                order | v1 | Paid Search | paid | k1 | false | 5.0000000000
                refund |  |  | owned |  |  | -3.0000000000
                refund |  | Paid Search | paid | k1 |  | -2.0000000000
                store_purchase |  |  | owned |  | false | 9.0000000000
                ticket |  |  | owned |  |  |\s""");
    }

    @Test
    void frictionIsDecidedOnEventsAndOnInteractions() {
        String schema = "interaction_key string, visitor_id string, interaction_type string, friction_signal string,"
                + " ttfb_ms double, status_code int";
        Dataset<Row> rows = interactions(schema, """
                e1 | V | page_view |            | 1800.1 |
                e2 | V | page_view |            | 1800   |
                e3 | V | event     | dead_click |        |
                e4 |   | page_view |            |        | 404
                """);
        assertThat(text(facts(rows, emptyLookups(), SETTINGS), "interaction_type", "ttfb_ms", "friction_kind"))
                .isEqualTo("""
                event |  | confusion
                page_view |  | broken_link
                page_view | 1800.0 |\s
                page_view | 1800.1 | slow_page
                visit |  |\s""");
        assertThat(text(
                        InteractionRows.of(rows, persons(""), none("mart/fact_order"), rates(), SETTINGS),
                        "interaction_type",
                        "ttfb_ms",
                        "friction_kind"))
                .isEqualTo("""
                event |  | confusion
                page_view |  | broken_link
                page_view | 1800.0 |\s
                page_view | 1800.1 | slow_page""");
    }
}
