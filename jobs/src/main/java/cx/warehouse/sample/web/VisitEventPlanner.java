package cx.warehouse.sample.web;

import cx.warehouse.sample.world.ProductCatalog;
import cx.warehouse.sample.world.SampleChannel;
import cx.warehouse.sample.world.SampleDays;
import cx.warehouse.sample.world.SamplePeople;
import cx.warehouse.sample.world.SampleScale;
import cx.warehouse.sample.world.SeededRandom;
import cx.warehouse.sample.world.ShopOrder;

/** Plans the events of a visit: page views, searches, friction, a login, and sometimes an order. */
public final class VisitEventPlanner {
    private final PlannedVisit visit;
    private final SampleScale scale;
    private final SamplePeople people;
    private final SampleDays days;
    private final long orderBlock;

    VisitEventPlanner(PlannedVisit visit, SampleScale scale, SamplePeople people, SampleDays days) {
        this.visit = visit;
        this.scale = scale;
        this.people = people;
        this.days = days;
        this.orderBlock = orderBlock(scale);
    }

    /** The size of a day's block of order numbers. Orders from visits come first in the block. */
    public static long orderBlock(SampleScale scale) {
        long block = 100_000;
        while (block < scale.units() * 5L) {
            block *= 10;
        }
        return block;
    }

    /**
     * Adds the events of the visit.
     *
     * @param special true for a visit that crosses midnight or has late events
     * @param late true for a visit with late events
     */
    void addEvents(SeededRandom chance, long person, boolean login, boolean special, boolean late) {
        int landing = chance.hits(0.35) ? ProductCatalog.FRONT : page(chance);
        visit.addFollowing(WebEventKind.SESSION_START, landing, chance);
        if (!visit.returning) {
            visit.addFollowing(WebEventKind.FIRST_VISIT, landing, chance);
        }
        visit.addFollowing(WebEventKind.PAGE_VIEW, landing, chance);
        if (chance.hits(0.3)) {
            visit.addFollowing(WebEventKind.WEB_VITALS, landing, chance);
        }
        if (chance.hits(0.3)) {
            visit.addAfterReading(WebEventKind.SCROLL, landing, chance);
        }
        if (!special && !login && chance.hits(0.38)) {
            return;
        }
        if (special && !late) {
            long midnight = days.length(visit.day) * 1_000_000L - visit.at[visit.events - 1];
            visit.add(WebEventKind.PAGE_VIEW, page(chance), midnight + 1_000_000L + chance.below(9_000_000));
        }
        boolean friction = browse(chance);
        if (visit.consent && chance.hits(0.012)) {
            changeCampaign(chance);
        }
        if (login) {
            logIn(chance, person);
        }
        double buys =
                special ? 0 : willingness(person, login) * (friction ? 0.3 : 1) * channelPull(visit.traffic.channel());
        buy(chance, person, buys);
        if (late) {
            boolean half =
                    visit.unit == scale.poolStart() + 4 || (visit.unit != scale.poolStart() + 3 && chance.hits(0.3));
            visit.lateFrom = half ? visit.events / 2 : 0;
        }
    }

    /** Adds the pages after the first; true when friction occurred. */
    private boolean browse(SeededRandom chance) {
        int pages = chance.between(1, 4);
        for (int i = 0; i < pages; i++) {
            int page = page(chance);
            visit.addAfterReading(WebEventKind.PAGE_VIEW, page, chance);
            if (page >= ProductCatalog.FIRST_ITEM && page < ProductCatalog.CART && chance.hits(0.7)) {
                visit.addFollowing(WebEventKind.VIEW_ITEM, page, chance);
            }
            if (chance.hits(0.12)) {
                visit.addFollowing(WebEventKind.WEB_VITALS, page, chance);
            }
            if (chance.hits(0.2)) {
                visit.addAfterReading(WebEventKind.SCROLL, page, chance);
            }
        }
        if (chance.hits(0.09)) {
            visit.addAfterReading(WebEventKind.PAGE_VIEW, ProductCatalog.SEARCH, chance);
            visit.addFollowing(WebEventKind.SEARCH, ProductCatalog.SEARCH, chance);
        }
        int before = visit.events;
        if (chance.hits(0.02)) {
            visit.addAfterReading(WebEventKind.PAGE_NOT_FOUND, ProductCatalog.GONE, chance);
        }
        if (chance.hits(0.015)) {
            visit.addFollowing(WebEventKind.EXCEPTION, page(chance), chance);
        }
        if (chance.hits(0.02)) {
            visit.addAfterReading(WebEventKind.RAGE_CLICK, ProductCatalog.CART, chance);
        }
        if (chance.hits(0.01)) {
            visit.addAfterReading(WebEventKind.DEAD_CLICK, ProductCatalog.FRONT, chance);
        }
        return visit.events > before;
    }

