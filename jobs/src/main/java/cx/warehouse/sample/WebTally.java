package cx.warehouse.sample;

import java.util.LinkedHashMap;
import java.util.Map;

/** What is true of the web visits of a day, or of all days, whatever the files make of it. */
final class WebTally {
    private static final EventKind[] FRICTION = {
        EventKind.PAGE_NOT_FOUND, EventKind.EXCEPTION, EventKind.RAGE_CLICK, EventKind.DEAD_CLICK
    };

    private final Tally<Channel> byChannel = new Tally<>(Channel.class);
    private final Tally<Campaign> byCampaign = new Tally<>(Campaign.class);
    private final Tally<EventKind> byEvent = new Tally<>(EventKind.class);
    private final long[] exposed = new long[FRICTION.length];
    private final long[] exposedOrders = new long[FRICTION.length];
    private long loggedIn;
    private long withOrder;
    private long deniedVisits;
    private long deniedEvents;
    private long overMidnight;
    private long late;
    private long changing;
    private long events;
    private long freshVisitors;
    private long freshIdentified;

    /** Counts a visit as planned; visits without consent count only as such. */
    void visit(Visit visit, boolean crossesMidnight) {
        if (!visit.consent) {
            deniedVisits++;
            return;
        }
        byChannel.add(visit.traffic.channel(), 1);
        if (visit.traffic.campaign() != null) {
            byCampaign.add(visit.traffic.campaign(), 1);
        }
        loggedIn += visit.login >= 0 ? 1 : 0;
        withOrder += visit.order != null ? 1 : 0;
        overMidnight += crossesMidnight ? 1 : 0;
        late += visit.lateFrom < visit.events ? 1 : 0;
        changing += visit.trafficView > 0 || visit.laterTraffic != null ? 1 : 0;
        for (int i = 0; i < FRICTION.length; i++) {
            if (visit.holds(FRICTION[i])) {
                exposed[i]++;
                exposedOrders[i] += visit.order != null ? 1 : 0;
            }
        }
    }

    /** Counts visits that another tool than the shop's own saw; of these only the channel is known here. */
    void elsewhere(Tally<Channel> visits) {
        byChannel.add(visits);
    }

    /** Counts a browser that is seen on one day only. */
    void fresh(boolean identified) {
        freshVisitors++;
        freshIdentified += identified ? 1 : 0;
    }

    /** Counts an event that stands in a delivered file. */
    void event(EventKind kind, boolean consent) {
        events++;
        byEvent.add(kind, 1);
        deniedEvents += consent ? 0 : 1;
    }

    void add(WebTally other) {
        byChannel.add(other.byChannel);
        byCampaign.add(other.byCampaign);
        byEvent.add(other.byEvent);
        plus(exposed, other.exposed);
        plus(exposedOrders, other.exposedOrders);
        loggedIn += other.loggedIn;
        withOrder += other.withOrder;
        deniedVisits += other.deniedVisits;
        deniedEvents += other.deniedEvents;
        overMidnight += other.overMidnight;
        late += other.late;
        changing += other.changing;
        events += other.events;
        freshVisitors += other.freshVisitors;
        freshIdentified += other.freshIdentified;
    }

    long events() {
        return events;
    }

    long visits() {
        return byChannel.sum();
    }

    /** Browsers seen on one day only whose owner never said who he is. */
    long freshAnonymous() {
        return freshVisitors - freshIdentified;
    }

    /** Visits by channel, in the order of the rules. */
    Map<String, Object> byChannel() {
        return byChannel.truth(Channel::label);
    }

    Map<String, Object> byPillar() {
        return byChannel.truth(Channel::pillar);
    }

    /** Everything about visits but the days. */
    Map<String, Object> visitTruth() {
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("total", visits());
        truth.put("with_login", loggedIn);
        truth.put("with_order", withOrder);
        truth.put("over_midnight", overMidnight);
        truth.put("with_late_events", late);
        truth.put("with_campaign_after_the_first_page", changing);
        truth.put("consent_denied_visits_not_counted", deniedVisits);
        truth.put("by_channel", byChannel());
        truth.put("by_pillar", byPillar());
        truth.put("by_google_campaign", byCampaign.truth(Campaign::label));
        return truth;
    }

    /** Delivered events, each once. */
    Map<String, Object> eventTruth() {
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("total", events);
        truth.put("consent_denied", deniedEvents);
        truth.put("by_name", byEvent.truth(EventKind::label));
        return truth;
    }

    /** Visits that met something broken, and how many of them ordered. */
    Map<String, Object> frictionTruth() {
        Map<String, Object> truth = new LinkedHashMap<>();
        for (int i = 0; i < FRICTION.length; i++) {
            Map<String, Object> kind = new LinkedHashMap<>();
            kind.put("exposed_visits", exposed[i]);
            kind.put("exposed_visits_with_order", exposedOrders[i]);
            truth.put(FRICTION[i].label(), kind);
        }
        return truth;
    }

    private static void plus(long[] sums, long[] more) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += more[i];
        }
    }
}
