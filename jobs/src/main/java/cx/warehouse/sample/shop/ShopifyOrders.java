package cx.warehouse.sample.shop;

import cx.warehouse.sample.files.DelimitedWriter;
import cx.warehouse.sample.files.MalformedReason;
import cx.warehouse.sample.files.SampleDrops;
import cx.warehouse.sample.web.Ga4Shard;
import cx.warehouse.sample.web.SeenPeople;
import cx.warehouse.sample.web.VisitEventPlanner;
import cx.warehouse.sample.world.ProductCatalog;
import cx.warehouse.sample.world.SampleAmounts;
import cx.warehouse.sample.world.SampleDays;
import cx.warehouse.sample.world.SampleExchangeRates;
import cx.warehouse.sample.world.SamplePeople;
import cx.warehouse.sample.world.SampleScale;
import cx.warehouse.sample.world.SampleSpec;
import cx.warehouse.sample.world.SeededRandom;
import cx.warehouse.sample.world.ShopOrder;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Writes the order exports of the web shop, with refunds one or two nights later, and keeps the truth about both. */
public final class ShopifyOrders {
    public static final String SOURCE = "shopify_order";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xx", Locale.ROOT);
    private static final List<String> HEADER =
            List.of(("Name;Email;Financial Status;Paid at;Fulfillment Status;Accepts Marketing;Currency;Subtotal;"
                            + "Shipping;Taxes;Total;Discount Code;Discount Amount;Created at;Lineitem quantity;"
                            + "Lineitem name;Lineitem price;Lineitem sku;Billing Name;Billing Country;Refunded Amount;Id;"
                            + "Source;Phone")
                    .split(";"));
    private static final int CREATED_AT = 13;
    private static final int SUBTOTAL = 7;

    /**
     * An order that is delivered again with a refund, in hundredths: the whole refund and the part of it for goods.
     */
    private record Refund(ShopOrder order, long amount, long goods) {}

    private final SampleSpec spec;
    private final SampleScale scale;
    private final SamplePeople people;
    private final SampleDays days;
    private final SampleExchangeRates rates;
    private final SeenPeople marks;
    private final SampleDrops drops;
    private final long seed;
    private final Map<Integer, List<Refund>> refunds = new TreeMap<>();
    private final SampleAmounts gross = new SampleAmounts();
    private final SampleAmounts net = new SampleAmounts();
    private final SampleAmounts byChannel = new SampleAmounts();
    private final Map<String, Long> ordersByChannel = new TreeMap<>();
    private final Map<String, BigDecimal> byCurrency = new TreeMap<>();
    private long orders;
    private long refunded;

    public ShopifyOrders(
            SampleSpec spec,
            SampleScale scale,
            SamplePeople people,
            SampleDays days,
            SampleExchangeRates rates,
            SeenPeople marks,
            SampleDrops drops) {
        this.spec = spec;
        this.scale = scale;
        this.people = people;
        this.days = days;
        this.rates = rates;
        this.marks = marks;
        this.drops = drops;
        this.seed = SeededRandom.mix(spec.seed(), 401);
    }

    /** The orders of a day: those of visits, and some that web analytics never saw. */
    public List<ShopOrder> orders(int day, List<Ga4Shard.Result> shards) {
        List<ShopOrder> all = new ArrayList<>();
        shards.forEach(shard -> all.addAll(shard.orders()));
        int unseen = Math.max(2, all.size() * 6 / 100);
        long guests = scale.customers() + scale.pool() + (long) spec.days() * (scale.units() - scale.freshStart());
        for (int i = 0; i < unseen; i++) {
            SeededRandom chance = new SeededRandom(SeededRandom.mix(seed, 1, day, i));
            long known = chance.hits(0.5) ? people.customerNear(chance.below(Long.MAX_VALUE), true, false, 0) : -1;
            long person = known >= 0 ? known : guests + (long) day * scale.units() + i;
            long number = (day + 1) * VisitEventPlanner.orderBlock(scale) + scale.units() * 4L + i;
            long second = days.start(day) + chance.below(days.length(day));
            all.add(ShopOrder.draw(chance, number, person, null, day, second, people.currency(person)));
        }
        return all;
    }

