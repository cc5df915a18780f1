package cx.warehouse.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingGuessTest {

    @Test
    void aShortWordMayDifferInTwoLetters() {
        assertThat(SpellingGuess.nearest("kyy", List.of("key"))).contains("key");
        assertThat(SpellingGuess.nearest("kxx", List.of("key"))).contains("key");
        assertThat(SpellingGuess.nearest("xxx", List.of("key"))).isEmpty();
    }

    @Test
    void aLongWordMayDifferInAThirdOfItsLetters() {
        assertThat(SpellingGuess.nearest("discription", List.of("description"))).contains("description");
        assertThat(SpellingGuess.nearest("descript", List.of("description"))).isEmpty();
        assertThat(SpellingGuess.nearest("descripti", List.of("description"))).contains("description");
    }

    @Test
    void caseHyphensAndBlanksCostNothing() {
        assertThat(SpellingGuess.nearest("Quarantine Limit", List.of("key", "quarantine_limit")))
                .contains("quarantine_limit");
        assertThat(SpellingGuess.nearest("ID", List.of("id"))).contains("id");
    }

    @Test
    void amongEquallyNearWordsTheFirstOfTheAlphabetIsMeant() {
        assertThat(SpellingGuess.nearest("cast", List.of("last", "cost", "fast")))
                .contains("cost");
    }

    @Test
    void withoutKnownWordsThereIsNoGuess() {
        assertThat(SpellingGuess.nearest("cost", List.of())).isEmpty();
        assertThat(SpellingGuess.hint("cost", List.of())).isEmpty();
    }

    @Test
    void aHintIsTheEndOfAMessage() {
        assertThat(SpellingGuess.hint("csot", List.of("cost", "currency"))).isEqualTo("; did you mean `cost`?");
        assertThat(SpellingGuess.hint("zebra", List.of("cost", "currency"))).isEmpty();
    }
}
