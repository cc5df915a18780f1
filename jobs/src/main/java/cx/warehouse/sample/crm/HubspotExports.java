package cx.warehouse.sample.crm;

import cx.warehouse.sample.files.DelimitedWriter;
import cx.warehouse.sample.files.MalformedReason;
import cx.warehouse.sample.files.SampleDrops;
import cx.warehouse.sample.world.SampleAmounts;
import cx.warehouse.sample.world.SampleDays;
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

/**
 * Writes the exports of the second CRM, HubSpot: contacts, deals that move from stage to stage, and tickets with
 * satisfaction scores.
 */
public final class HubspotExports {
    static final String CONTACTS = "hubspot_contact";
    static final String DEALS = "hubspot_deal";
    static final String TICKETS = "hubspot_ticket";
    public static final String ACCOUNT = "88020033";

    private static final List<String> DEAL_HEADER = List.of(
            ("Deal ID;Deal Name;Pipeline;Deal Stage;Amount;Currency;Close Date;Create Date;" + "Associated Contact IDs")
                    .split(";"));
    private static final List<String> TICKET_HEADER =
            List.of(("Ticket ID;Ticket name;Pipeline;Ticket status;Source;Priority;Create date;Close date;"
                            + "Associated Contact IDs;CSAT score;First agent response date;Ticket reopen date")
                    .split(";"));
    private static final int DEAL_AMOUNT = 4;
    private static final int DEAL_CREATED = 7;
    private static final int TICKET_CREATED = 6;
    private static final int TICKET_SCORE = 9;
    private static final int TICKET_RESPONSE = 10;
    private static final int TICKET_REOPENED = 11;
    private static final int LAST_AGE = 2;
    private static final String[] ORIGINS = {"EMAIL", "PHONE", "CHAT"};

    private final SampleSpec spec;
    private final SampleScale scale;
    private final HubspotContacts contacts;
    private final SampleDrops drops;
    private final long seed;
    private final Map<String, Long> byStage = new TreeMap<>();
    private final Map<String, Long> byOrigin = new TreeMap<>();
    private final Map<String, Long> byScore = new TreeMap<>();
    private long deals;
    private long tickets;
    private long closed;
    private long answered;
    private long reopened;

    public HubspotExports(SampleSpec spec, SampleScale scale, HubspotContacts contacts, SampleDrops drops) {
        this.spec = spec;
        this.scale = scale;
        this.contacts = contacts;
        this.drops = drops;
        this.seed = SeededRandom.mix(spec.seed(), 1213);
    }

    /** Writes the three exports of a day. */
    public void write(int day) throws IOException {
        export(day, "contacts", CONTACTS, contacts::write);
        export(day, "deals", DEALS, this::writeDeals);
        export(day, "tickets", TICKETS, this::writeTickets);
    }

    /** Counts of deals by the stage in their last export. */
    public Map<String, Object> dealTruth() {
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("deals", deals);
        truth.put("by_last_stage", byStage);
        return truth;
    }

    public Map<String, Object> ticketTruth() {
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("tickets", tickets);
        truth.put("closed_at_the_end", closed);
        truth.put("by_origin", byOrigin);
        truth.put("by_csat", byScore);
        truth.put("answered", answered);
        truth.put("reopened", reopened);
        return truth;
    }

    /** Writes the rows of an export. */
    private interface ExportRows {
        void write(int day, DelimitedWriter sheet) throws IOException;
    }

    private void export(int day, String object, String source, ExportRows rows) throws IOException {
        LocalDate delivery = spec.delivery(day);
        Path file = drops.pathFor(delivery, "hubspot", "hubspot-crm-exports-" + object + "-" + delivery + ".csv");
        try (DelimitedWriter sheet = new DelimitedWriter(Files.newOutputStream(file), DelimitedWriter.Style.MARKED)) {
            rows.write(day, sheet);
            sheet.finish();
            drops.recordFile(file, delivery, source, sheet.counts());
        }
    }

    private void writeDeals(int day, DelimitedWriter sheet) throws IOException {
        sheet.writeHeader(DEAL_HEADER);
        int count = 2 + (int) Math.min(300, scale.visits() / 3000);
        for (int made = Math.max(0, day - LAST_AGE); made <= day; made++) {
            for (int i = 0; i < count; i++) {
                sheet.writeRow(dealRow(made, i, day - made));
                if (made == day) {
                    deals++;
                    byStage.merge(stage(made, i, Math.min(LAST_AGE, spec.days() - 1 - made)), 1L, Long::sum);
                }
            }
        }
        if (!spec.plain()) {
            sheet.repeatLastRow();
            List<String> unreal = new ArrayList<>(dealRow(day, 0, 0));
            unreal.set(0, "4999000" + day);
            sheet.writeMalformed(MalformedReason.REQUIRED, unreal, 0, "");
            sheet.writeMalformed(MalformedReason.RANGE, unreal, DEAL_AMOUNT, "-12.00");
            sheet.writeMalformed(MalformedReason.NUMBER, unreal, DEAL_AMOUNT, "a lot");
            sheet.writeMalformed(MalformedReason.TIMESTAMP, unreal, DEAL_CREATED, "yesterday");
            sheet.writeShortRow(unreal, 3);
        }
    }

