package cx.warehouse.sample.web;

import cx.warehouse.sample.world.SampleScale;

/** Remembers from day to day which identifiers of browsers and people were seen, in one byte for each. */
public final class SeenPeople {
    private static final int SEEN = 1;
    private static final int IDENTIFIED = 2;
    private static final int OWN_LOGIN = 4;
    private static final int OTHER_LOGIN = 8;
    private static final int ORDERED = 1;
    private static final int SECOND_EMAIL = 2;
    private static final int CARD = 4;

    private final SampleScale scale;
    private final byte[] units;
    private final byte[] people;
    private long guestsSeen;

    public SeenPeople(SampleScale scale) {
        this.scale = scale;
        this.units = new byte[scale.freshStart()];
        this.people = new byte[scale.customers() + scale.pool()];
    }

    /** Marks the browser of a visit. Threads may call this in parallel for different units. */
    void markVisit(PlannedVisit visit) {
        if (visit.unit >= units.length) {
            return;
        }
        int mark = SEEN | loginMark(visit, visit.login) | loginMark(visit, visit.secondLogin);
        boolean identified = visit.login >= 0 || visit.order != null;
        units[visit.unit] |= (byte) (mark | (identified ? IDENTIFIED : 0));
    }

    /**
     * Marks the e-mail address of an order.
     *
     * @param second true for the second address of a person with two
     */
    public void markOrder(long person, boolean second) {
        if (person < people.length) {
            people[(int) person] |= (byte) (second ? SECOND_EMAIL : ORDERED);
        } else {
            guestsSeen++;
        }
    }

    /** Marks that a loyalty card was shown in a store. */
    public void markCard(long person) {
        people[(int) person] |= CARD;
    }

    public boolean hasLoggedIn(int customer) {
        boolean own = ((units[customer] | units[scale.customers() + customer]) & OWN_LOGIN) != 0;
        boolean shared = (customer | 1) < scale.customers() && (units[customer ^ 1] & OTHER_LOGIN) != 0;
        return own || shared;
    }

    public boolean hasOrdered(int person) {
        return (people[person] & ORDERED) != 0;
    }

    public boolean hasOrderedBySecondEmail(int person) {
        return (people[person] & SECOND_EMAIL) != 0;
    }

    public boolean hasShownCard(int person) {
        return (people[person] & CARD) != 0;
    }

    /** The number of guests with an order whose browser does not return. */
    public long guestsSeen() {
        return guestsSeen;
    }

    /** The number of guests with an order whose browser is in the pool. */
    public long poolGuests() {
        long guests = 0;
        for (int person = scale.customers(); person < people.length; person++) {
            guests += people[person] != 0 ? 1 : 0;
        }
        return guests;
    }

    /** The number of returning browsers that were never identified. */
    long anonymousBrowsers() {
        long anonymous = 0;
        for (byte unit : units) {
            anonymous += (unit & (SEEN | IDENTIFIED)) == SEEN ? 1 : 0;
        }
        return anonymous;
    }

    private int loginMark(PlannedVisit visit, long person) {
        if (person < 0) {
            return 0;
        }
        return person == visit.unit || person == (long) visit.unit - scale.customers() ? OWN_LOGIN : OTHER_LOGIN;
    }
}
