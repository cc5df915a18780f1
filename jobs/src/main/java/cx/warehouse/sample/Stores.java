package cx.warehouse.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Payments and refunds at the tills of the shop's stores, some with a loyalty card. */
final class Stores {
    static final String SOURCE = "square_payment";

    private static final List<String> HEADER =
            List.of(("Date;Time;Time Zone;Gross Sales;Discounts;Service Charges;Net Sales;Gift Card Sales;Tax;Tip;"
                            + "Partial Refunds;Total Collected;Source;Card;Transaction ID;Payment ID;Card Brand;PAN Suffix;"
                            + "Device Name;Staff Name;Event Type;Location;Customer ID;Customer Name;Customer Reference ID")
                    .split(";"));
    private static final int GROSS = 3;
    private static final int TRANSACTION = 14;
    private static final int LEAST_A_DAY = 14;

    /** A store with the name of its zone as tills print it. */
    private record Store(String name, String zone) {}

    private static final Store[] STORES = {
        new Store("Hudson", "Eastern Time (US & Canada)"),
        new Store("Providence", "Eastern Time (US & Canada)"),
        new Store("Pearl District", "Pacific Time (US & Canada)"),
    };
    private static final String[] STAFF = {"Noor", "Casey", "Elif"};
    private static final String[] CARDS = {"Visa", "MasterCard", "American Express"};

    /** A sale at a till in hundredths of a dollar. */
    private record Sale(
            int day, int number, long gross, long discount, long person, boolean refunded, boolean refundedLater) {}

    private final SampleSpec spec;
    private final Scale scale;
    private final People people;
    private final Marks marks;
    private final Drops drops;
    private final long seed;
    private final Map<String, Long> netByDay = new TreeMap<>();
    private long payments;
    private long refunds;
    private long withCard;
    private long grossSales;
    private long netSales;
    private long refundSales;

    Stores(SampleSpec spec, Scale scale, People people, Marks marks, Drops drops) {
        this.spec = spec;
        this.scale = scale;
        this.people = people;
        this.marks = marks;
        this.drops = drops;
        this.seed = Chance.mix(spec.seed(), 907);
    }

    /** Writes the tills' export of a day; once also that of the delivery's own morning, when no store had opened. */
    void write(int day) throws IOException {
        Path file = place(day, spec.activity(day));
        List<Integer> order = columns(day);
        try (Sheet sheet = new Sheet(Files.newOutputStream(file), Sheet.Style.PLAIN)) {
            sheet.header(ordered(HEADER, order));
            for (int i = 0; i < sales(); i++) {
                Sale sale = sale(day, i);
                sheet.row(ordered(row(sale, day, false), order));
                pay(sale);
                if (sale.refunded()) {
                    sheet.row(ordered(row(sale, day, true), order));
                    refund(sale, day);
                }
                Sale before = sale(day - 1, i);
                if (day > 0 && before.refundedLater()) {
                    sheet.row(ordered(row(before, day, true), order));
                    refund(before, day);
                }
            }
            if (!spec.plain()) {
                sheet.repeat();
                broken(day, order, sheet);
            }
            sheet.finish();
            drops.wrote(file, spec.delivery(day), SOURCE, sheet.counts());
        }
        if (spec.hasLastQuirks(day)) {
            nothing(day, order);
        }
    }

    Map<String, Object> truth() {
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("payments", payments);
        truth.put("refunds", refunds);
        truth.put("payments_with_loyalty_number", withCard);
        truth.put("gross_sales_before_discounts", Money.decimal(grossSales));
        truth.put("gross", Money.decimal(netSales));
        truth.put("refunded", Money.decimal(refundSales));
        truth.put("net", Money.decimal(netSales - refundSales));
        Map<String, Object> days = new LinkedHashMap<>();
        netByDay.forEach((day, cents) -> days.put(day, Money.decimal(cents)));
        truth.put("net_sales_by_day_of_event", days);
        truth.put(
                "rule",
                "gross is net sales of payments (after discounts, before tax and tip), net takes refunds off; USD");
        return truth;
    }

    private int sales() {
        return (int) Math.max(LEAST_A_DAY, scale.visits() / 45);
    }

    private Sale sale(int day, int number) {
        Chance chance = new Chance(Chance.mix(seed, 1, day, number));
        long gross = 900L + chance.below(16_000) + (chance.hits(0.05) ? 98_000 : 0);
        long discount = chance.hits(0.1) ? gross / 10 : 0;
        long person = chance.hits(0.4) ? people.near(chance.below(Long.MAX_VALUE), false, true, 0) : -1;
        int fate = chance.below(100);
        return new Sale(day, number, gross, discount, person, fate < 3 || number == 5, fate == 3 || number == 6);
    }

