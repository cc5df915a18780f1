package cx.warehouse.sample.web;

import cx.warehouse.sample.files.MalformedReason;
import cx.warehouse.sample.files.SampleRowCounts;
import cx.warehouse.sample.world.SampleDays;
import cx.warehouse.sample.world.SamplePeople;
import cx.warehouse.sample.world.SampleScale;
import cx.warehouse.sample.world.SampleSpec;
import cx.warehouse.sample.world.SeededRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Generates the hits of visits to the service portal, and counts the truth about them. */
final class AdobeHits {
    static final List<String> COLUMNS =
            List.of(("hitid_high;hitid_low;visid_high;visid_low;visit_num;visit_page_num;visit_start_time_gmt;"
                            + "hit_time_gmt;date_time;post_page_event;post_pagename;post_page_url;post_referrer;ref_type;"
                            + "post_campaign;post_event_list;post_evar1;post_evar2;post_prop1;post_prop2;browser;os;"
                            + "geo_country;geo_city;user_agent;exclude_hit;hit_source;duplicate_purchase;post_currency")
                    .split(";"));

    private static final int LEAST_VISITS = 8;
    private static final int HIT_LOW = COLUMNS.indexOf("hitid_low");
    private static final int HIT_TIME = COLUMNS.indexOf("hit_time_gmt");
    private static final int PAGE_EVENT = COLUMNS.indexOf("post_page_event");
    private static final int PAGE_NAME = COLUMNS.indexOf("post_pagename");
    private static final int EXCLUDE = COLUMNS.indexOf("exclude_hit");
    private static final int ORIGIN = COLUMNS.indexOf("hit_source");

    /** A kind of hit; {@code friction} is the friction kind, or empty. */
    private record Action(String page, String events, String search, String loadTime, String error, String friction) {

        /** True for a page view without events and without friction. */
        boolean isPlain() {
            return events.isEmpty() && friction.isEmpty();
        }
    }

    /** The kinds of hits that are no page view, by the vendor's number. */
    private static final Map<String, String> LINKS =
            Map.of("100", "custom link", "101", "download", "102", "exit link");

    private static final Action LOGIN = new Action("help:account", "200", "", "", "", "");
    private static final Action[] ACTIONS = {
        new Action("help:home", "", "", "840", "", ""),
        new Action("help:orders", "", "", "1210", "", ""),
        new Action("help:search", "201", "stool leg", "610", "", ""),
        new Action("help:search", "201,202", "return\\\tlabel \\\\ slip", "590", "", "empty_search"),
        new Action("help:gone", "203", "", "300", "", "broken_link"),
        new Action("help:form", "204", "", "900", "GET /r\\\nnot found \"r\"", "script_error"),
        new Action("help:form", "205", "", "", "", "rage_click"),
        new Action("help:lamps", "206", "", "700", "", "dead_end"),
        new Action("help:contact", "207", "", "500", "", ""),
        new Action("help:slow", "", "", "5300", "", "slow_page"),
    };

    private final SampleSpec spec;
    private final SampleScale scale;
    private final SampleDays days;
    private final SampleBrowsers browsers;
    private final long seed;
    private final Map<String, Long> friction = new TreeMap<>();
    private final Map<String, Long> links = new TreeMap<>();
    private long visits;
    private long withLogin;
    private long hits;

    AdobeHits(SampleSpec spec, SampleScale scale, SamplePeople people, SampleDays days) {
        this.spec = spec;
        this.scale = scale;
        this.days = days;
        this.seed = SeededRandom.mix(spec.seed(), 1511);
        this.browsers = new SampleBrowsers(people, visitsPerDay() * 3, SeededRandom.mix(seed, 1));
    }

    /** The feed of a day as text. */
    String text(int day, SampleRowCounts counts) {
        StringBuilder text = new StringBuilder();
        List<String> last = List.of();
        for (int visit = 0; visit < visitsPerDay(); visit++) {
            last = appendVisit(day, visit, text, counts);
        }
        if (!spec.plain()) {
            text.append(line(last));
            counts.addDuplicates(1);
            appendUnusualHits(day, last, text, counts);
        }
        return text.toString();
    }

    Map<String, Object> truth() {
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("visits", visits);
        truth.put("with_login", withLogin);
        truth.put("hits", hits);
        truth.put("friction", friction);
        truth.put("links", links);
        truth.put("anonymous_browsers", browsers.anonymousCount());
        truth.put("rule", "visits of the service portal are no marketing: they stand in no channel");
        return truth;
    }

