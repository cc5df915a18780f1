package cx.warehouse.sample.shop;

import cx.warehouse.sample.files.DelimitedWriter;
import cx.warehouse.sample.files.MalformedReason;
import cx.warehouse.sample.files.SampleDrops;
import cx.warehouse.sample.web.SeenPeople;
import cx.warehouse.sample.world.SampleAmounts;
import cx.warehouse.sample.world.SampleDays;
import cx.warehouse.sample.world.SamplePeople;
import cx.warehouse.sample.world.SampleScale;
import cx.warehouse.sample.world.SampleSpec;
import cx.warehouse.sample.world.SeededRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes payments and refunds at the tills of the shop's stores, some with a loyalty card. */
public final class SquarePayments {
    public static final String SOURCE = "square_payment";

    private static final List<String> HEADER =
            List.of(("Date;Time;Time Zone;Gross Sales;Discounts;Service Charges;Net Sales;Gift Card Sales;Tax;Tip;"
                            + "Partial Refunds;Total Collected;Source;Card;Transaction ID;Payment ID;Card Brand;PAN Suffix;"
                            + "Device Name;Staff Name;Event Type;Location;Customer ID;Customer Name;Customer Reference ID;"
                            + "Refund Reason")
                    .split(";"));
    private static final int GROSS = 3;
    private static final int TRANSACTION = 14;
    private static final int LEAST_A_DAY = 14;

    private static final String[] REASONS = {"Returned goods", "Accidental charge", "Damaged goods"};

    /** A store with its time zone as Square writes it. */
    private record StoreLocation(String name, String zone) {}

    private static final StoreLocation[] STORES = {
        new StoreLocation("Hudson", "Eastern Time (US & Canada)"),
        new StoreLocation("Providence", "Eastern Time (US & Canada)"),
        new StoreLocation("Pearl District", "Pacific Time (US & Canada)"),
    };
    private static final String[] STAFF = {"Noor", "Casey", "Elif"};
    private static final String[] CARDS = {"Visa", "MasterCard", "American Express"};

    /** A sale at a till, in hundredths of a dollar. */
    private record Sale(
            int day, int number, long gross, long discount, long person, boolean isRefunded, boolean isRefundedLater) {}

    private final SampleSpec spec;
    private final SampleScale scale;
    private final SamplePeople people;
    private final SeenPeople marks;
    private final SampleDrops drops;
    private final long seed;
    private final Map<String, Long> netByDay = new TreeMap<>();
    private long payments;
    private long refunds;
    private long withCard;
    private long grossSales;
    private long netSales;
    private long refundSales;

    public SquarePayments(
            SampleSpec spec, SampleScale scale, SamplePeople people, SeenPeople marks, SampleDrops drops) {
        this.spec = spec;
        this.scale = scale;
        this.people = people;
        this.marks = marks;
        this.drops = drops;
        this.seed = SeededRandom.mix(spec.seed(), 907);
    }

    /**
     * Writes the till export of a day. The last delivery also has one for its own date, with only a header because no
     * store was open yet.
     */
    public void write(int day) throws IOException {
        Path file = pathFor(day, spec.activity(day));
        List<Integer> order = columnOrder(day);
        try (DelimitedWriter sheet = new DelimitedWriter(Files.newOutputStream(file), DelimitedWriter.Style.PLAIN)) {
            sheet.writeHeader(reorder(HEADER, order));
            for (int i = 0; i < salesPerDay(); i++) {
                Sale sale = sale(day, i);
                sheet.writeRow(reorder(row(sale, day, false), order));
                countPayment(sale);
                if (sale.isRefunded()) {
                    sheet.writeRow(reorder(row(sale, day, true), order));
                    countRefund(sale, day);
                }
                Sale before = sale(day - 1, i);
                if (day > 0 && before.isRefundedLater()) {
                    sheet.writeRow(reorder(row(before, day, true), order));
                    countRefund(before, day);
                }
            }
            if (!spec.plain()) {
                sheet.repeatLastRow();
                writeBrokenRows(day, order, sheet);
            }
            sheet.finish();
            drops.recordFile(file, spec.delivery(day), SOURCE, sheet.counts());
        }
        if (spec.hasLastQuirks(day)) {
            writeHeaderOnly(day, order);
        }
    }

    public Map<String, Object> truth() {
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("payments", payments);
        truth.put("refunds", refunds);
        truth.put("payments_with_loyalty_number", withCard);
        truth.put("gross_sales_before_discounts", SampleAmounts.decimal(grossSales));
        truth.put("gross", SampleAmounts.decimal(netSales));
        truth.put("refunded", SampleAmounts.decimal(refundSales));
        truth.put("net", SampleAmounts.decimal(netSales - refundSales));
        Map<String, Object> days = new LinkedHashMap<>();
        netByDay.forEach((day, cents) -> days.put(day, SampleAmounts.decimal(cents)));
        truth.put("net_sales_by_day_of_event", days);
        truth.put(
                "rule",
                "gross is net sales of payments (after discounts, before tax and tip), net takes refunds off; USD");
        return truth;
    }

    private int salesPerDay() {
        return (int) Math.max(LEAST_A_DAY, scale.visits() / 45);
    }

