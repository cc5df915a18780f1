package cx.warehouse.sample;

import java.util.BitSet;

/** The browsers that visit a property beside shop and app: some come back, some are those of customers who log in there. */
final class Browsers {
    private static final int KNOWN_EVERY = 3;

    private final People people;
    private final long seed;
    private final int pool;
    private final BitSet seen;

    /**
     * @param pool how many there are
     * @param seed a number of the property's own
     */
    Browsers(People people, int pool, long seed) {
        this.people = people;
        this.pool = pool;
        this.seed = seed;
        this.seen = new BitSet(pool);
    }

    /** The browser of a visit. */
    int of(int day, int visit) {
        int browser = Chance.below(Chance.mix(seed, day, visit), pool);
        seen.set(browser);
        return browser;
    }

    /** The login of whoever uses a browser, or nothing where nobody logs in. */
    String login(int browser) {
        long person = browser % KNOWN_EVERY == 0 ? people.near(Chance.mix(seed, browser), true, false, 0) : -1;
        return person >= 0 && people.hasLogin(person) ? People.login(person) : "";
    }

    /** Browsers that came and whose user never said who he is. */
    long anonymous() {
        return seen.stream().filter(browser -> login(browser).isEmpty()).count();
    }
}
