package cx.warehouse.quality.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts as dates for Python; every expected value is the answer of python-dateutil 2.9.0 on 15 March 2026. */
class DateTextTest {

    private static final Instant TODAY = Instant.parse("2026-03-15T00:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-03-14                         | 2026-03-14T00:00:00Z",
                "14/3/2026                          | 2026-03-14T00:00:00Z",
                "3/4/2026                           | 2026-03-04T00:00:00Z",
                "14.3.26                            | 2026-03-14T00:00:00Z",
                "March 14th, 2026                   | 2026-03-14T00:00:00Z",
                "Sat, 14 Mar 2026 09:30:00 +0100    | 2026-03-14T08:30:00Z",
                "20260314T093015                    | 2026-03-14T09:30:15Z",
                "2026-03-14T09:30Z                  | 2026-03-14T09:30:00Z",
                "2026-03-14 09:30:15,123456789      | 2026-03-14T09:30:15.123456Z",
                "2026-03-14 09:30 XYZ               | 2026-03-14T09:30:00Z",
                "260314                             | 2014-03-26T00:00:00Z",
                "1/2/75                             | 2075-01-02T00:00:00Z",
                "1/2/76                             | 1976-01-02T00:00:00Z",
            })
    void readsDaysInAnyOrderAndSpelling(String text, Instant moment) {
        assertThat(DateText.moment(text, TODAY)).contains(moment);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "9:30 pm                            | 2026-03-15T21:30:00Z",
                "12 am                              | 2026-03-15T00:00:00Z",
                "10h36m28.5s                        | 2026-03-15T10:36:28.500Z",
                "10:00 GMT+3                        | 2026-03-15T13:00:00Z",
                "10:00 +01:00 (CET)                 | 2026-03-15T09:00:00Z",
                "Fri                                | 2026-03-20T00:00:00Z",
                "Feb                                | 2026-02-15T00:00:00Z",
                "31                                 | 2026-03-31T00:00:00Z",
                "2026                               | 2026-03-15T00:00:00Z",
                "Mar of 05                          | 2005-03-15T00:00:00Z",
            })
    void missingFieldsComeFromTheDefaultDay(String text, Instant moment) {
        assertThat(DateText.moment(text, TODAY)).contains(moment);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                " , ",
                "hello",
                "30 Feb 2026",
                "2026-13-13",
                "25:00",
                "13:00 pm",
                "am",
                "2026-03-14 or so",
                "2026-03-14x",
                "1.2.3.4",
                "10:00 +123",
                "10.m",
                "12-Foo",
                "nan",
                "0",
            })
    void refusesTextThatIsNoDate(String text) {
        assertThat(DateText.parses(text)).isFalse();
    }

    @Test
    void aDayThatSomeMonthsLackIsADate() {
        assertThat(DateText.parses("31")).isTrue();
        assertThat(DateText.parses("29 Feb")).isTrue();
        assertThat(DateText.moment("29 Feb", TODAY)).isEmpty();
    }

    @Test
    void aWholeMomentNeedsEveryPartOfItsDay() {
        assertThat(DateText.wholeMoment("14 Mar 2026")).contains(Instant.parse("2026-03-14T00:00:00Z"));
        assertThat(DateText.wholeMoment("14 Mar 26")).isEmpty();
        assertThat(DateText.wholeMoment("Mar 2026")).isEmpty();
        assertThat(DateText.wholeMoment("12")).isEmpty();
    }
}
