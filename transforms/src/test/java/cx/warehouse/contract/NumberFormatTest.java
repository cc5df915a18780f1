package cx.warehouse.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberFormatTest {
    private static final String MARKS = ".,' \u00A0\u202F";

    @ParameterizedTest
    @CsvSource({"en-US, '.', ','", "de-DE, ',', '.'", "fr-FR, ',', ' \u00A0\u202F'", "plain, '.', ''"})
    void everyFormatHasAPointAndItsGroups(String word, String point, String groups) {
        NumberFormat format = NumberFormat.of(word).orElseThrow();
        assertThat(marks(format::isPoint)).isEqualTo(point);
        assertThat(marks(format::isGroup)).isEqualTo(groups);
        assertThat(format).hasToString(word);
    }

    @Test
    void programsWriteNoSignOfMoney() {
        assertThat(NumberFormat.words())
                .filteredOn(word -> !NumberFormat.of(word).orElseThrow().allowsCurrencySign())
                .containsExactly("plain");
    }

    @Test
    void formatsAreNamedAsTheyStand() {
        assertThat(NumberFormat.words()).containsExactly("en-US", "de-DE", "fr-FR", "plain");
        assertThat(NumberFormat.of("de-de")).isEmpty();
        assertThat(NumberFormat.of("de")).isEmpty();
        assertThat(NumberFormat.of("")).isEmpty();
    }

    private interface MarkTest {
        boolean test(char mark);
    }

    private static String marks(MarkTest test) {
        return MARKS.chars()
                .filter(mark -> test.test((char) mark))
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}
