package cx.warehouse.experience.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarkovChainTest {

    @Test
    void aSmallChainHasItsPublishedShares() {
        MarkovChain chain = new MarkovChain();
        chain.add(List.of("C1", "C2", "C3"), 1, 0);
        chain.add(List.of("C1"), 0, 1);
        chain.add(List.of("C2", "C3"), 0, 1);
        assertEffects(chain, Map.of("C1", 0.5, "C2", 1.0, "C3", 1.0));
    }

    @Test
    void theWorkedExampleHasItsRemovalEffects() {
        assertEffects(example(), Map.of("Email", 0.88, "Paid Search", 0.54, "Paid Social", 0.375));
    }

    @Test
    void repeatsInARowChangeNothing() {
        MarkovChain chain = new MarkovChain();
        chain.add(List.of("Paid Search", "Paid Search", "Email"), 30, 20);
        chain.add(List.of("Paid Social", "Paid Search", "Email", "Email", "Email"), 20, 30);
        chain.add(List.of("Paid Search"), 10, 90);
        chain.add(List.of("Paid Social", "Paid Social"), 2, 98);
        chain.add(List.of("Email"), 25, 25);
        chain.add(List.of("Paid Social", "Email"), 13, 37);
        assertEffects(chain, Map.of("Email", 0.88, "Paid Search", 0.54, "Paid Social", 0.375));
    }

    @Test
    void pathsThatGoInCirclesAreSolved() {
        MarkovChain chain = new MarkovChain();
        chain.add(List.of("A", "B", "A", "B"), 1, 0);
        chain.add(List.of("B", "A"), 0, 1);
        // from A: 2 of 3 steps to B, 1 to null; from B: 2 of 3 to A, 1 to conversion
        assertEffects(chain, Map.of("A", 1 - (0.5 / 3) / 0.5, "B", 1.0));
    }

    @Test
    void nothingIsCreditedWhereNobodyConverts() {
        MarkovChain chain = new MarkovChain();
        chain.add(List.of("A"), 0, 5);
        assertThat(chain.removalEffects()).isEmpty();
        assertThat(new MarkovChain().removalEffects()).isEmpty();
    }

    private static MarkovChain example() {
        MarkovChain chain = new MarkovChain();
        chain.add(List.of("Paid Search", "Email"), 30, 20);
        chain.add(List.of("Paid Social", "Paid Search", "Email"), 20, 30);
        chain.add(List.of("Paid Search"), 10, 90);
        chain.add(List.of("Paid Social"), 2, 98);
        chain.add(List.of("Email"), 25, 25);
        chain.add(List.of("Paid Social", "Email"), 13, 37);
        return chain;
    }

    private static void assertEffects(MarkovChain chain, Map<String, Double> expected) {
        Map<String, Double> effects = chain.removalEffects();
        assertThat(effects).containsOnlyKeys(expected.keySet());
        expected.forEach(
                (name, effect) -> assertThat(effects.get(name)).as(name).isCloseTo(effect, within(1e-12)));
    }
}
