package cx.warehouse.experience.rebuild;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.experience.ExperienceTest;
import cx.warehouse.experience.KeyDigests;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Tests which visitors' rows are rebuilt on published days. */
class AffectedVisitorsTest extends ExperienceTest {

    private static final String EVENT =
            "interaction_key string, visitor_id string, session_id string, occurred_at timestamp, consent string";
    private static final String VISIT =
            "source string, visitor_id string, session_id string, visit_started_at timestamp, visit_ended_at timestamp";
    private static final SourceDays FRESH = SourceDays.of("web", List.of(LocalDate.parse("2026-03-15")));

    /** New events; a day of the reporting zone begins at 04:00 UTC. */
    private static final Dataset<Row> TONIGHT = interactions(EVENT, """
            e1 | late | s1 | 2026-03-14 12:00:00 |
            e2 | again | s2 | 2026-03-15 12:00:00 |
            e3 | goes-on | s3 | 2026-03-15 04:05:00 |
            e4 | nobody | | 2026-03-14 12:00:00 | denied
            e5 | near | | 2026-03-15 04:20:00 |
            e6 | far | | 2026-03-15 06:00:00 |
            e7 | new | s7 | 2026-03-15 12:00:00 |
            """);

    private static final Dataset<Row> VISITS = addVisitorKey(frame(VISIT, """
            web | again | s1 | 2026-03-14 12:00:00 | 2026-03-14 12:10:00
            web | goes-on | s3 | 2026-03-15 03:50:00 | 2026-03-15 03:58:00
            web | near | | 2026-03-15 03:40:00 | 2026-03-15 03:55:00
            web | far | | 2026-03-15 03:40:00 | 2026-03-15 03:55:00
            web | over | s8 | 2026-03-15 03:40:00 | 2026-03-15 04:01:00
            """));

    private static Dataset<Row> addVisitorKey(Dataset<Row> rows) {
        return rows.withColumn(
                "visitor_key", KeyDigests.identifierHash(lit("visitor"), col("visitor_id"), SETTINGS.hashKey()));
    }

    private static AffectedVisitors affectedVisitors() {
        Dataset<Row> led = addVisitorKey(frame("visitor_id string", "led"));
        return AffectedVisitors.of(TONIGHT, VISITS, led, FRESH, SETTINGS, FRAMES);
    }

    @Test
    void visitorsWithLateEventsOrChangedVisitsAreAffected() {
        assertThat(text(affectedVisitors().scopes(), "scope")).isEqualTo("e4\ngoes-on\nlate\nled\nnear\nover");
    }

    @Test
    void visitsOfAffectedVisitorsAreFound() {
        assertThat(text(affectedVisitors().visitsOf(VISITS), "visitor_id")).isEqualTo("goes-on\nnear\nover");
    }

    @Test
    void aNewDayIsBuiltWholeAndOthersForAffectedVisitors() {
        Dataset<Row> events = interactions(EVENT, """
                a1 | late | s0 | 2026-03-14 10:00:00 |
                a2 | goes-on | s3 | 2026-03-14 10:00:00 |
                a3 | new | s6 | 2026-03-14 10:00:00 |
                a4 | late | s0 | 2026-03-13 10:00:00 |
                e7 | new | s7 | 2026-03-15 12:00:00 |
                e4 | nobody | | 2026-03-14 12:00:00 | denied
                """);
        SourceDays all = SourceDays.of("web", List.of(LocalDate.parse("2026-03-14"), LocalDate.parse("2026-03-15")));
        assertThat(text(affectedVisitors().eventsToRebuild(events, FRESH, all, SETTINGS), "interaction_key"))
                .isEqualTo("a1\na2\ne4\ne7");
    }

    @Test
    void rowsOfOtherVisitorsAndEventsStay() {
        Dataset<Row> existing = addVisitorKey(frame("interaction_id string, visitor_id string", """
                i1 | late
                i2 | again
                i3 |
                """));
        Dataset<Row> older = existing.limit(1)
                .withColumn("interaction_id", KeyDigests.digest(lit("web"), lit("e4")))
                .withColumn("visitor_key", lit(null).cast("string"));
        assertThat(text(affectedVisitors().unaffectedRows(existing.unionByName(older)), "interaction_id"))
                .isEqualTo("i2\ni3");
    }
}
