package cx.warehouse.sample.web;

import cx.warehouse.sample.files.Utf8Buffer;
import cx.warehouse.sample.media.FacebookPosts;
import cx.warehouse.sample.world.SampleDays;
import cx.warehouse.sample.world.SamplePeople;
import cx.warehouse.sample.world.SampleScale;
import cx.warehouse.sample.world.SampleSpec;
import cx.warehouse.sample.world.SeededRandom;
import cx.warehouse.sample.world.VendorIds;
import java.util.EnumMap;
import java.util.Map;

/** Writes the events of visits as JSON lines in the format of the GA4 export. */
final class Ga4EventWriter {
    private static final byte[] NOTHING = {};
    private static final long MICROS = 1_000_000L;

    private final SampleDays days;
    private final Map<WebEventKind, byte[]> openings = new EnumMap<>(WebEventKind.class);
    private final byte[][] dates;
    private final long idBase;
    private final SampleScale scale;
    private final Utf8Buffer head = new Utf8Buffer();
    private final Utf8Buffer tail = new Utf8Buffer();
    private PlannedVisit visit;
    private byte[] headPiece = NOTHING;
    private byte[] tailPiece = NOTHING;
    private byte[] click = NOTHING;
    private byte[] post = NOTHING;
    private int views;

    Ga4EventWriter(SampleSpec spec, SampleScale scale, SampleDays days) {
        this.days = days;
        this.scale = scale;
        this.idBase = 1_690_000_000L;
        for (WebEventKind kind : WebEventKind.values()) {
            openings.put(kind, Utf8Buffer.encode("\",\"event_name\":\"" + kind.label() + "\",\"event_params\":["));
        }
        this.dates = new byte[spec.days() + 1][];
        for (int day = 0; day <= spec.days(); day++) {
            String date = SampleDays.compactDate(spec.activity(day));
            dates[day] = Utf8Buffer.encode("{\"event_date\":\"" + date + "\",\"event_timestamp\":\"");
        }
    }

    /** The click id of a visit, unique in the whole sample. */
    static byte[] clickId(PlannedVisit visit) {
        String start = visit.traffic.hasGoogleClick() ? "Cj0KCQ" : "c";
        long place = (visit.day * 4L + visit.number) * Integer.MAX_VALUE + visit.unit;
        return Utf8Buffer.encode(
                start + VendorIds.base62(visit.clickSeed >>> 1, 11) + "_" + VendorIds.base62(place, 9) + "wcB");
    }

    /** Prepares the events of a visit, which must then be written in order. */
    void begin(PlannedVisit next) {
        visit = next;
        views = 0;
        click = clickId(next);
        post = next.post < 0 ? NOTHING : Utf8Buffer.encode(FacebookPosts.postId(next.post));
        head.clear();
        tail.clear();
        if (next.consent) {
            head.put("{\"key\":\"ga_session_id\",\"value\":{\"int_value\":\"")
                    .put(days.start(next.day) + next.startSecond);
            head.put("\"}},{\"key\":\"ga_session_number\",\"value\":{\"int_value\":\"");
            head.put(next.returning ? 2 + next.day + next.number : 1L).put("\"}},");
        }
        head.put("{\"key\":\"session_engaged\",\"value\":{\"string_value\":\"").put(next.events > 4 ? '1' : '0');
        head.put("\"}},{\"key\":\"page_location\",\"value\":{\"string_value\":\"");
        headPiece = head.copyFrom(0);
        if (next.consent) {
            tail.put(",\"user_pseudo_id\":\"");
            putVisitor(next);
            tail.put("\",\"privacy_info\":{\"analytics_storage\":\"Yes\",\"ads_storage\":\"Yes\"}");
        } else {
            tail.put(",\"user_pseudo_id\":null,\"privacy_info\":{\"analytics_storage\":\"No\",\"ads_storage\":\"No\"}");
        }
        int device = next.app ? 0 : SeededRandom.below(SeededRandom.mix(next.unit, 3), Ga4EventPieces.DEVICES.length);
        tail.put(Ga4EventPieces.device(device, next.country, next.app)).put(Ga4EventPieces.place(next.country));
        tail.put(
                next.app
                        ? ",\"stream_id\":\"4417120999\",\"platform\":\"IOS\""
                        : ",\"stream_id\":\"4417120936\",\"platform\":\"WEB\"");
        tail.put(",\"is_active_user\":true,\"event_bundle_sequence_id\":\"").put(next.unit * 4L + next.number + 1);
        tail.put("\",\"batch_event_index\":\"");
        tailPiece = tail.copyFrom(0);
    }

    /** True when event {@code i} is on the day on which the visit began. */
    boolean isSameDay(int i) {
        return visit.at[i] < days.length(visit.day) * MICROS;
    }

