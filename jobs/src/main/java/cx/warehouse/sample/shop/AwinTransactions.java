package cx.warehouse.sample.shop;

import cx.warehouse.sample.files.MalformedReason;
import cx.warehouse.sample.files.SampleDrops;
import cx.warehouse.sample.files.SampleRowCounts;
import cx.warehouse.sample.world.SampleAmounts;
import cx.warehouse.sample.world.SampleChannel;
import cx.warehouse.sample.world.SampleDays;
import cx.warehouse.sample.world.SampleExchangeRates;
import cx.warehouse.sample.world.SampleSpec;
import cx.warehouse.sample.world.SeededRandom;
import cx.warehouse.sample.world.ShopOrder;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the transactions of the affiliate network Awin. They arrive pending and are approved or declined one or two
 * nights later.
 */
public final class AwinTransactions {
    static final String SOURCE = "awin_transaction";
    public static final String PROGRAM = "31415";
    public static final String ZONE = "Europe/London";

    private static final String CURRENCY = "GBP";
    private static final String[] SITES = {"Voucher Lane", "Room Notes", "Cashback Otter", "Nordic Finds"};
    private static final int LEAST_A_DAY = 3;

    /**
     * One transaction with amounts in hundredths of a pound. From the delivery after {@code decidedDay} on, its state
     * is {@code decision}.
     */
    private record Transaction(
            long id,
            ShopOrder order,
            LocalDateTime at,
            long sale,
            long commission,
            long fee,
            int decidedDay,
            String decision) {

        String state(int day) {
            return day < decidedDay ? "pending" : decision;
        }
    }

    private final SampleSpec spec;
    private final SampleExchangeRates rates;
    private final SampleDrops drops;
    private final long seed;
    private final Map<Integer, List<Transaction>> decided = new TreeMap<>();
    private final SampleAmounts costByDay = new SampleAmounts();
    private final Map<String, Long> states = new TreeMap<>();
    private BigDecimal cost = BigDecimal.ZERO;
    private BigDecimal sales = BigDecimal.ZERO;
    private long transactions;

    public AwinTransactions(SampleSpec spec, SampleExchangeRates rates, SampleDrops drops) {
        this.spec = spec;
        this.rates = rates;
        this.drops = drops;
        this.seed = SeededRandom.mix(spec.seed(), 601);
    }

    /** Writes the transactions delivered after a day: new ones for its orders, and older ones that were decided. */
    public void write(int day, List<ShopOrder> orders) throws IOException {
        List<String> objects = new ArrayList<>();
        SampleRowCounts counts = new SampleRowCounts();
        counts.addFile();
        for (Transaction transaction : transactions(day, orders)) {
            objects.add(json(transaction, day));
            if (transaction.decidedDay() < spec.days()) {
                decided.computeIfAbsent(transaction.decidedDay(), key -> new ArrayList<>())
                        .add(transaction);
            }
            count(transaction);
        }
        List<Transaction> again = decided.remove(day);
        if (again != null) {
            again.forEach(transaction -> objects.add(json(transaction, day)));
        }
        counts.addGood(objects.size());
        if (!spec.plain() && !objects.isEmpty()) {
            addUnusualRows(objects, day, counts);
        }
        LocalDate delivery = spec.delivery(day);
        Path file = drops.pathFor(delivery, "awin", "transactions_" + SampleDays.compactDate(delivery) + ".json");
        try (Writer writer = Files.newBufferedWriter(file)) {
            writer.write(objects.isEmpty() ? "[]" : "[\n" + String.join(",\n", objects) + "\n]\n");
        }
        drops.recordFile(file, delivery, SOURCE, counts);
    }

    /** The costs and states after the last delivery. */
    public Map<String, Object> truth() {
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("transactions", transactions);
        truth.put("by_state", states);
        truth.put("currency", CURRENCY);
        truth.put("sale_amount", sales);
        truth.put("cost", cost);
        truth.put("cost_usd", costByDay.total());
        truth.put("cost_usd_by_day", costByDay.byKey());
        truth.put(
                "rule",
                "commission and network fee, unless declined or deleted; last state; day of the transaction in London");
        return truth;
    }

    /** Chooses the orders of affiliate visits, and enough others to have some every day. */
    private List<Transaction> transactions(int day, List<ShopOrder> orders) {
        List<Transaction> found = new ArrayList<>();
        int others = 0;
        for (int i = 0; i < orders.size(); i++) {
            ShopOrder order = orders.get(i);
            boolean fromVisit = order.channel() == SampleChannel.AFFILIATES;
            if (fromVisit || i % 40 == 7 || (orders.size() < 200 && i % 5 == 2 && others < LEAST_A_DAY)) {
                others += fromVisit ? 0 : 1;
                found.add(transaction(order, day));
            }
        }
        return found;
    }