    private List<String> row(Sale sale, int day, boolean refund) {
        long draw = Chance.mix(seed, 2, sale.day(), sale.number());
        Store store = STORES[Chance.below(draw, STORES.length)];
        boolean sameDay = sale.day() == day;
        int minute = 10 * 60 + Chance.below(Chance.mix(draw, 1), 9 * 60) + (refund ? sameDay ? 35 : 9 : 0);
        int sign = refund ? -1 : 1;
        long net = sale.gross() - sale.discount();
        long tax = net * 8 / 100;
        String total = Money.dollars(sign * (net + tax));
        String id = "JQ" + (10_000_000L * (sale.day() + 1) + sale.number());
        boolean known = sale.person() >= 0;
        return List.of(
                spec.activity(day).toString(),
                clock(minute, Chance.below(Chance.mix(draw, 2), 60)),
                store.zone(),
                Money.dollars(sign * sale.gross()),
                Money.dollars(-sign * sale.discount()),
                "$0.00",
                Money.dollars(sign * net),
                "$0.00",
                Money.dollars(sign * tax),
                "$0.00",
                "$0.00",
                total,
                "Point of Sale",
                total,
                refund ? id + "R" : id,
                "P" + id,
                CARDS[Chance.below(Chance.mix(draw, 3), CARDS.length)],
                String.valueOf(2000 + Chance.below(draw, 8000)),
                "Till " + (1 + Chance.below(draw, 2)),
                STAFF[Chance.below(Chance.mix(draw, 4), STAFF.length)],
                refund ? "Refund" : "Payment",
                store.name(),
                "",
                known ? people.first(sale.person()) + " " + people.last(sale.person()) : "",
                known ? People.loyalty(sale.person()) : "");
    }

    private void pay(Sale sale) {
        payments++;
        grossSales += sale.gross();
        netSales += sale.gross() - sale.discount();
        netByDay.merge(spec.activity(sale.day()).toString(), sale.gross() - sale.discount(), Long::sum);
        if (sale.person() >= 0) {
            withCard++;
            marks.card(sale.person());
        }
    }

    private void refund(Sale sale, int day) {
        refunds++;
        refundSales += sale.gross() - sale.discount();
        netByDay.merge(spec.activity(day).toString(), sale.discount() - sale.gross(), Long::sum);
    }

    private void broken(int day, List<Integer> order, Sheet sheet) throws IOException {
        List<String> unreal = new ArrayList<>(row(sale(day, 0), day, false));
        unreal.set(TRANSACTION, "JQ99000000" + day);
        List<String> bad = ordered(unreal, order);
        sheet.malformed(Reason.NUMBER, bad, order.indexOf(GROSS), "$12.3.4");
        sheet.malformed(Reason.DATE, bad, order.indexOf(0), "2026-02-30");
        sheet.malformed(Reason.REQUIRED, bad, order.indexOf(TRANSACTION), "");
        sheet.malformed(Reason.ID_FORMAT, bad, order.indexOf(TRANSACTION), "2.0E+10");
        sheet.malformedShort(bad, 5);
    }

    private void nothing(int day, List<Integer> order) throws IOException {
        Path file = place(day, spec.delivery(day));
        try (Sheet sheet = new Sheet(Files.newOutputStream(file), Sheet.Style.PLAIN)) {
            sheet.header(ordered(HEADER, order));
            sheet.finish();
            drops.wrote(file, spec.delivery(day), SOURCE, sheet.counts());
        }
    }

    private Path place(int day, LocalDate of) throws IOException {
        return drops.place(spec.delivery(day), "square", "transactions-" + of + "-" + of + ".csv");
    }

    /** The columns of a delivery, as places in {@link #HEADER}: from the second one on, those of money come last. */
    private List<Integer> columns(int day) {
        List<Integer> order = new ArrayList<>();
        int start = spec.plain() || day == 0 ? 0 : 12;
        for (int i = 0; i < HEADER.size(); i++) {
            order.add((start + i) % HEADER.size());
        }
        return order;
    }

    private static List<String> ordered(List<String> fields, List<Integer> order) {
        return order.stream().map(fields::get).toList();
    }

    private static String clock(int minute, int second) {
        return Days.text(LocalDate.EPOCH.atTime(minute / 60, minute % 60, second), "HH:mm:ss");
    }
}
