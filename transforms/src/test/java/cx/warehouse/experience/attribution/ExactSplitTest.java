package cx.warehouse.experience.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ExactSplitTest {

    @Test
    void unitsThatAreLeftGoToTheLargestRemainders() {
        assertThat(split("10.00", "1", "1", "1")).isEqualTo("{a=3.34, b=3.33, c=3.33}");
        assertThat(split("0.05", "1", "3", "3")).isEqualTo("{a=0.01, b=0.02, c=0.02}");
        assertThat(split("1.00", "0", "1", "2")).isEqualTo("{a=0.00, b=0.33, c=0.67}");
    }

    @Test
    void anAmountWithoutWeightHasNoParts() {
        assertThat(split("10.00", "0", "0", "0")).isEqualTo("{}");
        assertThat(ExactSplit.split(BigDecimal.ONE, Map.of(), 2)).isEmpty();
    }

    private static String split(String amount, String... weights) {
        Map<String, BigDecimal> byName = new TreeMap<>();
        for (int at = 0; at < weights.length; at++) {
            byName.put("abc".substring(at, at + 1), new BigDecimal(weights[at]));
        }
        return ExactSplit.split(new BigDecimal(amount), byName, 2).toString();
    }
}
