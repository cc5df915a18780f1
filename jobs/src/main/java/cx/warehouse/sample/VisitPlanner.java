package cx.warehouse.sample;

import java.util.function.Consumer;

/** Plans the visits of a unit on a day from their numbers alone: who comes, when, from where, and what happens. */
final class VisitPlanner {
    private static final int MOST_SECONDS = 2_700;
    private static final int[] HOURS =
            hours(1, 1, 1, 1, 1, 2, 4, 6, 8, 9, 9, 10, 11, 10, 9, 9, 10, 11, 13, 15, 16, 13, 8, 4);
    private static final int POSTS_A_DAY = Posts.A_DAY;

    private final SampleSpec spec;
    private final Scale scale;
    private final People people;
    private final Days days;
    private final long seed;
    private final long orderBlock;
    private final Visit visit = new Visit();

    VisitPlanner(SampleSpec spec, Scale scale, People people, Days days) {
        this.spec = spec;
        this.scale = scale;
        this.people = people;
        this.days = days;
        this.seed = Chance.mix(spec.seed(), 307);
        this.orderBlock = orderBlock(scale);
    }

    /** Order numbers of one day lie in one block; those of visits come first in it. */
    static long orderBlock(Scale scale) {
        long block = 100_000;
        while (block < scale.units() * 5L) {
            block *= 10;
        }
        return block;
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
            int posts = visit.day * POSTS_A_DAY;
            visit.post = posts == 0 ? -1 : chance.below(posts);
        }
        boolean login = customer && visit.consent && people.hasLogin(person) && chance.hits(0.56);
        events(chance, person, login, special);
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

    private void events(Chance chance, long person, boolean login, boolean special) {
        int landing = chance.hits(0.35) ? Goods.FRONT : page(chance);
        visit.follow(EventKind.SESSION_START, landing, chance);
        if (!visit.returning) {
            visit.follow(EventKind.FIRST_VISIT, landing, chance);
        }
        visit.follow(EventKind.PAGE_VIEW, landing, chance);
        if (chance.hits(0.3)) {
            visit.follow(EventKind.WEB_VITALS, landing, chance);
        }
        if (chance.hits(0.3)) {
            visit.read(EventKind.SCROLL, landing, chance);
        }
        if (!special && !login && chance.hits(0.38)) {
            return;
        }
        if (special && !isLate(visit.day, visit.unit)) {
            long midnight = days.length(visit.day) * 1_000_000L - visit.at[visit.events - 1];
            visit.add(EventKind.PAGE_VIEW, page(chance), midnight + 1_000_000L + chance.below(9_000_000));
        }
        boolean friction = browse(chance);
        if (visit.consent && chance.hits(0.012)) {
            changeCampaign(chance);
        }
        if (login) {
            logIn(chance, person);
        }
        double buys = special ? 0 : willingness(person, login) * (friction ? 0.3 : 1) * pull(visit.traffic.channel());
        buy(chance, person, buys);
        if (isLate(visit.day, visit.unit)) {
            boolean half =
                    visit.unit == scale.poolStart() + 4 || (visit.unit != scale.poolStart() + 3 && chance.hits(0.3));
            visit.lateFrom = half ? visit.events / 2 : 0;
        }
    }

    /** Pages after the first; tells whether something went wrong on the way. */
    private boolean browse(Chance chance) {
        int pages = chance.between(1, 4);
        for (int i = 0; i < pages; i++) {
            int page = page(chance);
            visit.read(EventKind.PAGE_VIEW, page, chance);
            if (page >= Goods.FIRST_ITEM && page < Goods.CART && chance.hits(0.7)) {
                visit.follow(EventKind.VIEW_ITEM, page, chance);
            }
            if (chance.hits(0.12)) {
                visit.follow(EventKind.WEB_VITALS, page, chance);
            }
            if (chance.hits(0.2)) {
                visit.read(EventKind.SCROLL, page, chance);
            }
        }
        if (chance.hits(0.09)) {
            visit.read(EventKind.PAGE_VIEW, Goods.SEARCH, chance);
            visit.follow(EventKind.SEARCH, Goods.SEARCH, chance);
        }
        int before = visit.events;
        if (chance.hits(0.02)) {
            visit.read(EventKind.PAGE_NOT_FOUND, Goods.GONE, chance);
        }
        if (chance.hits(0.015)) {
            visit.follow(EventKind.EXCEPTION, page(chance), chance);
        }
        if (chance.hits(0.02)) {
            visit.read(EventKind.RAGE_CLICK, Goods.CART, chance);
        }
        if (chance.hits(0.01)) {
            visit.read(EventKind.DEAD_CLICK, Goods.FRONT, chance);
        }
        return visit.events > before;
    }

