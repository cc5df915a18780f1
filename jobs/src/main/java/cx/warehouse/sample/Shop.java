package cx.warehouse.sample;

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

/** The web shop's exports of orders, the refunds that follow a night or two later, and the truth about both. */
final class Shop {
    static final String SOURCE = "shopify_order";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xx", Locale.ROOT);
    private static final List<String> HEADER =
            List.of(("Name;Email;Financial Status;Paid at;Fulfillment Status;Accepts Marketing;Currency;Subtotal;"
                            + "Shipping;Taxes;Total;Discount Code;Discount Amount;Created at;Lineitem quantity;"
                            + "Lineitem name;Lineitem price;Lineitem sku;Billing Name;Billing Country;Refunded Amount;Id;"
                            + "Source;Phone")
                    .split(";"));
    private static final int CREATED_AT = 13;
    private static final int SUBTOTAL = 7;

    /** An order that comes again with a refund: hundredths in all, and of these what was paid for the goods. */
    private record Refund(Order order, long amount, long goods) {}

    private final SampleSpec spec;
    private final Scale scale;
    private final People people;
    private final Days days;
    private final Rates rates;
    private final Marks marks;
    private final Drops drops;
    private final long seed;
    private final Map<Integer, List<Refund>> refunds = new TreeMap<>();
    private final Money gross = new Money();
    private final Money net = new Money();
    private final Money byChannel = new Money();
    private final Map<String, Long> ordersByChannel = new TreeMap<>();
    private final Map<String, BigDecimal> byCurrency = new TreeMap<>();
    private long orders;
    private long refunded;

    Shop(SampleSpec spec, Scale scale, People people, Days days, Rates rates, Marks marks, Drops drops) {
        this.spec = spec;
        this.scale = scale;
        this.people = people;
        this.days = days;
        this.rates = rates;
        this.marks = marks;
        this.drops = drops;
        this.seed = Chance.mix(spec.seed(), 401);
    }

    /** The orders of a day: those of visits, and some that web analytics never saw. */
    List<Order> orders(int day, List<WebShard.Result> shards) {
        List<Order> all = new ArrayList<>();
        shards.forEach(shard -> all.addAll(shard.orders()));
        int unseen = Math.max(2, all.size() * 6 / 100);
        long guests = scale.customers() + scale.pool() + (long) spec.days() * (scale.units() - scale.freshStart());
        for (int i = 0; i < unseen; i++) {
            Chance chance = new Chance(Chance.mix(seed, 1, day, i));
            long known = chance.hits(0.5) ? people.near(chance.below(Long.MAX_VALUE), true, false, 0) : -1;
            long person = known >= 0 ? known : guests + (long) day * scale.units() + i;
            long number = (day + 1) * VisitStory.orderBlock(scale) + scale.units() * 4L + i;
            long second = days.start(day) + chance.below(days.length(day));
            all.add(Order.draw(chance, number, person, null, day, second, people.currency(person)));
        }
        return all;
    }

    /** Writes the export that follows a day: its orders, and refunds of earlier ones. */
    void write(int day, List<Order> ordersOfDay) throws IOException {
        String name = "orders_export_" + Days.compact(spec.delivery(day)) + ".csv";
        Path file = drops.place(spec.delivery(day), "shopify", name);
        List<String> header = new ArrayList<>(HEADER);
        boolean wider = !spec.plain() && day > 0;
        if (wider) {
            header.add("Payment Method");
        }
        try (Sheet sheet = new Sheet(Files.newOutputStream(file), Sheet.Style.PLAIN)) {
            sheet.header(header);
            for (Order order : ordersOfDay) {
                lines(order, 0, wider, sheet);
                count(order);
                planRefund(order);
            }
            for (Refund refund : refunds.getOrDefault(day, List.of())) {
                lines(refund.order(), refund.amount(), wider, sheet);
                count(refund);
            }
            refunds.remove(day);
            if (!spec.plain()) {
                sheet.repeat();
                broken(ordersOfDay.get(0), wider, sheet);
            }
            sheet.finish();
            drops.wrote(file, spec.delivery(day), SOURCE, sheet.counts());
        }
    }

