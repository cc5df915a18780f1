package cx.warehouse.sample;

import java.util.EnumMap;
import java.util.Map;

/** Writes the events of visits as lines of JSON, in the form of the analytics vendor's export. */
final class EventWriter {
    private static final byte[] NOTHING = {};
    private static final long MICROS = 1_000_000L;

    private final Days days;
    private final Map<EventKind, byte[]> openings = new EnumMap<>(EventKind.class);
    private final byte[][] dates;
    private final long idBase;
    private final Scale scale;
    private final Bytes head = new Bytes();
    private final Bytes tail = new Bytes();
    private Visit visit;
    private byte[] headPiece = NOTHING;
    private byte[] tailPiece = NOTHING;
    private byte[] click = NOTHING;
    private byte[] post = NOTHING;
    private int views;

    EventWriter(SampleSpec spec, Scale scale, Days days) {
        this.days = days;
        this.scale = scale;
        this.idBase = 1_690_000_000L;
        for (EventKind kind : EventKind.values()) {
            openings.put(kind, Bytes.of("\",\"event_name\":\"" + kind.label() + "\",\"event_params\":["));
        }
        this.dates = new byte[spec.days() + 1][];
        for (int day = 0; day <= spec.days(); day++) {
            String date = Days.compact(spec.activity(day));
            dates[day] = Bytes.of("{\"event_date\":\"" + date + "\",\"event_timestamp\":\"");
        }
    }

    /** The click id of a visit, unique over the whole sample. */
    static byte[] clickId(Visit visit) {
        String start = visit.traffic.hasGoogleClick() ? "Cj0KCQ" : "c";
        long place = (visit.day * 4L + visit.number) * Integer.MAX_VALUE + visit.unit;
        return Bytes.of(start + Ids.base62(visit.clickSeed >>> 1, 11) + "_" + Ids.base62(place, 9) + "wcB");
    }

    /** Makes ready for the events of a visit, which must then be written in their order. */
    void begin(Visit next) {
        visit = next;
        views = 0;
        click = clickId(next);
        post = next.post < 0 ? NOTHING : Bytes.of(Posts.id(next.post));
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
            visitor(next);
            tail.put("\",\"privacy_info\":{\"analytics_storage\":\"Yes\",\"ads_storage\":\"Yes\"}");
        } else {
            tail.put(",\"user_pseudo_id\":null,\"privacy_info\":{\"analytics_storage\":\"No\",\"ads_storage\":\"No\"}");
        }
        int device = next.app ? 0 : Chance.below(Chance.mix(next.unit, 3), WebPieces.DEVICES.length);
        tail.put(WebPieces.device(device, next.country, next.app)).put(WebPieces.place(next.country));
        tail.put(
                next.app
                        ? ",\"stream_id\":\"4417120999\",\"platform\":\"IOS\""
                        : ",\"stream_id\":\"4417120936\",\"platform\":\"WEB\"");
        tail.put(",\"is_active_user\":true,\"event_bundle_sequence_id\":\"").put(next.unit * 4L + next.number + 1);
        tail.put("\",\"batch_event_index\":\"");
        tailPiece = tail.copyFrom(0);
    }

    /** Whether event {@code i} falls on the day on which the visit began. */
    boolean isSameDay(int i) {
        return visit.at[i] < days.length(visit.day) * MICROS;
    }

    /** Appends event {@code i} as one line, or passes it by when {@code wanted} is false; either way it has happened. */
    void event(int i, boolean wanted, Bytes out) {
        EventKind kind = visit.kind[i];
        int view = kind == EventKind.PAGE_VIEW ? views++ : -1;
        if (!wanted) {
            return;
        }
        Traffic traffic = view < 0 ? null : carried(view);
        out.put(dates[visit.day + (isSameDay(i) ? 0 : 1)]);
        out.put(days.start(visit.day) * MICROS + visit.at[i])
                .put(openings.get(kind))
                .put(headPiece);
        location(i, kind, traffic, out);
        params(i, kind, view, traffic, out);
        out.put("],\"user_id\":");
        user(i, out);
        out.put(tailPiece).put(i + 1L).put("\",\"collected_traffic_source\":");
        if (traffic == null) {
            out.put("null");
        } else {
            traffic.putCollected(out, click, post);
        }
        if (kind == EventKind.PURCHASE) {
            WebPieces.ecommerce(visit.order, out);
        }
        out.put("}\n");
    }

    private Traffic carried(int view) {
        if (view == visit.trafficView) {
            return visit.traffic;
        }
        return view == 1 ? visit.laterTraffic : null;
    }

    private void visitor(Visit of) {
        long kept = of.unit < scale.freshStart() ? of.unit : of.unit + (long) of.day * scale.fresh();
        tail.put(100_000_000L + Chance.below(Chance.mix(kept, 91), 1_900_000_000))
                .put('.')
                .put(idBase + kept);
    }

    private void user(int i, Bytes out) {
        long person = i >= visit.secondLoginEvent ? visit.secondLogin : i >= visit.loginEvent ? visit.login : -1;
        if (person < 0) {
            out.put("null");
        } else {
            out.put('"').put(People.login(person)).put('"');
        }
    }

    private void location(int i, EventKind kind, Traffic traffic, Bytes out) {
        out.put(WebPieces.page(visit.page[i], visit.app));
        if (traffic != null) {
            traffic.putQuery(out, click, post);
        } else if (views == 0 && visit.trafficView == 0) {
            visit.traffic.putQuery(out, click, post);
        } else if (kind == EventKind.SEARCH) {
            out.put("?q=").put(WebPieces.term(draw(i)));
        }
        out.put("\"}},{\"key\":\"page_title\",\"value\":{\"string_value\":\"")
                .put(WebPieces.title(visit.page[i]))
                .put("\"}}");
    }

    private void params(int i, EventKind kind, int view, Traffic traffic, Bytes out) {
        long draw = draw(i);
        switch (kind) {
            case PAGE_VIEW -> {
                if (traffic != null) {
                    traffic.putParams(out);
                }
                if (view > 0) {
                    if (traffic == null && !visit.app) {
                        WebPieces.text("page_referrer", WebPieces.page(visit.page[i - 1], false), out);
                    }
                    WebPieces.whole("engagement_time_msec", 800L + Chance.below(draw, 40_000), out);
                }
            }
            case WEB_VITALS -> WebPieces.vitals(draw, visit.page[i], out);
            case SEARCH -> {
                WebPieces.text("search_term", WebPieces.term(draw), out);
                WebPieces.whole(
                        "results_count", Chance.falls(Chance.mix(draw, 2), 130) ? 0 : 1 + Chance.below(draw, 40), out);
            }
            case SCROLL -> WebPieces.whole("percent_scrolled", 90, out);
            case LOGIN -> WebPieces.text("method", Bytes.of("password"), out);
            case PURCHASE -> {
                WebPieces.text("transaction_id", Bytes.of(Long.toString(visit.order.number())), out);
                WebPieces.amount(visit.order.subtotal(), visit.order.currency(), out);
            }
            case ADD_TO_CART, BEGIN_CHECKOUT, ADD_PAYMENT_INFO ->
                WebPieces.amount(
                        1_290L + Chance.below(Chance.mix(visit.clickSeed, 8), 30_000),
                        People.COUNTRIES[visit.country].currency(),
                        out);
            default -> WebPieces.friction(kind, draw, out);
        }
    }

    private long draw(int i) {
        return Chance.mix(visit.clickSeed, i);
    }
}
