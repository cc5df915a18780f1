package cx.warehouse.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeTextsTest {

    @ParameterizedTest
    @ValueSource(strings = {"0870", "00", "03", "05.78", "01-2345"})
    void aZeroBeforeADigitLeads(String text) {
        assertThat(CodeTexts.hasLeadingZero(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0.5", "0,5", "10", "-07", "O7", "0x1"})
    void otherTextsHaveNoLeadingZero(String text) {
        assertThat(CodeTexts.hasLeadingZero(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "Billing Zip", "PLZ", "Phone Number", "customerSku", "EAN", "product_gtin", "Tel."})
    void namesOfCodesAreRecognized(String name) {
        assertThat(CodeTexts.isCodeName(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "clicks",
                "zipped",
                "Phone calls",
                "phone_impressions",
                "sku_count",
                "skull",
                "sku price"
            })
    void namesOfNumbersAreNot(String name) {
        assertThat(CodeTexts.isCodeName(name)).isFalse();
    }
}