    Map<String, Object> truth() {
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

    private void count(Order order) {
        orders++;
        BigDecimal subtotal = Money.decimal(order.subtotal());
        BigDecimal dollars = rates.dollars(subtotal, order.currency(), spec.activity(order.day()));
        String date = spec.activity(order.day()).toString();
        String channel =
                order.channel() == null ? "(no visit)" : order.channel().label();
        gross.add(date, dollars);
        net.add(date, dollars);
        byChannel.add(channel, dollars);
        ordersByChannel.merge(channel, 1L, Long::sum);
        byCurrency.merge(order.currency(), subtotal, BigDecimal::add);
        marks.order(order.person(), usesSecondEmail(order));
    }

    private void count(Refund refund) {
        refunded++;
        BigDecimal dollars = rates.dollars(
                Money.decimal(refund.goods()),
                refund.order().currency(),
                spec.activity(refund.order().day()));
        net.add(spec.activity(refund.order().day()).toString(), dollars.negate());
    }

    private void planRefund(Order order) {
        long draw = Chance.mix(seed, 2, order.number());
        int day = order.day() + 1 + Chance.below(draw, 2);
        boolean first = refunds.isEmpty() && order.day() == 0;
        boolean comes = first ? spec.days() > 1 : day < spec.days() && Chance.falls(Chance.mix(draw, 1), 60);
        if (!comes) {
            return;
        }
        boolean whole = first || order.items().size() == 1 || Chance.falls(Chance.mix(draw, 2), 600);
        long part = Math.min(order.items().get(0).cents(), order.subtotal());
        Refund refund = whole ? new Refund(order, order.total(), order.subtotal()) : new Refund(order, part, part);
        refunds.computeIfAbsent(Math.min(day, spec.days() - 1), key -> new ArrayList<>())
                .add(refund);
    }

    private void lines(Order order, long refund, boolean wider, Sheet sheet) throws IOException {
        for (int line = 0; line < order.items().size(); line++) {
            sheet.row(line(order, line, refund, wider));
        }
    }

    private List<String> line(Order order, int line, long refund, boolean wider) {
        Goods.Item item = order.items().get(line);
        String created = TIME.format(ZonedDateTime.ofInstant(Instant.ofEpochSecond(order.second()), Days.ZONE));
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
                                Money.plain(order.subtotal()),
                                Money.plain(order.shipping()),
                                Money.plain(order.tax()),
                                Money.plain(order.total()),
                                order.discount() > 0 ? "NEST10" : "",
                                Money.plain(order.discount()))
                        : List.of("", "", "", "", "", "", "", "", "", "", ""));
        fields.addAll(List.of(
                created,
                String.valueOf(order.quantities().get(line)),
                item.name(),
                Money.plain(item.cents()),
                item.sku()));
        fields.addAll(
                first
                        ? List.of(
                                people.first(order.person()) + " " + people.last(order.person()),
                                people.countryCode(order.person()),
                                Money.plain(refund),
                                String.valueOf(5_300_000_000_000L + order.number()),
                                "web",
                                "")
                        : List.of("", "", "", "", "", ""));
        if (wider) {
            fields.add(first ? "card" : "");
        }
        return fields;
    }

    private boolean usesSecondEmail(Order order) {
        return people.isTwice(order.person()) && order.number() % 2 == 0;
    }

    /** The address as somebody typed it: capitals and blanks come and go. */
    private String email(Order order) {
        String email = usesSecondEmail(order) ? people.secondEmail(order.person()) : people.email(order.person());
        return switch (Chance.below(Chance.mix(seed, 3, order.number()), 10)) {
            case 0 -> email.toUpperCase(Locale.ROOT);
            case 1 -> email + " ";
            case 2 -> Character.toUpperCase(email.charAt(0)) + email.substring(1);
            default -> email;
        };
    }

    private void broken(Order like, boolean wider, Sheet sheet) throws IOException {
        Order unreal = new Order(
                like.number() + VisitStory.orderBlock(scale) / 2 * 800,
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
        sheet.malformed(Reason.REQUIRED, fields, 0, "");
        sheet.malformed(Reason.NUMBER, fields, SUBTOTAL, "12.3.4");
        sheet.malformed(Reason.TIMESTAMP, fields, CREATED_AT, "2026-02-30 10:00:00 -0500");
        sheet.malformedShort(fields, 4);
    }
}
