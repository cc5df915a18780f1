package cx.warehouse.experience;

import org.junit.jupiter.api.BeforeAll;

/** Tests whose queries are compiled and planned as those of large nights are. */
public abstract class LargePlanTest extends ExperienceTest {

    @BeforeAll
    static void asInNightsOfMuch() {
        asBefore();
    }
}
