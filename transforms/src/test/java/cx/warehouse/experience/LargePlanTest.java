package cx.warehouse.experience;

import org.junit.jupiter.api.BeforeAll;

/** Base of tests whose queries are planned and compiled like those of large nights. */
public abstract class LargePlanTest extends ExperienceTest {

    @BeforeAll
    static void planLargeNights() {
        restorePlanning();
    }
}
