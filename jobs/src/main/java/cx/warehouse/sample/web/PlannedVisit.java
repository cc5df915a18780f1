package cx.warehouse.sample.web;

import cx.warehouse.sample.world.SeededRandom;
import cx.warehouse.sample.world.ShopOrder;

/** One planned visit with its events. The planner reuses a single object for all visits. */
final class PlannedVisit {
    private static final int MOST_EVENTS = 64;

    int unit;
    int number;
    int day;
    boolean consent;
    boolean returning;
    boolean app;
    /** The country of the visitor, as an index into {@code SamplePeople.COUNTRIES}. */
    int country;
    /** The start in seconds after midnight, in the reporting zone. */
    int startSecond;

    SampleTraffic traffic;
    /** The number of the page view that carries the traffic source, from 0. */
    int trafficView;
    /** Another traffic source on a later page view; null for nearly all visits. */
    SampleTraffic laterTraffic;
    /** The seed of the click id. */
    long clickSeed;
    /** The number of the post whose link was followed, or -1. */
    int post;

    /** The person who logs in, or -1. */
    long login;
    /** The first event with {@link #login}. */
    int loginEvent;
    /** A second person who logs in later on the same device, or -1. */
    long secondLogin;

    int secondLoginEvent;

    ShopOrder order;
    /** The first event that arrives only with a later delivery; beyond the end when all arrive in time. */
    int lateFrom;

    int events;
    final WebEventKind[] kind = new WebEventKind[MOST_EVENTS];
    final int[] page = new int[MOST_EVENTS];
    /** Microseconds after the start of the day. */
    final long[] at = new long[MOST_EVENTS];

    private long clock;

    /** Resets the object for another visit. */
    void begin(int ofUnit, int ofNumber, int onDay, int second, SeededRandom chance) {
        unit = ofUnit;
        number = ofNumber;
        day = onDay;
        startSecond = second;
        consent = true;
        returning = false;
        app = false;
        trafficView = 0;
        laterTraffic = null;
        post = -1;
        login = -1;
        loginEvent = MOST_EVENTS;
        secondLogin = -1;
        secondLoginEvent = MOST_EVENTS;
        order = null;
        lateFrom = MOST_EVENTS;
        events = 0;
        clock = second * 1_000_000L + chance.below(200_000);
    }

    /** Adds an event {@code microsLater} microseconds after the previous one. */
    void add(WebEventKind event, int onPage, long microsLater) {
        clock += microsLater;
        kind[events] = event;
        page[events] = onPage;
        at[events] = clock;
        events++;
    }

    /** Adds an event after a pause for reading. */
    void addAfterReading(WebEventKind event, int onPage, SeededRandom chance) {
        add(event, onPage, 2_000_000L + chance.below(36_000_000));
    }

    /** Adds an event that follows immediately. */
    void addFollowing(WebEventKind event, int onPage, SeededRandom chance) {
        add(event, onPage, 20_000L + chance.below(900_000));
    }

    /** True when the visit has an event of this kind. */
    boolean contains(WebEventKind event) {
        for (int i = 0; i < events; i++) {
            if (kind[i] == event) {
                return true;
            }
        }
        return false;
    }
}
