package cx.warehouse.experience.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.experience.ExperienceTest;
import cx.warehouse.experience.KeyDigests;
import cx.warehouse.experience.visit.VisitDependencies;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

/** Tests published days for which rows arrive or customers change. */
class FactRebuildTest extends ExperienceTest {

    private static final String VISIT =
            "visitor_key string, visit_key string, source string, visit_started_at timestamp, event_date date, customer_key string, identity_rule string";

    @Test
    void aVisitCoversEveryDayFromItsStartToItsEnd() {
        Dataset<Row> visits = frame("source string, visit_started_at timestamp, visit_ended_at timestamp", """
                web | 2026-03-14 03:59:59 | 2026-03-14 04:00:00
                app | 2026-03-14 03:59:58 | 2026-03-14 04:00:00
                web | 2026-03-15 12:00:00 | 2026-03-15 13:00:00
                web | 2026-03-17 12:00:00 | 2026-03-19 13:00:00
                """);
        assertThat(text(FactRebuild.visitSpans(visits, SETTINGS), "source", "first", "last"))
                .isEqualTo("app | 2026-03-13 | 2026-03-14\nweb | 2026-03-13 | 2026-03-14\n"
                        + "web | 2026-03-15 | 2026-03-15\nweb | 2026-03-17 | 2026-03-19");
        SourceDays days = SourceDays.of("web", List.of(LocalDate.parse("2026-03-14"), LocalDate.parse("2026-03-18")))
                .plus(SourceDays.of("app", List.of(LocalDate.parse("2026-03-15"))));
        assertThat(text(FactRebuild.visitsOnDays(visits, days, SETTINGS), "visit_started_at"))
                .isEqualTo("2026-03-14 03:59:59\n2026-03-17 12:00:00");
    }

    @Test
    void aDayIsThatOfTheReportingZoneAlsoWhenItHas23Hours() {
        Dataset<Row> interactions = rows("conformed/interaction", "interaction_key string, occurred_at timestamp", """
                e1 | 2026-03-08 04:59:59
                e2 | 2026-03-08 05:00:00
                e3 | 2026-03-09 03:59:59
                e4 | 2026-03-09 04:00:00
                e5 | 2026-03-11 03:59:59
                e6 | 2026-03-11 04:00:00
                """);
        assertThat(on(interactions, "2026-03-10", "2026-03-08")).isEqualTo("e2\ne3\ne5");
        assertThat(on(interactions, "2026-03-09", "2026-03-10")).isEqualTo("e4\ne5");
        assertThat(on(interactions)).isEmpty();
    }

    @Test
    void aDayOf25HoursHasTheHourThatComesTwice() {
        Dataset<Row> interactions = rows("conformed/interaction", "interaction_key string, occurred_at timestamp", """
                e1 | 2026-11-01 03:59:59
                e2 | 2026-11-01 04:00:00
                e3 | 2026-11-02 04:59:59
                e4 | 2026-11-02 05:00:00
                e5 |
                """);
        assertThat(on(interactions, "2026-11-01")).isEqualTo("e2\ne3");
    }

    private static String on(Dataset<Row> interactions, String... days) {
        List<LocalDate> dates = Stream.of(days).map(LocalDate::parse).toList();
        return text(FactRebuild.interactionsOn(interactions, SourceDays.of("web", dates), SETTINGS), "interaction_key");
    }

    @Test
    void onlyLoginsBeforeStoredVisitsOrLoginsThatAreGoneReassignVisits() {
        Dataset<Row> stored = frame(VISIT, """
                S | s1 | web | 2026-03-10 10:00:00 | 2026-03-10 | anonymous-S | anonymous
                S | s2 | web | 2026-03-11 10:00:00 | 2026-03-11 | c1 | login
                T | t1 | web | 2026-03-11 10:00:00 | 2026-03-11 | anonymous-T | anonymous
                U | u1 | web | 2026-03-11 10:00:00 | 2026-03-11 | c2 | earlier_visit
                W | w1 | web | 2026-03-11 10:00:00 | 2026-03-11 | c3 | earlier_visit
                """);
        Dataset<Row> seen = frame(VISIT, """
                S | s3 | web | 2026-03-12 10:00:00 | 2026-03-12 | c1 | login
                T | t0 | web | 2026-03-11 09:00:00 | 2026-03-11 | c4 | login
                W | w0 | web | 2026-03-01 09:00:00 | 2026-03-01 | c3 | login
                X | x2 | web | 2026-03-12 09:00:00 | 2026-03-12 | c5 | login
                X | x3 | web | 2026-03-12 15:00:00 | 2026-03-12 | c6 | login
                """);
        Dataset<Row> former = frame(VISIT, """
                X | x3 | web | 2026-03-12 15:00:00 | 2026-03-12 | c6 | login
                U | u0 | web | 2026-03-01 09:00:00 | 2026-03-01 | c2 | login
                W | w0 | web | 2026-03-01 09:00:00 | 2026-03-01 | c3 | login
                """);
        assertThat(text(FactRebuild.visitorsToReassign(stored, seen, former), "visitor_key"))
                .as("no visit of S is after its new login, and W lost and gained nothing")
                .isEqualTo("T\nU\nX");
    }

