package cx.warehouse.sample.web;

import cx.warehouse.sample.files.Utf8Buffer;
import cx.warehouse.sample.world.ProductCatalog;
import cx.warehouse.sample.world.SamplePeople;
import cx.warehouse.sample.world.SeededRandom;
import cx.warehouse.sample.world.ShopOrder;

/** Prepared parts of web events: pages, devices, places, and the parameters of certain kinds of events. */
final class Ga4EventPieces {
    static final String[] DEVICES = {"mobile", "desktop", "mobile", "desktop", "tablet"};

    private static final String[] SYSTEMS = {"iOS", "Windows", "Android", "Macintosh", "iOS"};
    private static final String[] BROWSERS = {"Safari", "Chrome", "Chrome", "Firefox", "Safari"};
    private static final byte[][] PAGES = pages("https://" + ProductCatalog.HOST);
    private static final byte[][] APP_PAGES = pages("https://app.juniperhome.example");
    private static final byte[][] TITLES = titles();
    private static final byte[][] WEB_DEVICES = devices(false);
    private static final byte[][] APP_DEVICES = devices(true);
    private static final byte[][] PLACES = places();
    private static final byte[][] TERMS = {
        Utf8Buffer.encode("lamp"),
        Utf8Buffer.encode("linen"),
        Utf8Buffer.encode("oak"),
        Utf8Buffer.encode("gift"),
        Utf8Buffer.encode("rug"),
        Utf8Buffer.encode("teapot")
    };
    private static final String[] METRICS = {"LCP", "INP", "CLS"};
    /** Limits in thousandths: above the first a value needs improvement, above the second it is poor. */
    private static final int[][] LIMITS = {{2_500, 4_000}, {200_000, 500_000}, {100, 250}};

    private static final int SLOW_PAGE = ProductCatalog.FIRST_ITEM + 7;

    private Ga4EventPieces() {}

    static byte[] page(int page, boolean app) {
        return app ? APP_PAGES[page] : PAGES[page];
    }

    static byte[] title(int page) {
        return TITLES[page];
    }

    static byte[] term(long draw) {
        return TERMS[SeededRandom.below(draw, TERMS.length)];
    }

    static byte[] device(int device, int country, boolean app) {
        return (app ? APP_DEVICES : WEB_DEVICES)[device * SamplePeople.COUNTRIES.length + country];
    }

    static byte[] place(int country) {
        return PLACES[country];
    }

    /** Appends a parameter with a text. */
    static void putText(String key, byte[] value, Utf8Buffer out) {
        out.put(",{\"key\":\"")
                .put(key)
                .put("\",\"value\":{\"string_value\":\"")
                .put(value)
                .put("\"}}");
    }

    /** Appends a parameter with an integer. */
    static void putWhole(String key, long value, Utf8Buffer out) {
        out.put(",{\"key\":\"")
                .put(key)
                .put("\",\"value\":{\"int_value\":\"")
                .put(value)
                .put("\"}}");
    }

    /** Appends the value of a cart or an order, with its currency. */
    static void putAmount(long cents, String currency, Utf8Buffer out) {
        out.put(",{\"key\":\"value\",\"value\":{\"double_value\":").putCents(cents);
        out.put("}},{\"key\":\"currency\",\"value\":{\"string_value\":\"")
                .put(currency)
                .put("\"}}");
    }

    /** Appends a Core Web Vitals measurement (LCP, INP or CLS); one page is slow. */
    static void putVitals(long draw, int page, Utf8Buffer out) {
        int metric = SeededRandom.below(draw, METRICS.length);
        int[] limits = LIMITS[metric];
        int quality = SeededRandom.below(SeededRandom.mix(draw, 1), 1000);
        int poor = page == SLOW_PAGE ? 450 : 60;
        int low = quality < poor ? limits[1] + 1 : quality < poor + 200 ? limits[0] + 1 : limits[0] / 5;
        int high = quality < poor ? limits[1] * 2 : quality < poor + 200 ? limits[1] : limits[0];
        int value = low + SeededRandom.below(SeededRandom.mix(draw, 4), high - low);
        putText("metric_name", Utf8Buffer.encode(METRICS[metric]), out);
        out.put(",{\"key\":\"metric_value\",\"value\":{\"double_value\":")
                .putThousandths(value)
                .put("}}");
        String rating = value > limits[1] ? "poor" : value > limits[0] ? "needs-improvement" : "good";
        putText("metric_rating", Utf8Buffer.encode(rating), out);
    }