    private int visitsPerDay() {
        return (int) Math.max(LEAST_VISITS, scale.visits() * 15 / 1000);
    }

    private List<String> appendVisit(int day, int number, StringBuilder text, SampleRowCounts counts) {
        SeededRandom chance = new SeededRandom(SeededRandom.mix(seed, 2, day, number));
        int browser = browsers.browserOf(day, number);
        String login = browsers.login(browser);
        long start = days.start(day) + 7 * 3600 + chance.below(12 * 3600);
        long second = start;
        int count = chance.between(3, 6);
        List<String> hit = List.of();
        for (int i = 0; i < count; i++) {
            boolean logsIn = i == 1 && !login.isEmpty();
            Action action = logsIn ? LOGIN : ACTIONS[i == 0 ? 0 : chance.below(ACTIONS.length)];
            hit = hit(day, number, browser, start, second, i, action, logsIn ? login : "");
            if (i > 0 && action.isPlain()) {
                hit = asLink(hit, number + i);
            }
            text.append(line(hit));
            counts.addGood(1);
            hits++;
            if (!action.friction().isEmpty()) {
                friction.merge(action.friction(), 1L, Long::sum);
            }
            second += 4 + chance.below(90);
        }
        visits++;
        withLogin += login.isEmpty() ? 0 : 1;
        return hit;
    }

    /** Turns three of four hits into a link, which has no page name; the others are unchanged. */
    private List<String> asLink(List<String> hit, int place) {
        if (place % 4 == 0) {
            return hit;
        }
        String event = String.valueOf(99 + place % 4);
        links.merge(LINKS.get(event), 1L, Long::sum);
        return with(with(hit, PAGE_EVENT, event), PAGE_NAME, "");
    }

    private static List<String> hit(
            int day, int visit, int browser, long start, long second, int number, Action action, String login) {
        boolean mobile = browser % 2 == 1;
        return List.of(
                String.valueOf(6_400_000_000_000_000L + day),
                String.valueOf(7_100_000_000_000_000L + visit * 100L + number),
                "3300000000000098",
                String.valueOf(880_000_000L + browser),
                // a browser may come twice a day: the visit number tells the visits apart
                String.valueOf(day * 1_000_000L + visit + 1),
                String.valueOf(number + 1),
                String.valueOf(start),
                String.valueOf(second),
                SampleDays.text(SampleDays.localTime(second, AdobeFeed.ZONE), "yyyy-MM-dd HH:mm:ss"),
                "0",
                action.page(),
                "https://help.juniperhome.example/" + action.page().substring(5),
                number == 0 ? "https://www.juniperhome.example/" : "",
                number == 0 ? "1" : "6",
                "",
                action.events(),
                login,
                action.search(),
                action.loadTime(),
                action.error(),
                mobile ? "52" : "51",
                mobile ? "12" : "11",
                "usa",
                "rochester",
                mobile ? "Mozilla/5.0 (iPhone; Mobile)" : "Mozilla/5.0 (Windows NT 10.0)",
                "0",
                "1",
                "0",
                "USD");
    }

    /**
     * Appends hits that the vendor itself excludes, and malformed ones. They are few because the share of quarantined
     * rows is limited.
     */
    private void appendUnusualHits(int day, List<String> like, StringBuilder text, SampleRowCounts counts) {
        List<String> unreal = with(like, HIT_LOW, "7999999999999" + day);
        text.append(line(with(unreal, EXCLUDE, "1")));
        text.append(line(with(with(unreal, HIT_LOW, "7999999999998" + day), ORIGIN, "7")));
        counts.addLeftOut();
        counts.addLeftOut();
        if (day % 2 == 0) {
            text.append(line(unreal.subList(0, unreal.size() - 4)));
            text.append(line(with(unreal, HIT_TIME, "soon")));
            counts.addMalformed(MalformedReason.COLUMN_COUNT);
            counts.addMalformed(MalformedReason.TIMESTAMP);
        } else {
            text.append(line(with(unreal, HIT_LOW, "")));
            text.append(line(with(unreal, HIT_LOW, "7.1E+15")));
            counts.addMalformed(MalformedReason.REQUIRED);
            counts.addMalformed(MalformedReason.ID_FORMAT);
        }
    }

    private static List<String> with(List<String> row, int column, String value) {
        List<String> other = new ArrayList<>(row);
        other.set(column, value);
        return other;
    }

    private static String line(List<String> fields) {
        return String.join("\t", fields) + "\n";
    }
}
