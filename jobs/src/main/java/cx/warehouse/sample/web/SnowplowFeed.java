package cx.warehouse.sample.web;

import cx.warehouse.sample.files.GzipWriter;
import cx.warehouse.sample.files.MalformedReason;
import cx.warehouse.sample.files.SampleDrops;
import cx.warehouse.sample.files.SampleRowCounts;
import cx.warehouse.sample.world.SampleChannel;
import cx.warehouse.sample.world.SampleDays;
import cx.warehouse.sample.world.SamplePeople;
import cx.warehouse.sample.world.SampleScale;
import cx.warehouse.sample.world.SampleSpec;
import cx.warehouse.sample.world.SeededRandom;
import cx.warehouse.sample.world.VendorIds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the enriched Snowplow events of the shop's journal: visits with channels, page pings, robots, and events sent
 * twice.
 */
public final class SnowplowFeed {
    static final String SOURCE = "snowplow_event";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int LEAST_VISITS = 8;
    private static final String CONTEXT =
            "{\"schema\":\"iglu:com.snowplowanalytics.snowplow/contexts/jsonschema/1-0-0\","
                    + "\"data\":[{\"schema\":\"iglu:com.snowplowanalytics.snowplow/web_page/jsonschema/1-0-0\",\"data\":{\"id\":\"%s\"}}]}";

    /** A traffic source of the journal, by the fields that describe it. */
    private record Way(
            SampleChannel channel, String source, String medium, String campaign, String network, String referrer) {}

    private static final Way[] WAYS = {
        new Way(SampleChannel.DIRECT, "", "", "", "", ""),
        new Way(SampleChannel.ORGANIC_SEARCH, "", "", "", "", "https://www.google.com/"),
        new Way(SampleChannel.PAID_SEARCH, "bing", "cpc", "uk_brand_exact", "Microsoft", "https://www.bing.com/"),
        new Way(SampleChannel.EMAIL, "newsletter", "email", "week_09", "", ""),
        new Way(SampleChannel.PAID_SOCIAL, "facebook", "paid_social", "rooms_prospecting", "Facebook", ""),
        new Way(SampleChannel.REFERRAL, "", "", "", "", "https://dailyharbour.example/home/review"),
    };

    /** A custom event of the tracker on a page. */
    private record Happening(String name, String data, String friction) {}

    private static final Happening[] HAPPENINGS = {
        new Happening("web_vitals", "\"lcp\":1.9,\"cls\":0.02,\"inp\":120", ""),
        new Happening("web_vitals", "\"lcp\":4.9,\"cls\":0.02,\"inp\":180", "slow_page"),
        new Happening("site_search", "\"terms\":[\"oak\"],\"totalResults\":7", ""),
        new Happening("site_search", "\"terms\":[\"ember\"],\"totalResults\":0", "empty_search"),
        new Happening("application_error", "\"message\":\"x is \\\"undefined\\\"\"", "script_error"),
    };

    private final SampleSpec spec;
    private final SampleScale scale;
    private final SampleDays days;
    private final SampleDrops drops;
    private final SampleBrowsers browsers;
    private final long seed;
    private final Map<String, Object> byDay = new TreeMap<>();
    private final Map<String, Long> friction = new TreeMap<>();
    private long visits;
    private long events;
    private long sentAgain;
    private long withoutDerivedTime;

    public SnowplowFeed(SampleSpec spec, SampleScale scale, SamplePeople people, SampleDays days, SampleDrops drops) {
        this.spec = spec;
        this.scale = scale;
        this.days = days;
        this.drops = drops;
        this.seed = SeededRandom.mix(spec.seed(), 1601);
        this.browsers = new SampleBrowsers(people, visitsPerDay() * 3, SeededRandom.mix(seed, 1));
    }

    /** Writes the events of a day and returns its visits by channel. */
    public EnumCounts<SampleChannel> write(int day) throws IOException {
        LocalDate delivery = spec.delivery(day);
        Path file = drops.pathFor(
                delivery, "snowplow", "enriched_" + SampleDays.compactDate(spec.activity(day)) + ".tsv.gz");
        StringBuilder text = new StringBuilder();
        SampleRowCounts counts = new SampleRowCounts();
        counts.addFile();
        EnumCounts<SampleChannel> channels = new EnumCounts<>(SampleChannel.class);
        SnowplowRow last = null;
        for (int visit = 0; visit < visitsPerDay(); visit++) {
            Way way = WAYS[SeededRandom.below(SeededRandom.mix(seed, 2, day, visit), WAYS.length)];
            channels.add(way.channel(), 1);
            last = appendVisit(day, visit, way, text, counts);
        }
        if (!spec.plain()) {
            appendUnusualRows(day, last, text, counts);
        }
        try (GzipWriter out = GzipWriter.create(file)) {
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        }
        drops.recordFile(file, delivery, SOURCE, counts);
        visits += channels.sum();
        byDay.put(spec.activity(day).toString(), channels.truth(SampleChannel::label));
        return channels;
    }

    public Map<String, Object> truth() {
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("visits", visits);
        truth.put("visits_by_day_channel", byDay);
        truth.put("events", events);
        truth.put("events_sent_again", sentAgain);
        truth.put("events_without_derived_time", withoutDerivedTime);
        truth.put("friction", friction);
        truth.put("anonymous_browsers", browsers.anonymousCount());
        truth.put("rule", "these visits are among all visits too; robots and events without consent are in none");
        return truth;
    }

    private int visitsPerDay() {
        return (int) Math.max(LEAST_VISITS, scale.visits() * 15 / 1000);
    }