    /** The first campaign counts: either the visit began without one, or another one comes later. */
    private void changeCampaign(Chance chance) {
        if (chance.hits(0.5)) {
            visit.trafficView = 1;
        } else if (!visit.traffic.isDirect()) {
            visit.laterTraffic = Traffic.draw(chance, visit.startSecond, false);
        }
    }

    private void logIn(Chance chance, long person) {
        visit.read(EventKind.LOGIN, Goods.ACCOUNT, chance);
        visit.login = person;
        visit.loginEvent = visit.events - 1;
        if (visit.unit < scale.customers() && people.sharesDevice(person) && chance.hits(0.05)) {
            visit.read(EventKind.LOGIN, Goods.ACCOUNT, chance);
            visit.secondLogin = person ^ 1;
            visit.secondLoginEvent = visit.events - 1;
        }
    }

    private double willingness(long person, boolean login) {
        if (visit.secondLogin >= 0 || people.kind(person) == People.Kind.STORE) {
            return 0;
        }
        if (people.kind(person) == People.Kind.MEMBER) {
            return login ? 0.12 : 0;
        }
        return visit.unit < scale.poolStart() ? 0.07 : 0.03;
    }

    private static double pull(Channel channel) {
        return switch (channel) {
            case AFFILIATES -> 2.5;
            case EMAIL, PAID_SHOPPING -> 1.6;
            case DISPLAY, PAID_VIDEO, ORGANIC_SOCIAL -> 0.5;
            default -> 1;
        };
    }

    private void buy(Chance chance, long person, double probability) {
        boolean buys = chance.hits(probability);
        if (!buys && !chance.hits(0.16)) {
            return;
        }
        visit.read(EventKind.ADD_TO_CART, Goods.CART, chance);
        if (!buys && chance.hits(0.6)) {
            return;
        }
        visit.read(EventKind.BEGIN_CHECKOUT, Goods.CHECKOUT, chance);
        if (!buys) {
            return;
        }
        visit.read(EventKind.ADD_PAYMENT_INFO, Goods.CHECKOUT, chance);
        visit.read(EventKind.PURCHASE, Goods.THANKS, chance);
        long number = (visit.day + 1) * orderBlock + visit.unit * 4L + visit.number;
        long second = days.start(visit.day) + visit.at[visit.events - 1] / 1_000_000;
        visit.order = Order.draw(
                chance,
                number,
                person,
                visit.consent ? visit.traffic.channel() : null,
                visit.day,
                second,
                People.COUNTRIES[visit.country].currency());
        visit.follow(EventKind.PAGE_VIEW, Goods.THANKS, chance);
        if (chance.hits(0.03)) {
            visit.read(EventKind.PURCHASE, Goods.THANKS, chance);
        }
    }

    private boolean isApp(int unit) {
        return unit >= scale.customers() && unit < scale.freshStart() && Chance.falls(Chance.mix(seed, 7, unit), 300);
    }

    private boolean isPool(int unit) {
        return unit >= scale.poolStart() && unit < scale.freshStart();
    }

    private static int page(Chance chance) {
        return chance.hits(0.6) ? Goods.FIRST_ITEM + chance.below(Goods.ITEMS.length) : chance.below(Goods.FIRST_ITEM);
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