    @Test
    void aStoredVisitIsReassignedWhereItsKeyLeadsToAnotherPerson() {
        Dataset<Row> stored = frame(VISIT, """
                V | v1 | web | 2026-03-10 10:00:00 | 2026-03-10 | anonymous-V | anonymous
                V | v3 | web | 2026-03-12 10:00:00 | 2026-03-12 | anonymous-V | anonymous
                V | v5 | web | 2026-03-14 10:00:00 | 2026-03-14 | c1 | login
                V | v6 | web | 2026-03-15 10:00:00 | 2026-03-15 | c1 | earlier_visit
                W | w1 | web | 2026-03-10 10:00:00 | 2026-03-10 | c3 | later_visit
                W | w3 | web | 2026-03-12 10:00:00 | 2026-03-12 | c3 | later_visit
                W | w4 | web | 2026-03-13 10:00:00 | 2026-03-13 | c3 | login
                X | x1 | web | 2026-03-12 10:00:00 | 2026-03-12 | X | anonymous
                Y | y1 | web | 2026-03-12 10:00:00 | 2026-03-12 | c6 | later_visit
                """);
        Dataset<Row> seen = frame(VISIT, """
                V | v2 | web | 2026-03-11 10:00:00 | 2026-03-11 | c2 | login
                W | w2 | web | 2026-03-11 10:00:00 | 2026-03-11 | c4 | order
                """);
        Dataset<Row> reassigned = FactRebuild.reassignedVisits(
                stored.withColumn("visit_ended_at", functions.col("visit_started_at")), seen);
        assertThat(text(reassigned, "visit_key", "event_date", "customer_key", "identity_rule"))
                .as("v1 is led to c2, and v5 and v6 belong to c1")
                .isEqualTo("v3 | 2026-03-12 | c2 | earlier_visit\nw1 | 2026-03-10 | c4 | later_visit\n"
                        + "w3 | 2026-03-12 | c4 | earlier_visit\ny1 | 2026-03-12 | Y | anonymous");
        Dataset<Row> rows = frame("visit_key string, customer_key string, identity_rule string", """
                v1 | anonymous-V | anonymous
                v3 | anonymous-V | anonymous
                | c5 | contact
                """);
        assertThat(text(FactRebuild.withCustomers(rows, reassigned), "customer_key", "identity_rule"))
                .isEqualTo("anonymous-V | anonymous\nc2 | earlier_visit\nc5 | contact");
    }