    private Transaction transaction(ShopOrder order, int day) {
        long draw = SeededRandom.mix(seed, order.number());
        long sale = rates.exchange(order.subtotal(), order.currency(), CURRENCY, spec.activity(day));
        long commission = sale * (4 + SeededRandom.below(draw, 5)) / 100;
        int decision = SeededRandom.below(SeededRandom.mix(draw, 1), 100);
        int decidedDay = decision < 85 ? day + 1 + SeededRandom.below(SeededRandom.mix(draw, 2), 2) : Integer.MAX_VALUE;
        String state = decision < 66 ? "approved" : decision < 80 ? "declined" : "deleted";
        return new Transaction(
                730_000_000_000L + order.number(),
                order,
                SampleDays.localTime(order.second(), ZONE),
                sale,
                commission,
                commission * 3 / 10,
                decidedDay,
                state);
    }

    /** The total cost in dollars, not rounded. */
    public BigDecimal dollars() {
        return costByDay.sum();
    }

    private void count(Transaction transaction) {
        String last = transaction.state(spec.days() - 1);
        transactions++;
        states.merge(last, 1L, Long::sum);
        if (last.equals("pending") || last.equals("approved")) {
            BigDecimal pounds = SampleAmounts.decimal(transaction.commission() + transaction.fee());
            LocalDate date = transaction.at().toLocalDate();
            cost = cost.add(pounds);
            sales = sales.add(SampleAmounts.decimal(transaction.sale()));
            costByDay.add(date.toString(), rates.dollars(pounds, CURRENCY, date));
        }
    }

    private String json(Transaction transaction, int day) {
        String state = transaction.state(day);
        long number = transaction.order().number();
        int site = (int) (number % SITES.length);
        boolean open = state.equals("pending");
        String validated = open ? "null" : "\"" + time(spec.delivery(day).atTime(3, 20)) + "\"";
        return "{\"id\":" + transaction.id() + ",\"advertiserId\":" + PROGRAM + ",\"publisherId\":" + (88_001 + site)
                + ",\"siteName\":\"" + SITES[site] + "\",\"commissionStatus\":\"" + state + "\",\"commissionAmount\":"
                + amount(transaction.commission()) + ",\"saleAmount\":" + amount(transaction.sale())
                + ",\"networkFee\":"
                + amount(transaction.fee()) + ",\"clickDate\":\""
                + time(transaction.at().minusMinutes(20 + number % 90))
                + "\",\"transactionDate\":\"" + time(transaction.at()) + "\",\"validationDate\":" + validated
                + ",\"declineReason\":" + (state.equals("declined") ? "\"order returned\"" : "null")
                + ",\"voucherCode\":" + (transaction.order().discount() > 0 ? "\"NEST10\"" : "null")
                + ",\"orderRef\":\"" + number + "\",\"clickRefs\":{\"clickRef\":\"slot" + number % 9
                + "\"},\"amended\":false,\"transactionParts\":[{\"commissionGroupCode\":\"HOME\",\"amount\":"
                + SampleAmounts.plainDecimal(transaction.sale()) + ",\"commissionAmount\":"
                + SampleAmounts.plainDecimal(transaction.commission())
                + "}]}";
    }

    /** Adds a duplicate and four malformed objects. */
    private static void addUnusualRows(List<String> objects, int day, SampleRowCounts counts) {
        String last = objects.get(objects.size() - 1);
        String unreal = last.replaceFirst("\"id\":\\d+", "\"id\":73999999999" + day);
        objects.add(last);
        objects.add(last.replaceFirst("\"id\":\\d+,", ""));
        objects.add(
                unreal.replaceFirst("\"saleAmount\":\\{\"amount\":[0-9.]+", "\"saleAmount\":{\"amount\":\"a lot\""));
        objects.add(
                unreal.replaceFirst("\"transactionDate\":\"[^\"]+\"", "\"transactionDate\":\"2026-02-30T11:00:00\""));
        objects.add(last.replaceFirst("\"id\":\\d+", "\"id\":\"7.3E+11\""));
        counts.addDuplicates(1);
        counts.addMalformed(MalformedReason.REQUIRED);
        counts.addMalformed(MalformedReason.NUMBER);
        counts.addMalformed(MalformedReason.TIMESTAMP);
        counts.addMalformed(MalformedReason.ID_FORMAT);
    }

    private static String amount(long cents) {
        return "{\"amount\":" + SampleAmounts.plainDecimal(cents) + ",\"currency\":\"" + CURRENCY + "\"}";
    }

    private static String time(LocalDateTime time) {
        return SampleDays.text(time, "yyyy-MM-dd'T'HH:mm:ss");
    }
}
