package cx.warehouse.quality.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuiteTimesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-03-14                        | 2026-03-14T00:00:00Z",
                "2026-03-14T09:30:00               | 2026-03-14T09:30:00Z",
                "2026-03-14 09:30:00.250000 +0900  | 2026-03-14T00:30:00.250Z",
                "2026-03-14T09:30:00-02:30         | 2026-03-14T12:00:00Z",
                "2026-03-14T09:30:00Z              | 2026-03-14T09:30:00Z",
                "3/14/2026                         | 2026-03-14T00:00:00Z",
                "Mar 14 2026 9:30                  | 2026-03-14T09:30:00Z",
                "20260314                          | 2026-03-14T00:00:00Z",
            })
    void readsDaysAsPeopleWriteThem(String text, Instant moment) {
        assertThat(SuiteTimes.parse(text)).isEqualTo(moment);
    }

    @Test
    void textThatIsNoDayIsAFault() {
        assertThatThrownBy(() -> SuiteTimes.parse("2026-02-30x"))
                .hasMessage("\"2026-02-30x\" is not a date or time we can read");
    }
}
