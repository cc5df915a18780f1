package cx.warehouse.conform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeColumnsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"zip", "Billing Zip", "PLZ", "postal_code", "variantSku", "Lineitem sku", "EAN", "home phone"})
    void namesWithAWordForACodeAreCodes(String name) {
        assertThat(CodeColumns.isCodeName(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zipped", "ocean", "phone_calls", "sku_count", "amount", "skus sold total"})
    void otherNamesAndCountsOfCodesAreNot(String name) {
        assertThat(CodeColumns.isCodeName(name)).isFalse();
    }

    @Test
    void aLeadingZeroNeedsAFurtherDigit() {
        assertThat(CodeColumns.hasLeadingZero("0870")).isTrue();
        assertThat(CodeColumns.hasLeadingZero(" 05.78 ")).isTrue();
        assertThat(CodeColumns.hasLeadingZero("-01")).isTrue();
        assertThat(CodeColumns.hasLeadingZero("0")).isFalse();
        assertThat(CodeColumns.hasLeadingZero("0.10")).isFalse();
        assertThat(CodeColumns.hasLeadingZero("100")).isFalse();
    }
}