    /** Writes the export of a day: its orders, and refunds of earlier ones. */
    public void write(int day, List<ShopOrder> ordersOfDay) throws IOException {
        String name = "orders_export_" + SampleDays.compactDate(spec.delivery(day)) + ".csv";
        Path file = drops.pathFor(spec.delivery(day), "shopify", name);
        List<String> header = new ArrayList<>(HEADER);
        boolean wider = !spec.plain() && day > 0;
        if (wider) {
            header.add("Payment Method");
        }
        try (DelimitedWriter sheet = new DelimitedWriter(Files.newOutputStream(file), DelimitedWriter.Style.PLAIN)) {
            sheet.writeHeader(header);
            List<List<String>> last = List.of();
            for (ShopOrder order : ordersOfDay) {
                last = writeLines(order, 0, wider, sheet);
                count(order);
                planRefund(order);
            }
            for (Refund refund : refunds.getOrDefault(day, List.of())) {
                last = writeLines(refund.order(), refund.amount(), wider, sheet);
                count(refund);
            }
            refunds.remove(day);
            if (!spec.plain()) {
                for (List<String> line : last) {
                    sheet.repeatRow(line);
                }
                writeBrokenRows(ordersOfDay.get(0), wider, sheet);
            }
            sheet.finish();
            drops.recordFile(file, spec.delivery(day), SOURCE, sheet.counts());
        }
    }

    public Map<String, Object> truth() {
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("count", orders);
        truth.put("refunded", refunded);
        truth.put("gross_usd", gross.total());
        truth.put("net_usd", net.total());
        truth.put("gross_usd_by_day", gross.byKey());
        truth.put("net_usd_by_day", net.byKey());
        truth.put("subtotal_by_currency", new TreeMap<>(byCurrency));
        truth.put("count_by_session_channel", new TreeMap<>(ordersByChannel));
        truth.put("gross_usd_by_session_channel", byChannel.byKey());
        return truth;
    }

    private void count(ShopOrder order) {
        orders++;
        BigDecimal subtotal = SampleAmounts.decimal(order.subtotal());
        BigDecimal dollars = rates.dollars(subtotal, order.currency(), spec.activity(order.day()));
        String date = spec.activity(order.day()).toString();
        String channel =
                order.channel() == null ? "(no visit)" : order.channel().label();
        gross.add(date, dollars);
        net.add(date, dollars);
        byChannel.add(channel, dollars);
        ordersByChannel.merge(channel, 1L, Long::sum);
        byCurrency.merge(order.currency(), subtotal, BigDecimal::add);
        marks.markOrder(order.person(), usesSecondEmail(order));
    }

    private void count(Refund refund) {
        refunded++;
        BigDecimal dollars = rates.dollars(
                SampleAmounts.decimal(refund.goods()),
                refund.order().currency(),
                spec.activity(refund.order().day()));
        net.add(spec.activity(refund.order().day()).toString(), dollars.negate());
    }

    private void planRefund(ShopOrder order) {
        long draw = SeededRandom.mix(seed, 2, order.number());
        int day = order.day() + 1 + SeededRandom.below(draw, 2);
        boolean first = refunds.isEmpty() && order.day() == 0;
        boolean comes = first
                ? spec.days() > 1
                : day < spec.days() && SeededRandom.isBelowPerMille(SeededRandom.mix(draw, 1), 60);
        if (!comes) {
            return;
        }
        boolean whole =
                first || order.items().size() == 1 || SeededRandom.isBelowPerMille(SeededRandom.mix(draw, 2), 600);
        long part = Math.min(order.items().get(0).cents(), order.subtotal());
        Refund refund = whole ? new Refund(order, order.total(), order.subtotal()) : new Refund(order, part, part);
        refunds.computeIfAbsent(Math.min(day, spec.days() - 1), key -> new ArrayList<>())
                .add(refund);
    }

