package cx.warehouse.sample.web;

import cx.warehouse.sample.world.GoogleCampaign;
import cx.warehouse.sample.world.SampleChannel;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts the truth about the web visits of one or all days, as planned, independent of the files. */
final class WebTally {
    private static final WebEventKind[] FRICTION = {
        WebEventKind.PAGE_NOT_FOUND, WebEventKind.EXCEPTION, WebEventKind.RAGE_CLICK, WebEventKind.DEAD_CLICK
    };

    private final EnumCounts<SampleChannel> byChannel = new EnumCounts<>(SampleChannel.class);
    private final EnumCounts<GoogleCampaign> byCampaign = new EnumCounts<>(GoogleCampaign.class);
    private final EnumCounts<WebEventKind> byEvent = new EnumCounts<>(WebEventKind.class);
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

    /** Counts a planned visit. Visits without consent are only counted as such. */
    void countVisit(PlannedVisit visit, boolean crossesMidnight) {
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
            if (visit.contains(FRICTION[i])) {
                exposed[i]++;
                exposedOrders[i] += visit.order != null ? 1 : 0;
            }
        }
    }

    /** Counts visits that a tool other than the shop's own recorded; only their channel is known here. */
    void addOtherVisits(EnumCounts<SampleChannel> visits) {
        byChannel.add(visits);
    }

    /** Counts a browser that is seen on one day only. */
    void countFreshBrowser(boolean identified) {
        freshVisitors++;
        freshIdentified += identified ? 1 : 0;
    }

    /** Counts an event in a delivered file. */
    void countEvent(WebEventKind kind, boolean consent) {
        events++;
        byEvent.add(kind, 1);
        deniedEvents += consent ? 0 : 1;
    }

    void add(WebTally other) {
        byChannel.add(other.byChannel);
        byCampaign.add(other.byCampaign);
        byEvent.add(other.byEvent);
        addEach(exposed, other.exposed);
        addEach(exposedOrders, other.exposedOrders);
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

    /** The number of browsers seen on one day only that were never identified. */
    long anonymousFreshBrowsers() {
        return freshVisitors - freshIdentified;
    }

    /** Visits by channel, in the order of the channel rules. */
    Map<String, Object> byChannel() {
        return byChannel.truth(SampleChannel::label);
    }

    Map<String, Object> byPillar() {
        return byChannel.truth(SampleChannel::pillar);
    }

    /** All truth about visits except the counts by day. */
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
        truth.put("by_google_campaign", byCampaign.truth(GoogleCampaign::label));
        return truth;
    }

    /** Delivered events, each counted once. */
    Map<String, Object> eventTruth() {
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("total", events);
        truth.put("consent_denied", deniedEvents);
        truth.put("by_name", byEvent.truth(WebEventKind::label));
        return truth;
    }

    /** Visits exposed to friction, and how many of them ordered. */
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

    private static void addEach(long[] sums, long[] more) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += more[i];
        }
    }
}
