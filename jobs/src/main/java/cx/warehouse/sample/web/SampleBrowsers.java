package cx.warehouse.sample.web;

import cx.warehouse.sample.world.SamplePeople;
import cx.warehouse.sample.world.SeededRandom;
import java.util.BitSet;

/** The browsers that visit a property beside shop and app: some come back, some are those of customers who log in there. */
final class SampleBrowsers {
    private static final int KNOWN_EVERY = 3;

    private final SamplePeople people;
    private final long seed;
    private final int pool;
    private final BitSet seen;

    /**
     * @param pool how many there are
     * @param seed a number of the property's own
     */
    SampleBrowsers(SamplePeople people, int pool, long seed) {
        this.people = people;
        this.pool = pool;
        this.seed = seed;
        this.seen = new BitSet(pool);
    }

    /** The browser of a visit. */
    int browserOf(int day, int visit) {
        int browser = SeededRandom.below(SeededRandom.mix(seed, day, visit), pool);
        seen.set(browser);
        return browser;
    }

    /** The login of whoever uses a browser, or nothing where nobody logs in. */
    String login(int browser) {
        long person =
                browser % KNOWN_EVERY == 0 ? people.customerNear(SeededRandom.mix(seed, browser), true, false, 0) : -1;
        return person >= 0 && people.hasLogin(person) ? SamplePeople.login(person) : "";
    }

    /** Browsers that came and whose user never said who he is. */
    long anonymousCount() {
        return seen.stream().filter(browser -> login(browser).isEmpty()).count();
    }
}
