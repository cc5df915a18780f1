package cx.warehouse.experience.visit;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.ExperienceSettings.VisitSettings;
import cx.warehouse.experience.LargePlanTest;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

class VisitsTest extends LargePlanTest {

    private static final String EVENT =
            "interaction_key string, visitor_id string, session_id string, occurred_at timestamp, utm_source string, utm_medium string, utm_campaign string";

    /** 23:40 to 01:11 in New York, campaigns A and B. */
    private static final String NIGHT = """
            e1 | V | | 2026-03-11 03:40:00 | news | email | A
            e2 | V | | 2026-03-11 03:55:00 | | |
            e3 | V | | 2026-03-11 04:10:00 | news | email | B
            e4 | V | | 2026-03-11 04:40:00 | | |
            e5 | V | | 2026-03-11 05:11:00 | | |
            """;

    private static ExperienceSettings splitVisits(boolean midnight, boolean campaignChange) {
        return SETTINGS.withVisits(new VisitSettings(SETTINGS.visits().visitGap(), midnight, campaignChange));
    }

    private static String visitStarts(ExperienceSettings settings) {
        Dataset<Row> visits = visits(interactions(EVENT, NIGHT), emptyLookups(), settings);
        return text(visits.filter("opens_visit"), "visit_started_at", "visit_events");
    }

    @Test
    void aPauseOfExactlyTheGapDoesNotOpenAVisit() {
        assertThat(visitStarts(SETTINGS)).isEqualTo("2026-03-11 03:40:00 | 4\n2026-03-11 05:11:00 | 1");
    }

    @Test
    void midnightOfTheReportingZoneOpensAVisitWhenSet() {
        assertThat(visitStarts(splitVisits(true, false)))
                .isEqualTo("2026-03-11 03:40:00 | 2\n2026-03-11 04:10:00 | 2\n2026-03-11 05:11:00 | 1");
    }

    @Test
    void anotherCampaignOpensAVisitWhenSet() {
        assertThat(visitStarts(splitVisits(false, true)))
                .isEqualTo("2026-03-11 03:40:00 | 2\n2026-03-11 04:10:00 | 2\n2026-03-11 05:11:00 | 1");
    }

    @Test
    void midnightAndCampaignAtOneEventOpenOneVisit() {
        assertThat(visitStarts(splitVisits(true, true)))
                .isEqualTo("2026-03-11 03:40:00 | 2\n2026-03-11 04:10:00 | 2\n2026-03-11 05:11:00 | 1");
    }

    @Test
    void theFirstCampaignAfterNoneIsAChangeAndTheSameCampaignIsNot() {
        Dataset<Row> visits = visits(interactions(EVENT, """
                        e1 | V | | 2026-03-11 10:00:00 | | |
                        e2 | V | | 2026-03-11 10:01:00 | news | email | A
                        e3 | V | | 2026-03-11 10:02:00 | | |
                        e4 | V | | 2026-03-11 10:03:00 | news | email | A
                        """), emptyLookups(), splitVisits(false, true));
        assertThat(text(visits.filter("opens_visit"), "visit_started_at", "visit_events"))
                .isEqualTo("2026-03-11 10:00:00 | 1\n2026-03-11 10:01:00 | 3");
    }

    @Test
    void sourcesWithEqualIdsHaveVisitsOfTheirOwn() {
        Dataset<Row> visits = visits(interactions("source string, " + EVENT, """
                        web | e1 | V | s1 | 2026-03-11 10:00:00 | | |
                        app | e1 | V | s1 | 2026-03-11 10:01:00 | news | email | A
                        app | e2 | V | s1 | 2026-03-11 10:02:00 | | |
                        web | e3 | V | | 2026-03-11 11:00:00 | | |
                        app | e3 | V | | 2026-03-11 11:01:00 | | |
                        """), emptyLookups(), SETTINGS);
        assertThat(text(
                                visits,
                                "source",
                                "interaction_id",
                                "visit_started_at",
                                "visit_events",
                                "channel",
                                "opens_visit")
                        .lines()
                        .map(line -> line.replaceFirst("[0-9a-f]{32}", "id")))
                .containsExactlyInAnyOrder(
                        "app | id | 2026-03-11 10:01:00 | 2 | Email | false",
                        "app | id | 2026-03-11 10:01:00 | 2 | Email | true",
                        "app | id | 2026-03-11 11:01:00 | 1 | Direct | true",
                        "web | id | 2026-03-11 10:00:00 | 1 | Direct | true",
                        "web | id | 2026-03-11 11:00:00 | 1 | Direct | true");
        assertThat(visits.select("visit_key").distinct().count()).isEqualTo(4);
    }

