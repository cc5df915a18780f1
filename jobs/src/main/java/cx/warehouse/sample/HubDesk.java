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

/** The second CRM's exports: contacts, deals that move from stage to stage, and tickets with what people thought of them. */
final class HubDesk {
    static final String CONTACTS = "hubspot_contact";
    static final String DEALS = "hubspot_deal";
    static final String TICKETS = "hubspot_ticket";
    static final String ACCOUNT = "88020033";

    private static final List<String> DEAL_HEADER = List.of(
            ("Deal ID;Deal Name;Pipeline;Deal Stage;Amount;Currency;Close Date;Create Date;" + "Associated Contact IDs")
                    .split(";"));
    private static final List<String> TICKET_HEADER =
            List.of(("Ticket ID;Ticket name;Pipeline;Ticket status;Source;Priority;Create date;Close date;"
                            + "Associated Contact IDs;CSAT score")
                    .split(";"));
    private static final int DEAL_AMOUNT = 4;
    private static final int DEAL_CREATED = 7;
    private static final int TICKET_CREATED = 6;
    private static final int TICKET_SCORE = 9;
    private static final int LAST_AGE = 2;
    private static final String[] ORIGINS = {"EMAIL", "PHONE", "CHAT"};

    private final SampleSpec spec;
    private final Scale scale;
    private final HubContacts contacts;
    private final Drops drops;
    private final long seed;
    private final Map<String, Long> byStage = new TreeMap<>();
    private final Map<String, Long> byOrigin = new TreeMap<>();
    private final Map<String, Long> byScore = new TreeMap<>();
    private long deals;
    private long tickets;
    private long closed;

    HubDesk(SampleSpec spec, Scale scale, HubContacts contacts, Drops drops) {
        this.spec = spec;
        this.scale = scale;
        this.contacts = contacts;
        this.drops = drops;
        this.seed = Chance.mix(spec.seed(), 1213);
    }

    /** Writes the three exports that follow a day. */
    void write(int day) throws IOException {
        export(day, "contacts", CONTACTS, contacts::write);
        export(day, "deals", DEALS, this::deals);
        export(day, "tickets", TICKETS, this::tickets);
    }

    /** Deals by the stage that was told last. */
    Map<String, Object> dealTruth() {
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("deals", deals);
        truth.put("by_last_stage", byStage);
        return truth;
    }

    Map<String, Object> ticketTruth() {
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("tickets", tickets);
        truth.put("closed_at_the_end", closed);
        truth.put("by_origin", byOrigin);
        truth.put("by_csat", byScore);
        return truth;
    }

    /** Writes the rows of an export. */
    private interface Rows {
        void write(int day, Sheet sheet) throws IOException;
    }

    private void export(int day, String object, String source, Rows rows) throws IOException {
        LocalDate delivery = spec.delivery(day);
        Path file = drops.place(delivery, "hubspot", "hubspot-crm-exports-" + object + "-" + delivery + ".csv");
        try (Sheet sheet = new Sheet(Files.newOutputStream(file), Sheet.Style.MARKED)) {
            rows.write(day, sheet);
            sheet.finish();
            drops.wrote(file, delivery, source, sheet.counts());
        }
    }

    private void deals(int day, Sheet sheet) throws IOException {
        sheet.header(DEAL_HEADER);
        int count = 2 + (int) Math.min(300, scale.visits() / 3000);
        for (int made = Math.max(0, day - LAST_AGE); made <= day; made++) {
            for (int i = 0; i < count; i++) {
                sheet.row(deal(made, i, day - made));
                if (made == day) {
                    deals++;
                    byStage.merge(stage(made, i, Math.min(LAST_AGE, spec.days() - 1 - made)), 1L, Long::sum);
                }
            }
        }
        if (!spec.plain()) {
            sheet.repeat();
            List<String> unreal = new ArrayList<>(deal(day, 0, 0));
            unreal.set(0, "4999000" + day);
            sheet.malformed(Reason.REQUIRED, unreal, 0, "");
            sheet.malformed(Reason.RANGE, unreal, DEAL_AMOUNT, "-12.00");
            sheet.malformed(Reason.NUMBER, unreal, DEAL_AMOUNT, "a lot");
            sheet.malformed(Reason.TIMESTAMP, unreal, DEAL_CREATED, "yesterday");
            sheet.malformedShort(unreal, 3);
        }
    }

