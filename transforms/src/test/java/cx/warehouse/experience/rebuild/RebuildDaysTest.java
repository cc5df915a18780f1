package cx.warehouse.experience.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class RebuildDaysTest {

    private static final LocalDate FRIDAY = LocalDate.of(2026, 3, 13);

    @Test
    void aChangedDayReachesTheDaysThatReadIt() {
        assertThat(RebuildDays.of(List.of(FRIDAY)).widen(-1, 2).days())
                .containsExactly(FRIDAY.minusDays(1), FRIDAY, FRIDAY.plusDays(1), FRIDAY.plusDays(2));
        assertThat(RebuildDays.ALL.widen(-1, 1).isAll()).isTrue();
        assertThat(RebuildDays.NONE.widen(-1, 1).isEmpty()).isTrue();
    }

    @Test
    void aWeekStartsOnMondayAndAMonthHasAllItsDays() {
        LocalDate sunday = LocalDate.of(2026, 3, 1);
        assertThat(RebuildDays.of(List.of(sunday, FRIDAY)).wholeWeeks().days())
                .hasSize(14)
                .startsWith(LocalDate.of(2026, 2, 23))
                .contains(sunday, LocalDate.of(2026, 3, 9))
                .endsWith(LocalDate.of(2026, 3, 15));
        assertThat(RebuildDays.of(List.of(FRIDAY, LocalDate.of(2024, 2, 29)))
                        .wholeMonths()
                        .days())
                .hasSize(29 + 31)
                .startsWith(LocalDate.of(2024, 2, 1))
                .endsWith(LocalDate.of(2026, 3, 31));
        assertThat(RebuildDays.ALL.wholeWeeks().isAll()).isTrue();
    }

    @Test
    void daysInARowAreOneRangeOfTheCondition() {
        String condition = RebuildDays.of(List.of(FRIDAY, FRIDAY.plusDays(1), FRIDAY.plusDays(4)))
                .isIn("event_date")
                .toString();
        assertThat(condition).contains("2026-03-13", "2026-03-14", "2026-03-17").containsOnlyOnce("2026-03-13");
        assertThat(RebuildDays.NONE.isIn("event_date").toString()).isEqualTo("false");
    }
}