    /**
     * Changes the traffic source within a visit: either the visit began without one, or a later page view has another
     * one. The first campaign counts.
     */
    private void changeCampaign(SeededRandom chance) {
        if (chance.hits(0.5)) {
            visit.trafficView = 1;
        } else if (!visit.traffic.isDirect()) {
            visit.laterTraffic = SampleTraffic.draw(chance, visit.startSecond, false);
        }
    }

    private void logIn(SeededRandom chance, long person) {
        visit.addAfterReading(WebEventKind.LOGIN, ProductCatalog.ACCOUNT, chance);
        visit.login = person;
        visit.loginEvent = visit.events - 1;
        if (visit.unit < scale.customers() && people.sharesDevice(person) && chance.hits(0.05)) {
            visit.addAfterReading(WebEventKind.LOGIN, ProductCatalog.ACCOUNT, chance);
            visit.secondLogin = person ^ 1;
            visit.secondLoginEvent = visit.events - 1;
        }
    }

    private double willingness(long person, boolean login) {
        if (visit.secondLogin >= 0 || people.kind(person) == SamplePeople.Kind.STORE) {
            return 0;
        }
        if (people.kind(person) == SamplePeople.Kind.MEMBER) {
            return login ? 0.12 : 0;
        }
        return visit.unit < scale.poolStart() ? 0.07 : 0.03;
    }

    private static double channelPull(SampleChannel channel) {
        return switch (channel) {
            case AFFILIATES -> 2.5;
            case EMAIL, PAID_SHOPPING -> 1.6;
            case DISPLAY, PAID_VIDEO, ORGANIC_SOCIAL -> 0.5;
            default -> 1;
        };
    }

    private void buy(SeededRandom chance, long person, double probability) {
        boolean buys = chance.hits(probability);
        if (!buys && !chance.hits(0.16)) {
            return;
        }
        visit.addAfterReading(WebEventKind.ADD_TO_CART, ProductCatalog.CART, chance);
        if (!buys && chance.hits(0.6)) {
            return;
        }
        visit.addAfterReading(WebEventKind.BEGIN_CHECKOUT, ProductCatalog.CHECKOUT, chance);
        if (!buys) {
            return;
        }
        visit.addAfterReading(WebEventKind.ADD_PAYMENT_INFO, ProductCatalog.CHECKOUT, chance);
        visit.addAfterReading(WebEventKind.PURCHASE, ProductCatalog.THANKS, chance);
        long number = (visit.day + 1) * orderBlock + visit.unit * 4L + visit.number;
        long second = days.start(visit.day) + visit.at[visit.events - 1] / 1_000_000;
        visit.order = ShopOrder.draw(
                chance,
                number,
                person,
                visit.consent ? visit.traffic.channel() : null,
                visit.day,
                second,
                SamplePeople.COUNTRIES[visit.country].currency());
        visit.addFollowing(WebEventKind.PAGE_VIEW, ProductCatalog.THANKS, chance);
        if (chance.hits(0.03)) {
            visit.addAfterReading(WebEventKind.PURCHASE, ProductCatalog.THANKS, chance);
        }
    }

    private static int page(SeededRandom chance) {
        return chance.hits(0.6)
                ? ProductCatalog.FIRST_ITEM + chance.below(ProductCatalog.ITEMS.length)
                : chance.below(ProductCatalog.FIRST_ITEM);
    }
}