    private Sale sale(int day, int number) {
        SeededRandom chance = new SeededRandom(SeededRandom.mix(seed, 1, day, number));
        long gross = 900L + chance.below(16_000) + (chance.hits(0.05) ? 98_000 : 0);
        long discount = chance.hits(0.1) ? gross / 10 : 0;
        long person = chance.hits(0.4) ? people.customerNear(chance.below(Long.MAX_VALUE), false, true, 0) : -1;
        int fate = chance.below(100);
        return new Sale(day, number, gross, discount, person, fate < 3 || number == 5, fate == 3 || number == 6);
    }

    private List<String> row(Sale sale, int day, boolean refund) {
        long draw = SeededRandom.mix(seed, 2, sale.day(), sale.number());
        StoreLocation store = STORES[SeededRandom.below(draw, STORES.length)];
        boolean sameDay = sale.day() == day;
        int minute = 10 * 60 + SeededRandom.below(SeededRandom.mix(draw, 1), 9 * 60) + (refund ? sameDay ? 35 : 9 : 0);
        int sign = refund ? -1 : 1;
        long net = sale.gross() - sale.discount();
        long tax = net * 8 / 100;
        String total = SampleAmounts.dollarText(sign * (net + tax));
        String id = "JQ" + (10_000_000L * (sale.day() + 1) + sale.number());
        boolean known = sale.person() >= 0;
        return List.of(
                spec.activity(day).toString(),
                clock(minute, SeededRandom.below(SeededRandom.mix(draw, 2), 60)),
                store.zone(),
                SampleAmounts.dollarText(sign * sale.gross()),
                SampleAmounts.dollarText(-sign * sale.discount()),
                "$0.00",
                SampleAmounts.dollarText(sign * net),
                "$0.00",
                SampleAmounts.dollarText(sign * tax),
                "$0.00",
                "$0.00",
                total,
                "Point of Sale",
                total,
                refund ? id + "R" : id,
                "P" + id,
                CARDS[SeededRandom.below(SeededRandom.mix(draw, 3), CARDS.length)],
                String.valueOf(2000 + SeededRandom.below(draw, 8000)),
                "Till " + (1 + SeededRandom.below(draw, 2)),
                STAFF[SeededRandom.below(SeededRandom.mix(draw, 4), STAFF.length)],
                refund ? "Refund" : "Payment",
                store.name(),
                "",
                known ? people.firstName(sale.person()) + " " + people.lastName(sale.person()) : "",
                known ? SamplePeople.loyaltyNumber(sale.person()) : "",
                refund ? REASONS[SeededRandom.below(SeededRandom.mix(draw, 5), REASONS.length)] : "");
    }

    private void countPayment(Sale sale) {
        payments++;
        grossSales += sale.gross();
        netSales += sale.gross() - sale.discount();
        netByDay.merge(spec.activity(sale.day()).toString(), sale.gross() - sale.discount(), Long::sum);
        if (sale.person() >= 0) {
            withCard++;
            marks.markCard(sale.person());
        }
    }

    private void countRefund(Sale sale, int day) {
        refunds++;
        refundSales += sale.gross() - sale.discount();
        netByDay.merge(spec.activity(day).toString(), sale.discount() - sale.gross(), Long::sum);
    }

    private void writeBrokenRows(int day, List<Integer> order, DelimitedWriter sheet) throws IOException {
        List<String> unreal = new ArrayList<>(row(sale(day, 0), day, false));
        unreal.set(TRANSACTION, "JQ99000000" + day);
        List<String> bad = reorder(unreal, order);
        sheet.writeMalformed(MalformedReason.NUMBER, bad, order.indexOf(GROSS), "$12.3.4");
        sheet.writeMalformed(MalformedReason.DATE, bad, order.indexOf(0), "2026-02-30");
        sheet.writeMalformed(MalformedReason.REQUIRED, bad, order.indexOf(TRANSACTION), "");
        sheet.writeMalformed(MalformedReason.ID_FORMAT, bad, order.indexOf(TRANSACTION), "2.0E+10");
        sheet.writeShortRow(bad, 5);
    }

    private void writeHeaderOnly(int day, List<Integer> order) throws IOException {
        Path file = pathFor(day, spec.delivery(day));
        try (DelimitedWriter sheet = new DelimitedWriter(Files.newOutputStream(file), DelimitedWriter.Style.PLAIN)) {
            sheet.writeHeader(reorder(HEADER, order));
            sheet.finish();
            drops.recordFile(file, spec.delivery(day), SOURCE, sheet.counts());
        }
    }

    private Path pathFor(int day, LocalDate of) throws IOException {
        return drops.pathFor(spec.delivery(day), "square", "transactions-" + of + "-" + of + ".csv");
    }

    /**
     * The columns of a delivery as indexes into {@link #HEADER}. From the second delivery on, the amounts come last.
     */
    private List<Integer> columnOrder(int day) {
        List<Integer> order = new ArrayList<>();
        int start = spec.plain() || day == 0 ? 0 : 12;
        for (int i = 0; i < HEADER.size(); i++) {
            order.add((start + i) % HEADER.size());
        }
        return order;
    }

    private static List<String> reorder(List<String> fields, List<Integer> order) {
        return order.stream().map(fields::get).toList();
    }

    private static String clock(int minute, int second) {
        return SampleDays.text(LocalDate.EPOCH.atTime(minute / 60, minute % 60, second), "HH:mm:ss");
    }
}
