package cx.warehouse.experience.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.experience.CalendarDays;
import cx.warehouse.experience.ExperienceTest;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Tests days by source, and the conditions made from them. */
class SourceDaysTest extends ExperienceTest {

    private static final LocalDate FIRST = LocalDate.parse("2026-03-14");
    private static final LocalDate SECOND = LocalDate.parse("2026-03-15");

    private static final Dataset<Row> ROWS = frame("source string, event_date date, business_date date", """
            web | 2026-03-14 | 2026-03-15
            web | 2026-03-15 | 2026-03-15
            app | 2026-03-15 | 2026-03-16
            app | | 2026-03-14
            """);

    @Test
    void rowsWithoutADayAreLeftOut() {
        assertThat(SourceDays.ofRows(ROWS))
                .isEqualTo(SourceDays.of(Map.of("web", List.of(FIRST, SECOND), "app", List.of(SECOND))));
    }

    @Test
    void foldersOfOtherPartitionsAreLeftOut() {
        assertThat(SourceDays.ofPartitions(List.of("event_date=2026-03-14/source=web", "event_date=2026-03-14", "")))
                .isEqualTo(SourceDays.of("web", List.of(FIRST)));
    }

    @Test
    void operationsLeaveTheirOperandsAsTheyAre() {
        SourceDays web = SourceDays.of("web", List.of(FIRST));
        SourceDays both = web.plus(SourceDays.of("app", List.of(SECOND)));
        assertThat(web).isEqualTo(SourceDays.of("web", List.of(FIRST)));
        assertThat(both.without(web)).isEqualTo(SourceDays.of("app", List.of(SECOND)));
        assertThat(both.intersect(web)).isEqualTo(web);
        assertThat(both.of("app"::equals).sources()).containsExactly("app");
        assertThat(both.days()).containsExactly(FIRST, SECOND);
        assertThat(both.hasDaysOutside(web)).isTrue();
        assertThat(web.hasDaysOutside(both)).isFalse();
    }

    @Test
    void sourceWithoutADayIsNotThere() {
        SourceDays none = SourceDays.of("web", List.of());
        assertThat(none).isEqualTo(SourceDays.NONE);
        assertThat(none.isEmpty()).isTrue();
        assertThat(none.days("web")).isEmpty();
        assertThat(SourceDays.of("web", List.of(FIRST)).mapDays(days -> new TreeSet<>()))
                .isEqualTo(SourceDays.NONE);
    }

    @Test
    void conditionsHoldForTheDaysOfTheirSource() {
        SourceDays days = SourceDays.of("web", List.of(FIRST)).plus(SourceDays.of("app", List.of(SECOND)));
        assertThat(text(ROWS.where(days.isIn()), "source", "event_date"))
                .isEqualTo("app | 2026-03-15\nweb | 2026-03-14");
        assertThat(text(ROWS.where(days.isIn("business_date")), "source")).isEmpty();
        assertThat(text(ROWS.where(SourceDays.NONE.isIn()), "source")).isEmpty();
    }

    @Test
    void calendarDaysAreCollectedOnceAndWithoutNulls() {
        assertThat(CalendarDays.of(ROWS.select("event_date"))).containsExactly(FIRST, SECOND);
        assertThat(text(ROWS.where(CalendarDays.isOn("business_date", List.of(SECOND))), "event_date"))
                .isEqualTo("2026-03-14\n2026-03-15");
        assertThat(ROWS.where(CalendarDays.isOn("business_date", List.of())).count())
                .isZero();
        assertThat(CalendarDays.withNeighbours(List.of(FIRST, SECOND)))
                .containsExactly(FIRST.minusDays(1), FIRST, SECOND, SECOND.plusDays(1));
    }
}
