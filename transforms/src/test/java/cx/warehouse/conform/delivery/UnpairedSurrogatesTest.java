package cx.warehouse.conform.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnpairedSurrogatesTest {

    @Test
    void onlyUnpairedHalvesAreSpelledOut() {
        assertThat(UnpairedSurrogates.escape("a\ud800b\udfff")).isEqualTo("a\\ud800b\\udfff");
        assertThat(UnpairedSurrogates.escape("\ud83d\ude00 \ud801\udc00 \uffff \ufdd0 é"))
                .isEqualTo("\ud83d\ude00 \ud801\udc00 \uffff \ufdd0 é");
        assertThat(UnpairedSurrogates.escape("x" + UnpairedSurrogates.BROKEN_BYTE))
                .isEqualTo("x\uFFFD");
    }

    @Test
    void aShortenedTextKeepsWholeCharacters() {
        String shown = DisplayText.of("a".repeat(79) + "\ud83d\ude00 and more");
        assertThat(shown).isEqualTo("a".repeat(79) + "…");
        assertThat(DisplayText.of("\ud800 is half a character")).isEqualTo("\\ud800 is half a character");
    }
}
