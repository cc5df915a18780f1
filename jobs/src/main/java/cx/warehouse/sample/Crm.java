package cx.warehouse.sample;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The CRM's nightly archive: contacts, cases, opportunities and members of campaigns that are new or changed. */
final class Crm {
    static final String CONTACTS = "salesforce_contact";
    static final String CASES = "salesforce_case";
    static final String ORGANISATION = "00D7Q000000JnprUAC";

    private static final LocalDateTime NO_CLOCK = LocalDateTime.of(2000, 1, 1, 0, 0);
    private static final List<String> CASE_HEADER =
            List.of(("Id;CaseNumber;ContactId;Origin;Status;Priority;Reason;Subject;Description;CreatedDate;"
                            + "ClosedDate;CSAT__c")
                    .split(";"));
    private static final int CASE_CREATED = 9;
    private static final int CASE_SCORE = 11;
    private static final String[] ORIGINS = {"Phone", "Email", "Chat", "Web"};
    private static final String[] REASONS = {"Delivery", "Damage", "Invoice", "Advice"};
    private static final String[] SCORES = {"1", "2", "3", "4", "4", "5", "5"};
    private static final int LEAST_CASES = 6;

    private final SampleSpec spec;
    private final Scale scale;
    private final People people;
    private final Contacts contacts;
    private final CrmSales sales;
    private final Drops drops;
    private final long seed;
    private final Map<String, Long> byOrigin = new TreeMap<>();
    private long cases;
    private long closed;

    Crm(SampleSpec spec, Scale scale, People people, Contacts contacts, CrmSales sales, Drops drops) {
        this.spec = spec;
        this.scale = scale;
        this.people = people;
        this.contacts = contacts;
        this.sales = sales;
        this.drops = drops;
        this.seed = Chance.mix(spec.seed(), 1009);
    }

    /** Writes the archive that follows a day. */
    void write(int day) throws IOException {
        LocalDate delivery = spec.delivery(day);
        Path file = drops.place(delivery, "salesforce", "WE_" + ORGANISATION + "_" + Days.compact(delivery) + ".ZIP");
        Counts ofContacts;
        Counts ofCases;
        Counts ofOpportunities;
        Counts ofMembers;
        try (ZipOutputStream zip =
                new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
            zip.setLevel(Deflater.BEST_SPEED);
            ofCases = cases(day, member("Case.csv", zip));
            ofContacts = contacts.write(day, member("Contact.csv", zip));
            ofOpportunities = sales.opportunities(day, member("Opportunity.csv", zip));
            ofMembers = sales.members(day, member("CampaignMember.csv", zip));
        }
        drops.wrote(file, delivery, CONTACTS, ofContacts);
        drops.wrote(file, delivery, CASES, ofCases);
        drops.wrote(file, delivery, CrmSales.OPPORTUNITIES, ofOpportunities);
        drops.wrote(file, delivery, CrmSales.MEMBERS, ofMembers);
    }

    Map<String, Object> serviceTruth() {
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("cases", cases);
        truth.put("closed_at_the_end", closed);
        truth.put("by_origin", byOrigin);
        return truth;
    }

    private static Sheet member(String name, ZipOutputStream zip) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(NO_CLOCK);
        zip.putNextEntry(entry);
        return new Sheet(zip, Sheet.Style.QUOTED);
    }

    /** New cases of the day, and those of the day before that were closed since. */
    private Counts cases(int day, Sheet sheet) throws IOException {
        sheet.header(CASE_HEADER);
        int count = (int) Math.max(LEAST_CASES, scale.visits() * 4 / 1000);
        List<String> row = List.of();
        for (int i = 0; i < count; i++) {
            boolean atOnce = closedAfter(day, i) == 0;
            row = row(day, i, atOnce);
            sheet.row(row);
            cases++;
            closed += atOnce ? 1 : 0;
            byOrigin.merge(row.get(3), 1L, Long::sum);
        }
        for (int i = 0; day > 0 && i < count; i++) {
            if (closedAfter(day - 1, i) == 1) {
                sheet.row(row(day - 1, i, true));
                closed++;
            }
        }
        if (!spec.plain()) {
            sheet.repeat();
            List<String> unreal = new ArrayList<>(row);
            unreal.set(0, Ids.crm("500", 90_000_000L + day));
            sheet.malformed(Reason.REQUIRED, unreal, 0, "");
            sheet.malformed(Reason.TIMESTAMP, unreal, CASE_CREATED, "yesterday");
            sheet.malformed(Reason.NUMBER, unreal, CASE_SCORE, "very good");
            sheet.malformedShort(unreal, 2);
        }
        sheet.finish();
        return sheet.counts();
    }

    /** How many days after it was opened a case is closed: 0, 1, or 2 for later than the sample tells. */
    private int closedAfter(int day, int number) {
        return number == 1 ? 1 : Chance.below(Chance.mix(seed, 1, day, number), 3);
    }

    private List<String> row(int day, int number, boolean isClosed) {
        Chance chance = new Chance(Chance.mix(seed, 2, day, number));
        long person = people.near(chance.below(Long.MAX_VALUE), true, false, day);
        long minute = day * 1440L + chance.between(500, 1300);
        String reason = chance.pick(REASONS);
        String origin = chance.pick(ORIGINS);
        String score = chance.hits(0.7) ? chance.pick(SCORES) : "";
        String closedAt = Contacts.time(spec.start(), minute + 90 + 1440L * closedAfter(day, number));
        return List.of(
                Ids.crm("500", day * 1_000_000L + number),
                String.valueOf(40_000_000 + day * 100_000 + number),
                person < 0 ? "" : contacts.id(person),
                origin,
                isClosed ? "Closed" : "New",
                number % 9 == 0 ? "High" : "Medium",
                reason,
                reason + " of my order",
                "Good day,\nthe box said \"fragile\",\nthe lamp did not 😕",
                Contacts.time(spec.start(), minute),
                isClosed ? closedAt : "",
                isClosed ? score : "");
    }
}