    /**
     * Appends event {@code i} as one line. Events that are not {@code wanted} must be passed too, because page views
     * are counted here.
     */
    void writeEvent(int i, boolean wanted, Utf8Buffer out) {
        WebEventKind kind = visit.kind[i];
        int view = kind == WebEventKind.PAGE_VIEW ? views++ : -1;
        if (!wanted) {
            return;
        }
        SampleTraffic traffic = view < 0 ? null : trafficOf(view);
        out.put(dates[visit.day + (isSameDay(i) ? 0 : 1)]);
        out.put(days.start(visit.day) * MICROS + visit.at[i])
                .put(openings.get(kind))
                .put(headPiece);
        putLocation(i, kind, traffic, out);
        putParams(i, kind, view, traffic, out);
        out.put("],\"user_id\":");
        putUser(i, out);
        out.put(tailPiece).put(i + 1L).put("\",\"collected_traffic_source\":");
        if (traffic == null) {
            out.put("null");
        } else {
            traffic.putCollected(out, click, post);
        }
        if (kind == WebEventKind.PURCHASE) {
            Ga4EventPieces.putEcommerce(visit.order, out);
        }
        out.put("}\n");
    }

    private SampleTraffic trafficOf(int view) {
        if (view == visit.trafficView) {
            return visit.traffic;
        }
        return view == 1 ? visit.laterTraffic : null;
    }

    private void putVisitor(PlannedVisit of) {
        long kept = of.unit < scale.freshStart() ? of.unit : of.unit + (long) of.day * scale.freshUnits();
        tail.put(100_000_000L + SeededRandom.below(SeededRandom.mix(kept, 91), 1_900_000_000))
                .put('.')
                .put(idBase + kept);
    }

    private void putUser(int i, Utf8Buffer out) {
        long person = i >= visit.secondLoginEvent ? visit.secondLogin : i >= visit.loginEvent ? visit.login : -1;
        if (person < 0) {
            out.put("null");
        } else {
            out.put('"').put(SamplePeople.login(person)).put('"');
        }
    }

    private void putLocation(int i, WebEventKind kind, SampleTraffic traffic, Utf8Buffer out) {
        out.put(Ga4EventPieces.page(visit.page[i], visit.app));
        if (traffic != null) {
            traffic.putQuery(out, click, post);
        } else if (views == 0 && visit.trafficView == 0) {
            visit.traffic.putQuery(out, click, post);
        } else if (kind == WebEventKind.SEARCH) {
            out.put("?q=").put(Ga4EventPieces.term(draw(i)));
        }
        out.put("\"}},{\"key\":\"page_title\",\"value\":{\"string_value\":\"")
                .put(Ga4EventPieces.title(visit.page[i]))
                .put("\"}}");
    }

    private void putParams(int i, WebEventKind kind, int view, SampleTraffic traffic, Utf8Buffer out) {
        long draw = draw(i);
        switch (kind) {
            case PAGE_VIEW -> {
                if (traffic != null) {
                    traffic.putParams(out);
                }
                if (view > 0) {
                    if (traffic == null && !visit.app) {
                        Ga4EventPieces.putText("page_referrer", Ga4EventPieces.page(visit.page[i - 1], false), out);
                    }
                    Ga4EventPieces.putWhole("engagement_time_msec", 800L + SeededRandom.below(draw, 40_000), out);
                }
            }
            case WEB_VITALS -> Ga4EventPieces.putVitals(draw, visit.page[i], out);
            case SEARCH -> {
                Ga4EventPieces.putText("search_term", Ga4EventPieces.term(draw), out);
                Ga4EventPieces.putWhole(
                        "results_count",
                        SeededRandom.isBelowPerMille(SeededRandom.mix(draw, 2), 130)
                                ? 0
                                : 1 + SeededRandom.below(draw, 40),
                        out);
            }
            case SCROLL -> Ga4EventPieces.putWhole("percent_scrolled", 90, out);
            case LOGIN -> Ga4EventPieces.putText("method", Utf8Buffer.encode("password"), out);
            case PURCHASE -> {
                Ga4EventPieces.putText("transaction_id", Utf8Buffer.encode(Long.toString(visit.order.number())), out);
                Ga4EventPieces.putAmount(visit.order.subtotal(), visit.order.currency(), out);
            }
            case ADD_TO_CART, BEGIN_CHECKOUT, ADD_PAYMENT_INFO ->
                Ga4EventPieces.putAmount(
                        1_290L + SeededRandom.below(SeededRandom.mix(visit.clickSeed, 8), 30_000),
                        SamplePeople.COUNTRIES[visit.country].currency(),
                        out);
            default -> Ga4EventPieces.putFriction(kind, draw, out);
        }
    }

    private long draw(int i) {
        return SeededRandom.mix(visit.clickSeed, i);
    }
}