    private String stage(int made, int number, int age) {
        if (age < LAST_AGE) {
            return age == 0 ? "appointmentscheduled" : "contractsent";
        }
        return Chance.falls(Chance.mix(seed, 1, made, number), 600) ? "closedwon" : "closedlost";
    }

    private List<String> deal(int made, int number, int age) {
        long draw = Chance.mix(seed, 2, made, number);
        String owner = contacts.near(draw, made);
        // most deals are one person's, some name a second contact that no longer exists
        String associated = owner.isEmpty() || number % 3 != 1 ? owner : owner + ";19999999999";
        return List.of(
                String.valueOf(41_000_000L + made * 10_000L + number),
                "Lobby, \"warm\" " + (number + 1),
                "default",
                stage(made, number, age),
                number % 5 == 4 ? "" : Money.plain(90_000 + Chance.below(draw, 700_000)),
                number % 2 == 0 ? "USD" : "EUR",
                spec.activity(made).plusDays(20) + " 17:00",
                time(made, 540 + Chance.below(Chance.mix(draw, 1), 500)),
                associated);
    }

    private void tickets(int day, Sheet sheet) throws IOException {
        sheet.header(TICKET_HEADER);
        int count = (int) Math.max(5, scale.visits() * 2 / 1000);
        for (int i = 0; i < count; i++) {
            boolean atOnce = closedAfter(day, i) == 0;
            List<String> row = ticket(day, i, atOnce);
            sheet.row(row);
            tickets++;
            byOrigin.merge(row.get(4), 1L, Long::sum);
            close(row);
        }
        for (int i = 0; day > 0 && i < count; i++) {
            if (closedAfter(day - 1, i) == 1) {
                List<String> row = ticket(day - 1, i, true);
                sheet.row(row);
                close(row);
            }
        }
        if (!spec.plain()) {
            sheet.repeat();
            List<String> unreal = new ArrayList<>(ticket(day, 0, true));
            unreal.set(0, "5999000" + day);
            sheet.malformed(Reason.REQUIRED, unreal, 0, "");
            sheet.malformed(Reason.ID_FORMAT, unreal, 0, "5.1E+07");
            sheet.malformed(Reason.RANGE, unreal, TICKET_SCORE, "9");
            sheet.malformed(Reason.TIMESTAMP, unreal, TICKET_CREATED, "2026-02-30 10:00");
            sheet.malformedShort(unreal, 2);
        }
    }

    private void close(List<String> row) {
        closed += row.get(3).equals("Closed") ? 1 : 0;
        if (!row.get(TICKET_SCORE).isEmpty()) {
            byScore.merge(row.get(TICKET_SCORE), 1L, Long::sum);
        }
    }

    /** How many days after it was opened a ticket is closed: 0, 1, or 2 for later than the sample tells. */
    private int closedAfter(int day, int number) {
        return number == 1 ? 1 : Chance.below(Chance.mix(seed, 3, day, number), 3);
    }

    private List<String> ticket(int day, int number, boolean isClosed) {
        long draw = Chance.mix(seed, 4, day, number);
        int minute = 540 + Chance.below(draw, 420);
        int score = Chance.below(Chance.mix(draw, 1), 7);
        return List.of(
                String.valueOf(51_000_000L + day * 100_000L + number),
                "Where is it,\nthe \"tall\" lamp?",
                number % 2 == 0 ? "Support" : "Returns",
                isClosed ? "Closed" : "Waiting on us",
                ORIGINS[Chance.below(Chance.mix(draw, 2), ORIGINS.length)],
                number % 6 == 0 ? "HIGH" : "MEDIUM",
                time(day, minute),
                isClosed ? time(day + closedAfter(day, number), minute + 75) : "",
                number % 7 == 6 ? "" : contacts.near(draw, day),
                isClosed && score > 0 && score < 6 ? String.valueOf(score) : "");
    }

    private String time(int day, int minute) {
        return Days.text(spec.activity(day).atStartOfDay().plusMinutes(minute), "yyyy-MM-dd HH:mm");
    }
}
