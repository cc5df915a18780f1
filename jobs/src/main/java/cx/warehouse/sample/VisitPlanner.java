package cx.warehouse.sample;

import java.util.function.Consumer;

/** Plans the visits of a unit on a day from their numbers alone: who comes, when, and from where. */
final class VisitPlanner {
    private static final int MOST_SECONDS = 2_700;
    private static final int[] HOURS =
            hours(1, 1, 1, 1, 1, 2, 4, 6, 8, 9, 9, 10, 11, 10, 9, 9, 10, 11, 13, 15, 16, 13, 8, 4);

    private final SampleSpec spec;
    private final Scale scale;
    private final People people;
    private final Days days;
    private final long seed;
    private final VisitStory story;
    private final Visit visit = new Visit();

    VisitPlanner(SampleSpec spec, Scale scale, People people, Days days) {
        this.spec = spec;
        this.scale = scale;
        this.people = people;
        this.days = days;
        this.seed = Chance.mix(spec.seed(), 307);
        this.story = new VisitStory(visit, scale, people, days);
    }

    /** Whether a unit of the pool is still in the shop at midnight, on its only visit of the day. */
    boolean crossesMidnight(int day, int unit) {
        return isPool(unit) && (unit == scale.poolStart() + 2 || Chance.falls(Chance.mix(seed, 2, day, unit), 8));
    }

    /** Whether events of a unit's only visit of the day arrive one night late: app users, all in the pool. */
    boolean isLate(int day, int unit) {
        return !spec.plain()
                && day < spec.days() - 1
                && isPool(unit)
                && !crossesMidnight(day, unit)
                && (unit == scale.poolStart() + 3
                        || unit == scale.poolStart() + 4
                        || (isApp(unit) && Chance.falls(Chance.mix(seed, 3, day, unit), 30)));
    }

    /** Hands every visit of a unit on a day to {@code taker}; the object is the same each time. */
    void plan(int day, int unit, Consumer<Visit> taker) {
        long unitSeed = Chance.mix(seed, 1, day, unit);
        boolean special = crossesMidnight(day, unit) || isLate(day, unit);
        if (!special && !comes(unit, unitSeed)) {
            return;
        }
        Chance chance = new Chance(unitSeed);
        int draw = chance.below(100);
        int visits = special || unit >= scale.freshStart() || draw < 65 ? 1 : draw < 87 ? 2 : 3;
        int length = days.length(day);
        int window = length / visits;
        for (int number = 0; number < visits; number++) {
            int second = visits == 1
                    ? (chance.weighted(HOURS) * 3600 + chance.below(3600)) % (length - MOST_SECONDS)
                    : number * window + chance.below(window - MOST_SECONDS);
            boolean crosses = crossesMidnight(day, unit);
            visit.begin(unit, number, day, crosses ? length - chance.between(60, 200) : second, chance);
            fill(chance, special);
            taker.accept(visit);
        }
    }

    private boolean comes(int unit, long unitSeed) {
        long draw = Chance.mix(unitSeed, 17);
        if (unit < scale.customers()) {
            return (unit % 2 == 0 || !people.sharesDevice(unit)) && Chance.falls(draw, scale.activeFirst());
        }
        if (unit < scale.poolStart()) {
            return people.hasSecondDevice(unit - scale.customers()) && Chance.falls(draw, scale.activeSecond());
        }
        return unit >= scale.freshStart() || Chance.falls(draw, scale.activePool());
    }

    private void fill(Chance chance, boolean special) {
        int unit = visit.unit;
        boolean customer = unit < scale.poolStart();
        visit.consent = unit < scale.deniedStart();
        visit.returning = unit < scale.freshStart() && (visit.number > 0 || chance.hits(0.7));
        visit.app = isApp(unit);
        long person = person(unit, chance);
        visit.country = people.country(person);
        visit.clickSeed = Chance.mix(seed, 5, visit.day, unit * 4L + visit.number);
        visit.traffic = Traffic.draw(chance, visit.startSecond, visit.consent);
        if (visit.traffic.isPost()) {
            int posts = visit.day * Posts.A_DAY;
            visit.post = posts == 0 ? -1 : chance.below(posts);
        }
        boolean login = customer && visit.consent && people.hasLogin(person) && chance.hits(0.56);
        story.tell(chance, person, login, special, isLate(visit.day, unit));
    }

    /** Who sits at a unit; people beyond the customers are guests known by an e-mail address only, if at all. */
    private long person(int unit, Chance chance) {
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
                ? people.near(Chance.mix(seed, 6, visit.day, unit), true, false, 0)
                : -1;
        return known >= 0 ? known : guest + (long) visit.day * (scale.units() - scale.freshStart());
    }

    private boolean isApp(int unit) {
        return unit >= scale.customers() && unit < scale.freshStart() && Chance.falls(Chance.mix(seed, 7, unit), 300);
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