    /** Appends the parameters of a friction event; nothing for other kinds of events. */
    static void putFriction(WebEventKind kind, long draw, Utf8Buffer out) {
        switch (kind) {
            case PAGE_NOT_FOUND -> {
                putText("link_url", PAGES[ProductCatalog.GONE], out);
                putWhole("status_code", SeededRandom.isBelowPerMille(draw, 200) ? 410 : 404, out);
            }
            case EXCEPTION -> {
                putText("description", Utf8Buffer.encode("TypeError: price is undefined"), out);
                putWhole("fatal", SeededRandom.isBelowPerMille(draw, 300) ? 1 : 0, out);
            }
            case RAGE_CLICK -> {
                putText("element", Utf8Buffer.encode("button.apply-voucher"), out);
                putWhole("click_count", 3L + SeededRandom.below(draw, 6), out);
            }
            case DEAD_CLICK -> putText("element", Utf8Buffer.encode("img.hero"), out);
            default -> {}
        }
    }

    /** Appends the order in the {@code ecommerce} field and the {@code items} list, where GA4 repeats it. */
    static void putEcommerce(ShopOrder order, Utf8Buffer out) {
        out.put(",\"ecommerce\":{\"transaction_id\":\"").put(order.number());
        out.put("\",\"purchase_revenue\":").putCents(order.subtotal()).put("},\"items\":[");
        for (int i = 0; i < order.items().size(); i++) {
            ProductCatalog.Item item = order.items().get(i);
            out.put(i == 0 ? "" : ",").put("{\"item_id\":\"").put(item.sku());
            out.put("\",\"price\":")
                    .putCents(item.cents())
                    .put(",\"quantity\":\"")
                    .put(order.quantities().get(i).longValue());
            out.put("\"}");
        }
        out.put("]");
    }

    private static byte[][] pages(String site) {
        byte[][] pages = new byte[ProductCatalog.PAGES.length][];
        for (int i = 0; i < pages.length; i++) {
            pages[i] = Utf8Buffer.encode(site + ProductCatalog.PAGES[i]);
        }
        return pages;
    }

    private static byte[][] titles() {
        byte[][] titles = new byte[ProductCatalog.PAGES.length][];
        for (int i = 0; i < titles.length; i++) {
            boolean item = i >= ProductCatalog.FIRST_ITEM && i < ProductCatalog.CART;
            String name = item
                    ? ProductCatalog.ITEMS[i - ProductCatalog.FIRST_ITEM].name().replace("\"", "\\\"")
                    : ProductCatalog.PAGES[i].substring(1);
            titles[i] = Utf8Buffer.encode((name.isEmpty() ? "" : name + " – ") + ProductCatalog.SHOP);
        }
        return titles;
    }

    private static byte[][] devices(boolean app) {
        byte[][] devices = new byte[DEVICES.length * SamplePeople.COUNTRIES.length][];
        for (int i = 0; i < devices.length; i++) {
            int device = i / SamplePeople.COUNTRIES.length;
            String web = app
                    ? "null"
                    : "{\"browser\":\"" + BROWSERS[device] + "\",\"browser_version\":\"1" + (device + 20)
                            + ".0\",\"hostname\":\"" + ProductCatalog.HOST + "\"}";
            devices[i] =
                    Utf8Buffer.encode(",\"device\":{\"category\":\"" + DEVICES[device] + "\",\"operating_system\":\""
                            + SYSTEMS[device] + "\",\"language\":\""
                            + SamplePeople.COUNTRIES[i % SamplePeople.COUNTRIES.length].language()
                            + "\",\"web_info\":" + web + "}");
        }
        return devices;
    }

    private static byte[][] places() {
        byte[][] places = new byte[SamplePeople.COUNTRIES.length][];
        for (int i = 0; i < places.length; i++) {
            SamplePeople.Country country = SamplePeople.COUNTRIES[i];
            places[i] = Utf8Buffer.encode(",\"geo\":{\"country\":\"" + country.name() + "\",\"region\":\""
                    + country.region() + "\",\"city\":\"" + country.city() + "\"}");
        }
        return places;
    }
}
