package cx.warehouse.sample.web;

import cx.warehouse.sample.media.FacebookPosts;
import cx.warehouse.sample.world.SampleDays;
import cx.warehouse.sample.world.SamplePeople;
import cx.warehouse.sample.world.SampleScale;
import cx.warehouse.sample.world.SampleSpec;
import cx.warehouse.sample.world.SeededRandom;
import java.util.function.Consumer;

/**
 * Plans the visits of a unit on a day: the person, the time and the traffic source. They follow from the numbers of
 * unit and day alone.
 */
final class VisitPlanner {
    private static final int MOST_SECONDS = 2_700;
    private static final int[] HOURS =
            hours(1, 1, 1, 1, 1, 2, 4, 6, 8, 9, 9, 10, 11, 10, 9, 9, 10, 11, 13, 15, 16, 13, 8, 4);

    private final SampleSpec spec;
    private final SampleScale scale;
    private final SamplePeople people;
    private final SampleDays days;
    private final long seed;
    private final VisitEventPlanner story;
    private final PlannedVisit visit = new PlannedVisit();

    VisitPlanner(SampleSpec spec, SampleScale scale, SamplePeople people, SampleDays days) {
        this.spec = spec;
        this.scale = scale;
        this.people = people;
        this.days = days;
        this.seed = SeededRandom.mix(spec.seed(), 307);
        this.story = new VisitEventPlanner(visit, scale, people, days);
    }

    /** True when a unit of the pool is still on the site at midnight, on its only visit of the day. */
    boolean crossesMidnight(int day, int unit) {
        return isPool(unit)
                && (unit == scale.poolStart() + 2
                        || SeededRandom.isBelowPerMille(SeededRandom.mix(seed, 2, day, unit), 8));
    }

    /**
     * True when events of a unit's only visit of the day arrive one night late; all such units are in the pool, most of
     * them app users.
     */
    boolean isLate(int day, int unit) {
        return !spec.plain()
                && day < spec.days() - 1
                && isPool(unit)
                && !crossesMidnight(day, unit)
                && (unit == scale.poolStart() + 3
                        || unit == scale.poolStart() + 4
                        || (isApp(unit) && SeededRandom.isBelowPerMille(SeededRandom.mix(seed, 3, day, unit), 30)));
    }

    /** Passes every visit of a unit on a day to {@code taker}; the object is the same each time. */
    void plan(int day, int unit, Consumer<PlannedVisit> taker) {
        long unitSeed = SeededRandom.mix(seed, 1, day, unit);
        boolean special = crossesMidnight(day, unit) || isLate(day, unit);
        if (!special && !isActive(unit, unitSeed)) {
            return;
        }
        SeededRandom chance = new SeededRandom(unitSeed);
        int draw = chance.below(100);
        int visits = special || unit >= scale.freshStart() || draw < 65 ? 1 : draw < 87 ? 2 : 3;
        int length = days.length(day);
        int window = length / visits;
        for (int number = 0; number < visits; number++) {
            int second = visits == 1
                    ? (chance.pickWeighted(HOURS) * 3600 + chance.below(3600)) % (length - MOST_SECONDS)
                    : number * window + chance.below(window - MOST_SECONDS);
            boolean crosses = crossesMidnight(day, unit);
            visit.begin(unit, number, day, crosses ? length - chance.between(60, 200) : second, chance);
            fillVisit(chance, special);
            taker.accept(visit);
        }
    }

    private boolean isActive(int unit, long unitSeed) {
        long draw = SeededRandom.mix(unitSeed, 17);
        if (unit < scale.customers()) {
            return (unit % 2 == 0 || !people.sharesDevice(unit))
                    && SeededRandom.isBelowPerMille(draw, scale.activeFirst());
        }
        if (unit < scale.poolStart()) {
            return people.hasSecondDevice(unit - scale.customers())
                    && SeededRandom.isBelowPerMille(draw, scale.activeSecond());
        }
        return unit >= scale.freshStart() || SeededRandom.isBelowPerMille(draw, scale.activePool());
    }

    private void fillVisit(SeededRandom chance, boolean special) {
        int unit = visit.unit;
        boolean customer = unit < scale.poolStart();
        visit.consent = unit < scale.deniedStart();
        visit.returning = unit < scale.freshStart() && (visit.number > 0 || chance.hits(0.7));
        visit.app = isApp(unit);
        long person = person(unit, chance);
        visit.country = people.country(person);
        visit.clickSeed = SeededRandom.mix(seed, 5, visit.day, unit * 4L + visit.number);
        visit.traffic = SampleTraffic.draw(chance, visit.startSecond, visit.consent);
        if (visit.traffic.isPost()) {
            int posts = visit.day * FacebookPosts.POSTS_PER_DAY;
            visit.post = posts == 0 ? -1 : chance.below(posts);
        }
        boolean login = customer && visit.consent && people.hasLogin(person) && chance.hits(0.56);
        story.addEvents(chance, person, login, special, isLate(visit.day, unit));
    }

    /** The person at a unit. Persons beyond the customers are guests, known by an e-mail address at most. */
    private long person(int unit, SeededRandom chance) {
        if (unit < scale.customers()) {
            return people.sharesDevice(unit) && chance.hits(0.5) ? unit ^ 1 : unit;
        }
        if (unit < scale.poolStart()) {
            return unit - (long) scale.customers();
        }
        long guest = unit - (long) scale.customers();
        if (unit < scale.freshStart()) {
            return guest;
        }
        long known = unit >= scale.deniedStart() && chance.hits(0.5)
                ? people.customerNear(SeededRandom.mix(seed, 6, visit.day, unit), true, false, 0)
                : -1;
        return known >= 0 ? known : guest + (long) visit.day * (scale.units() - scale.freshStart());
    }

    private boolean isApp(int unit) {
        return unit >= scale.customers()
                && unit < scale.freshStart()
                && SeededRandom.isBelowPerMille(SeededRandom.mix(seed, 7, unit), 300);
    }

    private boolean isPool(int unit) {
        return unit >= scale.poolStart() && unit < scale.freshStart();
    }

    private static int[] hours(int... weights) {
        int[] totals = new int[weights.length];
        int total = 0;
        for (int i = 0; i < weights.length; i++) {
            total += weights[i];
            totals[i] = total;
        }
        return totals;
    }
}