    private String stage(int made, int number, int age) {
        if (age < LAST_AGE) {
            return age == 0 ? "appointmentscheduled" : "contractsent";
        }
        return SeededRandom.isBelowPerMille(SeededRandom.mix(seed, 1, made, number), 600) ? "closedwon" : "closedlost";
    }

    private List<String> dealRow(int made, int number, int age) {
        long draw = SeededRandom.mix(seed, 2, made, number);
        String owner = contacts.contactNear(draw, made);
        // most deals belong to one contact; some also name a second contact that no longer exists
        String associated = owner.isEmpty() || number % 3 != 1 ? owner : owner + ";19999999999";
        return List.of(
                String.valueOf(41_000_000L + made * 10_000L + number),
                "Lobby, \"warm\" " + (number + 1),
                "default",
                stage(made, number, age),
                number % 5 == 4 ? "" : SampleAmounts.plainDecimal(90_000 + SeededRandom.below(draw, 700_000)),
                number % 2 == 0 ? "USD" : "EUR",
                spec.activity(made).plusDays(20) + " 17:00",
                time(made, 540 + SeededRandom.below(SeededRandom.mix(draw, 1), 500)),
                associated);
    }

    private void writeTickets(int day, DelimitedWriter sheet) throws IOException {
        sheet.writeHeader(TICKET_HEADER);
        int count = (int) Math.max(5, scale.visits() * 2 / 1000);
        for (int i = 0; i < count; i++) {
            boolean atOnce = daysUntilClosed(day, i) == 0;
            List<String> row = ticketRow(day, i, atOnce);
            sheet.writeRow(row);
            tickets++;
            byOrigin.merge(row.get(4), 1L, Long::sum);
            answered += row.get(TICKET_RESPONSE).isEmpty() ? 0 : 1;
            countOutcome(row);
        }
        for (int i = 0; day > 0 && i < count; i++) {
            if (daysUntilClosed(day - 1, i) == 1) {
                List<String> row = ticketRow(day - 1, i, true);
                sheet.writeRow(row);
                countOutcome(row);
            }
        }
        if (!spec.plain()) {
            sheet.repeatLastRow();
            List<String> unreal = new ArrayList<>(ticketRow(day, 0, true));
            unreal.set(0, "5999000" + day);
            sheet.writeMalformed(MalformedReason.REQUIRED, unreal, 0, "");
            sheet.writeMalformed(MalformedReason.ID_FORMAT, unreal, 0, "5.1E+07");
            sheet.writeMalformed(MalformedReason.RANGE, unreal, TICKET_SCORE, "9");
            sheet.writeMalformed(MalformedReason.TIMESTAMP, unreal, TICKET_CREATED, "2026-02-30 10:00");
            sheet.writeShortRow(unreal, 2);
        }
    }

    private void countOutcome(List<String> row) {
        closed += row.get(3).equals("Closed") ? 1 : 0;
        reopened += row.get(TICKET_REOPENED).isEmpty() ? 0 : 1;
        if (!row.get(TICKET_SCORE).isEmpty()) {
            byScore.merge(row.get(TICKET_SCORE), 1L, Long::sum);
        }
    }

    /** The number of days from opening to closing a ticket: 0 or 1; 2 stands for a time after the sample's exports. */
    private int daysUntilClosed(int day, int number) {
        return number == 1 ? 1 : SeededRandom.below(SeededRandom.mix(seed, 3, day, number), 3);
    }

    private List<String> ticketRow(int day, int number, boolean isClosed) {
        long draw = SeededRandom.mix(seed, 4, day, number);
        int minute = 540 + SeededRandom.below(draw, 420);
        int score = SeededRandom.below(SeededRandom.mix(draw, 1), 7);
        boolean isAnswered = number % 5 != 3;
        boolean isReopened = isClosed && number % 6 == 1;
        return List.of(
                String.valueOf(51_000_000L + day * 100_000L + number),
                "Where is it,\nthe \"tall\" lamp?",
                number % 2 == 0 ? "Support" : "Returns",
                isClosed ? "Closed" : "Waiting on us",
                ORIGINS[SeededRandom.below(SeededRandom.mix(draw, 2), ORIGINS.length)],
                number % 6 == 0 ? "HIGH" : "MEDIUM",
                time(day, minute),
                isClosed ? time(day + daysUntilClosed(day, number), minute + 75) : "",
                number % 7 == 6 ? "" : contacts.contactNear(draw, day),
                isClosed && score > 0 && score < 6 ? String.valueOf(score) : "",
                isAnswered ? time(day, minute + 4 + SeededRandom.below(SeededRandom.mix(draw, 3), 60)) : "",
                isReopened ? time(day + daysUntilClosed(day, number), minute + 70) : "");
    }

    private String time(int day, int minute) {
        return SampleDays.text(spec.activity(day).atStartOfDay().plusMinutes(minute), "yyyy-MM-dd HH:mm");
    }
}