    @Test
    void aVisitChangesWithItsContentAndWithThePersonSeenInIt() {
        String shape = "source string, visit_key string, visit_started_at timestamp, visit_ended_at timestamp,"
                + " customer_key string, identity_rule string, content_hash bigint";
        Dataset<Row> former = frame(shape, """
                web | same | 2026-03-10 10:00:00 | 2026-03-10 10:10:00 | V | anonymous | 1
                web | longer | 2026-03-11 10:00:00 | 2026-03-11 10:10:00 | V | anonymous | 1
                web | other | 2026-03-12 10:00:00 | 2026-03-12 10:10:00 | c1 | login | 1
                web | gone | 2026-03-13 10:00:00 | 2026-03-13 10:10:00 | V | anonymous | 1
                web | old | 2026-03-14 10:00:00 | 2026-03-14 10:10:00 | V | anonymous |
                web | night | 2026-03-15 03:50:00 | 2026-03-15 04:10:00 | V | anonymous | 1
                """);
        Dataset<Row> rebuilt = frame(shape, """
                web | same | 2026-03-10 10:00:00 | 2026-03-10 10:10:00 | c1 | later_visit | 1
                web | longer | 2026-03-11 10:00:00 | 2026-03-11 10:20:00 | V | anonymous | 2
                web | other | 2026-03-12 10:00:00 | 2026-03-12 10:10:00 | c2 | login | 1
                web | old | 2026-03-14 10:00:00 | 2026-03-14 10:10:00 | V | anonymous | 1
                web | night | 2026-03-15 03:50:00 | 2026-03-15 04:10:00 | c1 | later_visit | 1
                """);
        assertThat(text(
                        FactRebuild.changedVisits(former, rebuilt, SETTINGS).distinct(),
                        "visit_started_at",
                        "visit_ended_at",
                        "is_led"))
                .isEqualTo("""
                2026-03-11 10:00:00 | 2026-03-11 10:10:00 | false
                2026-03-11 10:00:00 | 2026-03-11 10:20:00 | false
                2026-03-12 10:00:00 | 2026-03-12 10:10:00 | false
                2026-03-13 10:00:00 | 2026-03-13 10:10:00 | false
                2026-03-14 10:00:00 | 2026-03-14 10:10:00 | false
                2026-03-15 03:50:00 | 2026-03-15 04:10:00 | true""");
    }

    @Test
    void aNewVersionReplacesAnOlderOneOnAnyDayButNotALaterOne() {
        Dataset<Row> existing = frame("key string, source string, event_date date, business_date date", """
                        o1 | shop | 2026-03-07 | 2026-03-08
                        o2 | shop | 2026-03-09 | 2026-03-20
                        o3 | shop | 2026-03-09 | 2026-03-10
                        """)
                .withColumn("interaction_id", KeyDigests.digest(functions.col("source"), functions.col("key")));
        Dataset<Row> tonight = interactions("interaction_key string, source string, is_withdrawn boolean", """
                o1 | shop | true
                o2 | shop |
                o4 | shop |
                """);
        Dataset<Row> former = AffectedInteractions.replacedRows(existing, tonight, FRAMES);
        assertThat(text(former, "event_date", "is_older")).isEqualTo("2026-03-07 | true\n2026-03-09 | false");
        assertThat(text(AffectedInteractions.withoutInteractions(existing, former.filter("is_older")), "key"))
                .isEqualTo("o2\no3");
    }

    @Test
    void changedOrdersAndSplitKeysAffectTheirInteractions() {
        Dataset<Row> rows = frame(
                "interaction_id string, source string, event_date date, customer_key string, identity_rule string, order_id string",
                """
                i1 | awin | 2026-03-01 | | | #1001
                i2 | awin | 2026-03-01 | | | #1002
                i3 | awin | 2026-03-02 | c1 | order | 1003
                i4 | shop | 2026-03-02 | c1 | email | 1001
                i5 | case | 2026-03-03 | c2 | contact |
                """);
        Dataset<Row> nothing = frame("identifier_type string, identifier_value string, customer_key string", "");
        Dataset<Row> known = persons("""
                order | 1001 | c7
                order | 1003 | c8
                """);
        Dataset<Row> news = VisitDependencies.changedDependencies(
                VisitDependencies.persons(nothing), VisitDependencies.persons(known));
        assertThat(text(AffectedInteractions.interactionsOfOrders(rows, news), "interaction_id", "source"))
                .isEqualTo("i1 | awin\ni3 | awin");
        assertThat(text(
                        AffectedInteractions.interactionsOfSplits(rows, frame("old_key string", "c2")),
                        "interaction_id",
                        "source"))
                .isEqualTo("i5 | case");
    }

    @Test
    void anAffectedInteractionIsFoundInAllItsVersions() {
        Dataset<Row> versions = interactions("interaction_key string, business_date date, source string", """
                a | 2026-03-01 | awin
                a | 2026-03-02 | awin
                b | 2026-03-02 | awin
                """);
        Dataset<Row> affected = versions.limit(1)
                .select(KeyDigests.digest(functions.lit("awin"), functions.lit("a"))
                        .as("interaction_id"));
        assertThat(text(AffectedInteractions.allVersionsOf(versions, affected), "business_date"))
                .isEqualTo("2026-03-01\n2026-03-02");
    }
}
