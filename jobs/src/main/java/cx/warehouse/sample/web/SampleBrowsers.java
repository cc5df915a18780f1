package cx.warehouse.sample.web;

import cx.warehouse.sample.world.SamplePeople;
import cx.warehouse.sample.world.SeededRandom;
import java.util.BitSet;

/**
 * The browsers that visit a site other than shop and app. Some return, and some belong to customers who log in there.
 */
final class SampleBrowsers {
    private static final int KNOWN_EVERY = 3;

    private final SamplePeople people;
    private final long seed;
    private final int pool;
    private final BitSet seen;

    /**
     * The browsers of one site.
     *
     * @param pool the number of browsers
     * @param seed a seed of the site's own
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

    /** The login of the browser's user; empty when the user never logs in. */
    String login(int browser) {
        long person =
                browser % KNOWN_EVERY == 0 ? people.customerNear(SeededRandom.mix(seed, browser), true, false, 0) : -1;
        return person >= 0 && people.hasLogin(person) ? SamplePeople.login(person) : "";
    }

    /** The number of browsers with a visit whose user never logs in. */
    long anonymousCount() {
        return seen.stream().filter(browser -> login(browser).isEmpty()).count();
    }
}
