package cx.warehouse.sample.web;

import cx.warehouse.sample.world.SeededRandom;
import cx.warehouse.sample.world.ShopOrder;

/** One visit with its events, as planned; the planner fills the same object again and again. */
final class PlannedVisit {
    private static final int MOST_EVENTS = 64;

    int unit;
    int number;
    int day;
    boolean consent;
    boolean returning;
    boolean app;
    /** The country of the visitor, as a place in {@code SamplePeople.COUNTRIES}. */
    int country;
    /** Seconds after midnight at which it starts, in the reporting zone. */
    int startSecond;

    SampleTraffic traffic;
    /** The page view, from 0, that carries the traffic. */
    int trafficView;
    /** Another way in that a later page view carries; null for nearly all. */
    SampleTraffic laterTraffic;
    /** A number that the click id is made of. */
    long clickSeed;
    /** The post that led here, or -1. */
    int post;

    /** The person who logs in, or -1. */
    long login;
    /** The first event that knows {@link #login}. */
    int loginEvent;
    /** A second person who logs in later on the same device, or -1. */
    long secondLogin;

    int secondLoginEvent;

    ShopOrder order;
    /** The first event that arrives only with a later delivery; past the end when all come in time. */
    int lateFrom;

    int events;
    final WebEventKind[] kind = new WebEventKind[MOST_EVENTS];
    final int[] page = new int[MOST_EVENTS];
    /** Microseconds after the start of the day. */
    final long[] at = new long[MOST_EVENTS];

    private long clock;

    /** Makes the object ready for another visit. */
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

    /** Adds an event a little later than the one before. */
    void add(WebEventKind event, int onPage, long microsLater) {
        clock += microsLater;
        kind[events] = event;
        page[events] = onPage;
        at[events] = clock;
        events++;
    }

    /** Adds an event after the pause of somebody who reads. */
    void addAfterReading(WebEventKind event, int onPage, SeededRandom chance) {
        add(event, onPage, 2_000_000L + chance.below(36_000_000));
    }

    /** Adds an event that follows by itself. */
    void addFollowing(WebEventKind event, int onPage, SeededRandom chance) {
        add(event, onPage, 20_000L + chance.below(900_000));
    }

    /** Whether the visit holds an event of a kind. */
    boolean contains(WebEventKind event) {
        for (int i = 0; i < events; i++) {
            if (kind[i] == event) {
                return true;
            }
        }
        return false;
    }
}