    private List<List<String>> writeLines(ShopOrder order, long refund, boolean wider, DelimitedWriter sheet)
            throws IOException {
        List<List<String>> lines = new ArrayList<>();
        for (int line = 0; line < order.items().size(); line++) {
            lines.add(line(order, line, refund, wider));
            sheet.writeRow(lines.get(line));
        }
        return lines;
    }

    private List<String> line(ShopOrder order, int line, long refund, boolean wider) {
        ProductCatalog.Item item = order.items().get(line);
        String created = TIME.format(ZonedDateTime.ofInstant(Instant.ofEpochSecond(order.second()), SampleDays.ZONE));
        String status = refund == 0 ? "paid" : refund == order.total() ? "refunded" : "partially_refunded";
        boolean first = line == 0;
        List<String> fields = new ArrayList<>(HEADER.size() + 1);
        fields.addAll(List.of("#" + order.number(), email(order)));
        fields.addAll(
                first
                        ? List.of(
                                status,
                                created,
                                "fulfilled",
                                order.number() % 3 == 0 ? "no" : "yes",
                                order.currency(),
                                SampleAmounts.plainDecimal(order.subtotal()),
                                SampleAmounts.plainDecimal(order.shipping()),
                                SampleAmounts.plainDecimal(order.tax()),
                                SampleAmounts.plainDecimal(order.total()),
                                order.discount() > 0 ? "NEST10" : "",
                                SampleAmounts.plainDecimal(order.discount()))
                        : List.of("", "", "", "", "", "", "", "", "", "", ""));
        fields.addAll(List.of(
                created,
                String.valueOf(order.quantities().get(line)),
                item.name(),
                SampleAmounts.plainDecimal(item.cents()),
                item.sku()));
        fields.addAll(
                first
                        ? List.of(
                                people.firstName(order.person()) + " " + people.lastName(order.person()),
                                people.countryCode(order.person()),
                                SampleAmounts.plainDecimal(refund),
                                String.valueOf(5_300_000_000_000L + order.number()),
                                "web",
                                "")
                        : List.of("", "", "", "", "", ""));
        if (wider) {
            fields.add(first ? "card" : "");
        }
        return fields;
    }

    private boolean usesSecondEmail(ShopOrder order) {
        return people.hasDuplicateContact(order.person()) && order.number() % 2 == 0;
    }

    /** The e-mail address as the customer typed it, sometimes with capitals or a trailing space. */
    private String email(ShopOrder order) {
        String email = usesSecondEmail(order) ? people.secondEmail(order.person()) : people.email(order.person());
        return switch (SeededRandom.below(SeededRandom.mix(seed, 3, order.number()), 10)) {
            case 0 -> email.toUpperCase(Locale.ROOT);
            case 1 -> email + " ";
            case 2 -> Character.toUpperCase(email.charAt(0)) + email.substring(1);
            default -> email;
        };
    }

    private void writeBrokenRows(ShopOrder like, boolean wider, DelimitedWriter sheet) throws IOException {
        ShopOrder unreal = new ShopOrder(
                like.number() + VisitEventPlanner.orderBlock(scale) / 2 * 800,
                like.person(),
                null,
                like.day(),
                like.second(),
                like.currency(),
                like.items(),
                like.quantities(),
                like.discount(),
                like.shipping());
        List<String> fields = line(unreal, 0, 0, wider);
        sheet.writeMalformed(MalformedReason.REQUIRED, fields, 0, "");
        sheet.writeMalformed(MalformedReason.NUMBER, fields, SUBTOTAL, "12.3.4");
        sheet.writeMalformed(MalformedReason.TIMESTAMP, fields, CREATED_AT, "2026-02-30 10:00:00 -0500");
        sheet.writeShortRow(fields, 4);
    }
}