    private SnowplowRow appendVisit(int day, int number, Way way, StringBuilder text, SampleRowCounts counts) {
        SeededRandom chance = new SeededRandom(SeededRandom.mix(seed, 3, day, number));
        int browser = browsers.browserOf(day, number);
        long millis = (days.start(day) + 7 * 3600L + chance.below(12 * 3600)) * 1000 + chance.below(1000);
        SnowplowRow visit = new SnowplowRow()
                .set("app_id", "journal")
                .set("platform", "web")
                .set("user_id", browsers.login(browser))
                .set("domain_userid", "d7" + VendorIds.base62(browser, 6))
                .set("domain_sessionid", "s7" + VendorIds.base62(day * 10_000_000L + number, 8))
                .set("domain_sessionidx", String.valueOf(day + 1))
                .set("geo_country", "US")
                .set("page_url", "https://journal.juniperhome.example/oak-" + number % 9)
                .set("page_title", "Oak, and \"why\"")
                .set("contexts", CONTEXT.replace("%s", "pv" + day + "-" + number))
                .set("useragent", "Mozilla/5.0")
                .set("br_family", "Firefox")
                .set("br_type", "Browser")
                .set("os_family", browser % 2 == 0 ? "Windows" : "iOS")
                .set("dvce_type", browser % 2 == 0 ? "Computer" : "Mobile")
                .set("dvce_ismobile", browser % 2 == 0 ? "0" : "1");
        SnowplowRow view = event(visit, day, number, 0, millis, "page_view", "page_view");
        view.set("mkt_source", way.source())
                .set("mkt_medium", way.medium())
                .set("mkt_campaign", way.campaign())
                .set("mkt_network", way.network())
                .set(
                        "mkt_clickid",
                        way.network().isEmpty() ? "" : "c7" + VendorIds.base62(day * 1_000_000L + number, 7))
                .set("page_referrer", way.referrer());
        appendRow(view, text, counts);
        int pings = chance.between(1, 4);
        for (int i = 1; i <= pings; i++) {
            millis += 10_001;
            SnowplowRow ping = event(visit, day, number, i, millis, "page_ping", "page_ping");
            if (!spec.plain() && (number + i) % 5 == 0) {
                ping.set("derived_tstamp", "");
                withoutDerivedTime++;
            }
            appendRow(ping, text, counts);
        }
        Happening happening = chance.pick(HAPPENINGS);
        SnowplowRow last = event(visit, day, number, pings + 1, millis + 900, "unstruct", happening.name())
                .set("unstruct_event", "{\"data\":{\"data\":{" + happening.data() + "}}}");
        appendRow(last, text, counts);
        if (!happening.friction().isEmpty()) {
            friction.merge(happening.friction(), 1L, Long::sum);
        }
        return last;
    }

    private static SnowplowRow event(
            SnowplowRow visit, int day, int number, int place, long millis, String kind, String name) {
        String id = VendorIds.base62(day, 3) + VendorIds.base62(number, 5) + VendorIds.base62(place, 2);
        return visit.copy()
                .set("event", kind)
                .set("event_name", name)
                .set("event_id", "7e0e0000-0000-4000-" + id)
                .set("event_fingerprint", "f" + id)
                .set("derived_tstamp", time(millis))
                .set("collector_tstamp", time(millis + 700))
                .set("etl_tstamp", time(millis + 5_400_000));
    }

    private void appendRow(SnowplowRow row, StringBuilder text, SampleRowCounts counts) {
        text.append(row.line());
        counts.addGood(1);
        events++;
    }

    /**
     * Appends events outside of visits, events sent twice, and malformed rows. They are few because the share of
     * quarantined rows is limited.
     */
    private void appendUnusualRows(int day, SnowplowRow like, StringBuilder text, SampleRowCounts counts) {
        long millis = (days.start(day) + 40_000) * 1000;
        text.append(like.line());
        counts.addDuplicates(1);
        text.append(
                like.copy().set("collector_tstamp", time(millis + 30_000_000)).line());
        counts.addGood(1);
        sentAgain++;
        SnowplowRow other =
                event(like, day, 90_000, 0, millis, "page_view", "page_view").set("unstruct_event", "");
        appendRow(
                other.copy()
                        .set("domain_userid", "")
                        .set("domain_sessionid", "")
                        .set("user_id", ""),
                text,
                counts);
        SnowplowRow robot = event(other, day, 90_001, 0, millis, "page_view", "page_view")
                .set("br_type", "Robot")
                .set("user_id", "")
                .set("domain_userid", "d7robot")
                .set("domain_sessionid", "s7robot" + day);
        appendRow(robot, text, counts);
        SnowplowRow unreal = event(other, day, 90_002, 0, millis, "page_view", "page_view");
        if (day % 2 == 0) {
            appendBrokenRow(MalformedReason.COLUMN_COUNT, unreal.shortLine(), text, counts);
            appendBrokenRow(
                    MalformedReason.TIMESTAMP,
                    unreal.set("derived_tstamp", "2026-02-30 10:00:00.000").line(),
                    text,
                    counts);
        } else {
            appendBrokenRow(
                    MalformedReason.ID_FORMAT,
                    unreal.copy().set("event_id", "7.0E+15").line(),
                    text,
                    counts);
            appendBrokenRow(MalformedReason.REQUIRED, unreal.set("event_id", "").line(), text, counts);
        }
    }

    private static void appendBrokenRow(
            MalformedReason reason, String line, StringBuilder text, SampleRowCounts counts) {
        text.append(line);
        counts.addMalformed(reason);
    }

    private static String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis));
    }
}
