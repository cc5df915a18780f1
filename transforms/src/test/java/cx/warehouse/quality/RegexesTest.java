package cx.warehouse.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RegexesTest {

    @Test
    void pythonsDialectBecomesJavas() {
        assertThat(Regexes.checked("(?P<year>\\d{4})-(?P=year)\\Z")).isEqualTo("(?<year>\\d{4})-\\k<year>\\z");
        assertThat(Regexes.checked("\\\\Z")).isEqualTo("\\\\Z");
    }

    @Test
    void anUnreadablePatternIsNamed() {
        assertThatThrownBy(() -> Regexes.checked("(EUR"))
                .hasMessage("\"(EUR\" is not a regular expression: Unclosed group");
    }
}
