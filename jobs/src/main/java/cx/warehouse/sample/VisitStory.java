package cx.warehouse.sample;

/** What happens in a visit: pages, searches, mishaps, a login, and now and then an order. */
final class VisitStory {
    private final Visit visit;
    private final Scale scale;
    private final People people;
    private final Days days;
    private final long orderBlock;

    VisitStory(Visit visit, Scale scale, People people, Days days) {
        this.visit = visit;
        this.scale = scale;
        this.people = people;
        this.days = days;
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

    /** Adds the events of the visit; {@code special} for one that goes over midnight, or of which events come late. */
    void tell(Chance chance, long person, boolean login, boolean special, boolean late) {
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
        if (special && !late) {
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
        if (late) {
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

    private static int page(Chance chance) {
        return chance.hits(0.6) ? Goods.FIRST_ITEM + chance.below(Goods.ITEMS.length) : chance.below(Goods.FIRST_ITEM);
    }
}