    @Test
    void aVendorsSessionIsAVisitHoweverLongThePauses() {
        Dataset<Row> visits = visits(interactions(EVENT, """
                        e1 | V | s1 | 2026-03-11 03:40:00 | | |
                        e2 | V | s1 | 2026-03-11 05:40:00 | | |
                        e3 | V | s2 | 2026-03-11 05:41:00 | | |
                        e4 | W | s1 | 2026-03-11 05:42:00 | | |
                        """), emptyLookups(), splitVisits(true, false));
        assertThat(text(visits.filter("opens_visit"), "visit_started_at", "visit_events"))
                .isEqualTo("2026-03-11 03:40:00 | 2\n2026-03-11 05:41:00 | 1\n2026-03-11 05:42:00 | 1");
    }

    @Test
    void eventsWithoutASessionAreNumberedBesideThoseThatHaveOne() {
        Dataset<Row> visits = visits(interactions(EVENT, """
                        e1 | V | s1 | 2026-03-11 03:40:00 | news | email | A
                        e2 | V | | 2026-03-11 03:41:00 | | |
                        e3 | V | s1 | 2026-03-11 03:42:00 | | |
                        e4 | V | | 2026-03-11 04:20:00 | crm | email | B
                        """), emptyLookups(), SETTINGS);
        assertThat(text(
                        visits.filter("opens_visit")
                                .selectExpr(
                                        "visit_started_at",
                                        "visit_events",
                                        "coalesce(visit_origin.campaign, 'none') campaign"),
                        "visit_started_at",
                        "visit_events",
                        "campaign"))
                .isEqualTo("""
                2026-03-11 03:40:00 | 2 | A
                2026-03-11 03:41:00 | 1 | none
                2026-03-11 04:20:00 | 1 | B""");
    }

    @Test
    void eventsOfOneMomentMayBelongToSeveralVisits() {
        Dataset<Row> visits = visits(interactions(EVENT, """
                        e1 | V | | 2026-03-11 10:00:00 | news | email | A
                        e2 | V | | 2026-03-11 10:00:00 | news | email | B
                        e3 | V | | 2026-03-11 10:00:00 | | |
                        e4 | V | s1 | 2026-03-11 10:00:00 | | |
                        e5 | V | | 2026-03-11 10:00:00 | news | email | C
                        e6 | V | s1 | 2026-03-11 10:01:00 | | |
                        """), emptyLookups(), splitVisits(false, true));
        assertThat(visits.select("visit_key").distinct().count()).isEqualTo(4);
        assertThat(text(
                        visits.selectExpr(
                                        "visit_events",
                                        "coalesce(visit_origin.campaign, 'none') campaign",
                                        "opens_visit",
                                        "visit_key")
                                .groupBy("campaign", "visit_events")
                                .agg(
                                        functions.count("*").as("events"),
                                        functions.countDistinct("visit_key").as("visits"),
                                        functions
                                                .count_if(functions.col("opens_visit"))
                                                .as("opening")),
                        "campaign",
                        "visit_events",
                        "events",
                        "visits",
                        "opening"))
                .isEqualTo("""
                A | 1 | 1 | 1 | 1
                B | 2 | 2 | 1 | 1
                C | 1 | 1 | 1 | 1
                none | 2 | 2 | 1 | 1""");
    }

    @Test
    void theLatestDeliveryCountsAndWithdrawnEventsAndBotsGo() {
        Dataset<Row> events = interactions(
                "interaction_key string, visitor_id string, device string, business_date date, is_bot boolean, is_withdrawn boolean",
                """
                e1 | V | old | 2026-03-14 | |
                e1 | V | new | 2026-03-15 | |
                e2 | V | bot | 2026-03-15 | true |
                e3 | V | was | 2026-03-14 | |
                e3 | V | was | 2026-03-15 | | true
                """);
        assertThat(text(visits(events, emptyLookups(), SETTINGS), "device", "visit_events"))
                .isEqualTo("new | 1");
    }

    @Test
    void anEventWithoutVisitorOrConsentHasNeitherVisitNorPerson() {
        Dataset<Row> events =
                interactions("interaction_key string, visitor_id string, consent string, login_id string", """
                e1 | | granted | u1
                e2 | V | denied | u1
                e3 | V | granted |
                """);
        Dataset<Row> visits = visits(
                events,
                lookups(persons("login | u1 | c1"), none("conformed/ad_click"), none("mart/dim_campaign")),
                SETTINGS);
        assertThat(text(
                                visits.withColumn("has_visit", functions.expr("visit_key is not null")),
                                "interaction_id",
                                "has_visit",
                                "identity_rule")
                        .replaceAll("[0-9a-f]{32} \\| ", ""))
                .contains("true | anonymous")
                .containsOnlyOnce("true")
                .contains("false | ");
    }

    @Test
    void eventsStayWhereTheyAreWhereTheirVisitsAreFew() {
        for (String events : List.of(NIGHT, NIGHT.replace("| |", "| s |"))) {
            String plan = facts(interactions(EVENT, events), emptyLookups(), SETTINGS)
                    .queryExecution()
                    .executedPlan()
                    .toString();
            assertThat(plan).contains("BroadcastHashJoin").doesNotContain("Exchange hashpartitioning", "Sort ");
        }
    }
}
