package cx.warehouse.sample;

/** Pieces of web events that are prepared once: pages, devices, places, and the parameters of single kinds of events. */
final class WebPieces {
    static final String[] DEVICES = {"mobile", "desktop", "mobile", "desktop", "tablet"};

    private static final String[] SYSTEMS = {"iOS", "Windows", "Android", "Macintosh", "iOS"};
    private static final String[] BROWSERS = {"Safari", "Chrome", "Chrome", "Firefox", "Safari"};
    private static final byte[][] PAGES = pages("https://" + Goods.HOST);
    private static final byte[][] APP_PAGES = pages("https://app.juniperhome.example");
    private static final byte[][] TITLES = titles();
    private static final byte[][] WEB_DEVICES = devices(false);
    private static final byte[][] APP_DEVICES = devices(true);
    private static final byte[][] PLACES = places();
    private static final byte[][] TERMS = {
        Bytes.of("lamp"), Bytes.of("linen"), Bytes.of("oak"), Bytes.of("gift"), Bytes.of("rug"), Bytes.of("teapot")
    };
    private static final String[] METRICS = {"LCP", "INP", "CLS"};
    /** Limits in thousandths: above the first needs improvement, above the second is poor. */
    private static final int[][] LIMITS = {{2_500, 4_000}, {200_000, 500_000}, {100, 250}};

    private static final int SLOW_PAGE = Goods.FIRST_ITEM + 7;

    private WebPieces() {}

    static byte[] page(int page, boolean app) {
        return app ? APP_PAGES[page] : PAGES[page];
    }

    static byte[] title(int page) {
        return TITLES[page];
    }

    static byte[] term(long draw) {
        return TERMS[Chance.below(draw, TERMS.length)];
    }

    static byte[] device(int device, int country, boolean app) {
        return (app ? APP_DEVICES : WEB_DEVICES)[device * People.COUNTRIES.length + country];
    }

    static byte[] place(int country) {
        return PLACES[country];
    }

    /** A parameter that holds text. */
    static void text(String key, byte[] value, Bytes out) {
        out.put(",{\"key\":\"")
                .put(key)
                .put("\",\"value\":{\"string_value\":\"")
                .put(value)
                .put("\"}}");
    }

    /** A parameter that holds a whole number. */
    static void whole(String key, long value, Bytes out) {
        out.put(",{\"key\":\"")
                .put(key)
                .put("\",\"value\":{\"int_value\":\"")
                .put(value)
                .put("\"}}");
    }

    /** The value of a cart or an order, with its currency. */
    static void amount(long cents, String currency, Bytes out) {
        out.put(",{\"key\":\"value\",\"value\":{\"double_value\":").cents(cents);
        out.put("}},{\"key\":\"currency\",\"value\":{\"string_value\":\"")
                .put(currency)
                .put("\"}}");
    }

    /** A measurement of how a page loads, reacts or holds still; one page is slow. */
    static void vitals(long draw, int page, Bytes out) {
        int metric = Chance.below(draw, METRICS.length);
        int[] limits = LIMITS[metric];
        int quality = Chance.below(Chance.mix(draw, 1), 1000);
        int poor = page == SLOW_PAGE ? 450 : 60;
        int low = quality < poor ? limits[1] + 1 : quality < poor + 200 ? limits[0] + 1 : limits[0] / 5;
        int high = quality < poor ? limits[1] * 2 : quality < poor + 200 ? limits[1] : limits[0];
        int value = low + Chance.below(Chance.mix(draw, 4), high - low);
        text("metric_name", Bytes.of(METRICS[metric]), out);
        out.put(",{\"key\":\"metric_value\",\"value\":{\"double_value\":")
                .thousandths(value)
                .put("}}");
        String rating = value > limits[1] ? "poor" : value > limits[0] ? "needs-improvement" : "good";
        text("metric_rating", Bytes.of(rating), out);
    }

    /** What went wrong; nothing for other kinds of events. */
    static void friction(EventKind kind, long draw, Bytes out) {
        switch (kind) {
            case PAGE_NOT_FOUND -> {
                text("link_url", PAGES[Goods.GONE], out);
                whole("status_code", Chance.falls(draw, 200) ? 410 : 404, out);
            }
            case EXCEPTION -> {
                text("description", Bytes.of("TypeError: price is undefined"), out);
                whole("fatal", Chance.falls(draw, 300) ? 1 : 0, out);
            }
            case RAGE_CLICK -> {
                text("element", Bytes.of("button.apply-voucher"), out);
                whole("click_count", 3L + Chance.below(draw, 6), out);
            }
            case DEAD_CLICK -> text("element", Bytes.of("img.hero"), out);
            default -> {}
        }
    }

    /** The order as the analytics vendor repeats it beside the parameters. */
    static void ecommerce(Order order, Bytes out) {
        out.put(",\"ecommerce\":{\"transaction_id\":\"").put(order.number());
        out.put("\",\"purchase_revenue\":").cents(order.subtotal()).put("},\"items\":[");
        for (int i = 0; i < order.items().size(); i++) {
            Goods.Item item = order.items().get(i);
            out.put(i == 0 ? "" : ",").put("{\"item_id\":\"").put(item.sku());
            out.put("\",\"price\":")
                    .cents(item.cents())
                    .put(",\"quantity\":\"")
                    .put(order.quantities().get(i).longValue());
            out.put("\"}");
        }
        out.put("]");
    }

    private static byte[][] pages(String site) {
        byte[][] pages = new byte[Goods.PAGES.length][];
        for (int i = 0; i < pages.length; i++) {
            pages[i] = Bytes.of(site + Goods.PAGES[i]);
        }
        return pages;
    }

    private static byte[][] titles() {
        byte[][] titles = new byte[Goods.PAGES.length][];
        for (int i = 0; i < titles.length; i++) {
            boolean item = i >= Goods.FIRST_ITEM && i < Goods.CART;
            String name =
                    item ? Goods.ITEMS[i - Goods.FIRST_ITEM].name().replace("\"", "\\\"") : Goods.PAGES[i].substring(1);
            titles[i] = Bytes.of((name.isEmpty() ? "" : name + " – ") + Goods.SHOP);
        }
        return titles;
    }

    private static byte[][] devices(boolean app) {
        byte[][] devices = new byte[DEVICES.length * People.COUNTRIES.length][];
        for (int i = 0; i < devices.length; i++) {
            int device = i / People.COUNTRIES.length;
            String web = app
                    ? "null"
                    : "{\"browser\":\"" + BROWSERS[device] + "\",\"browser_version\":\"1" + (device + 20)
                            + ".0\",\"hostname\":\"" + Goods.HOST + "\"}";
            devices[i] = Bytes.of(",\"device\":{\"category\":\"" + DEVICES[device] + "\",\"operating_system\":\""
                    + SYSTEMS[device] + "\",\"language\":\"" + People.COUNTRIES[i % People.COUNTRIES.length].language()
                    + "\",\"web_info\":" + web + "}");
        }
        return devices;
    }

    private static byte[][] places() {
        byte[][] places = new byte[People.COUNTRIES.length][];
        for (int i = 0; i < places.length; i++) {
            People.Country country = People.COUNTRIES[i];
            places[i] = Bytes.of(",\"geo\":{\"country\":\"" + country.name() + "\",\"region\":\"" + country.region()
                    + "\",\"city\":\"" + country.city() + "\"}");
        }
        return places;
    }
}
