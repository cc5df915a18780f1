package cx.warehouse.sample.crm;

import cx.warehouse.sample.files.DelimitedWriter;
import cx.warehouse.sample.files.MalformedReason;
import cx.warehouse.sample.files.SampleDrops;
import cx.warehouse.sample.files.SampleRowCounts;
import cx.warehouse.sample.world.SampleDays;
import cx.warehouse.sample.world.SamplePeople;
import cx.warehouse.sample.world.SampleScale;
import cx.warehouse.sample.world.SampleSpec;
import cx.warehouse.sample.world.SeededRandom;
import cx.warehouse.sample.world.VendorIds;
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

/**
 * Writes the nightly archive of the first CRM, Salesforce: new and changed contacts, cases, opportunities and campaign
 * members.
 */
public final class SalesforceArchive {
    static final String CONTACTS = "salesforce_contact";
    static final String CASES = "salesforce_case";
    public static final String ORGANISATION = "00D7Q000000JnprUAC";

    private static final LocalDateTime NO_CLOCK = LocalDateTime.of(2000, 1, 1, 0, 0);
    private static final List<String> CASE_HEADER =
            List.of(("Id;CaseNumber;ContactId;Origin;Status;Priority;Reason;Subject;Description;CreatedDate;"
                            + "ClosedDate;CSAT__c;First_Response__c;Reopened__c")
                    .split(";"));
    private static final int CASE_CREATED = 9;
    private static final int CASE_SCORE = 11;
    private static final int CASE_RESPONSE = 12;
    private static final String[] ORIGINS = {"Phone", "Email", "Chat", "Web"};
    private static final String[] REASONS = {"Delivery", "Damage", "Invoice", "Advice"};
    private static final String[] SCORES = {"1", "2", "3", "4", "4", "5", "5"};
    private static final int LEAST_CASES = 6;

    private final SampleSpec spec;
    private final SampleScale scale;
    private final SamplePeople people;
    private final SalesforceContacts contacts;
    private final SalesforceSales sales;
    private final SampleDrops drops;
    private final long seed;
    private final Map<String, Long> byOrigin = new TreeMap<>();
    private long cases;
    private long closed;
    private long answered;

    public SalesforceArchive(
            SampleSpec spec,
            SampleScale scale,
            SamplePeople people,
            SalesforceContacts contacts,
            SalesforceSales sales,
            SampleDrops drops) {
        this.spec = spec;
        this.scale = scale;
        this.people = people;
        this.contacts = contacts;
        this.sales = sales;
        this.drops = drops;
        this.seed = SeededRandom.mix(spec.seed(), 1009);
    }

    /** Writes the archive of a day. */
    public void write(int day) throws IOException {
        LocalDate delivery = spec.delivery(day);
        Path file = drops.pathFor(
                delivery, "salesforce", "WE_" + ORGANISATION + "_" + SampleDays.compactDate(delivery) + ".ZIP");
        SampleRowCounts ofContacts;
        SampleRowCounts ofCases;
        SampleRowCounts ofOpportunities;
        SampleRowCounts ofMembers;
        try (ZipOutputStream zip =
                new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
            zip.setLevel(Deflater.BEST_SPEED);
            ofCases = writeCases(day, openMember("Case.csv", zip));
            ofContacts = contacts.write(day, openMember("Contact.csv", zip));
            ofOpportunities = sales.writeOpportunities(day, openMember("Opportunity.csv", zip));
            ofMembers = sales.writeMembers(day, openMember("CampaignMember.csv", zip));
        }
        drops.recordFile(file, delivery, CONTACTS, ofContacts);
        drops.recordFile(file, delivery, CASES, ofCases);
        drops.recordFile(file, delivery, SalesforceSales.OPPORTUNITIES, ofOpportunities);
        drops.recordFile(file, delivery, SalesforceSales.MEMBERS, ofMembers);
    }

    public Map<String, Object> serviceTruth() {
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("cases", cases);
        truth.put("closed_at_the_end", closed);
        truth.put("by_origin", byOrigin);
        truth.put("answered", answered);
        return truth;
    }

    private static DelimitedWriter openMember(String name, ZipOutputStream zip) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(NO_CLOCK);
        zip.putNextEntry(entry);
        return new DelimitedWriter(zip, DelimitedWriter.Style.QUOTED);
    }

    /** Writes the new cases of a day, and cases of the previous day that were closed since. */
    private SampleRowCounts writeCases(int day, DelimitedWriter sheet) throws IOException {
        sheet.writeHeader(CASE_HEADER);
        int count = (int) Math.max(LEAST_CASES, scale.visits() * 4 / 1000);
        List<String> row = List.of();
        for (int i = 0; i < count; i++) {
            boolean atOnce = daysUntilClosed(day, i) == 0;
            row = row(day, i, atOnce);
            sheet.writeRow(row);
            cases++;
            closed += atOnce ? 1 : 0;
            byOrigin.merge(row.get(3), 1L, Long::sum);
            answered += row.get(CASE_RESPONSE).isEmpty() ? 0 : 1;
        }
        for (int i = 0; day > 0 && i < count; i++) {
            if (daysUntilClosed(day - 1, i) == 1) {
                sheet.writeRow(row(day - 1, i, true));
                closed++;
            }
        }
        if (!spec.plain()) {
            sheet.repeatLastRow();
            List<String> unreal = new ArrayList<>(row);
            unreal.set(0, VendorIds.salesforceId("500", 90_000_000L + day));
            sheet.writeMalformed(MalformedReason.REQUIRED, unreal, 0, "");
            sheet.writeMalformed(MalformedReason.TIMESTAMP, unreal, CASE_CREATED, "yesterday");
            sheet.writeMalformed(MalformedReason.NUMBER, unreal, CASE_SCORE, "very good");
            sheet.writeShortRow(unreal, 2);
        }
        sheet.finish();
        return sheet.counts();
    }

    /** The number of days from opening to closing a case: 0 or 1; 2 stands for a time after the sample's exports. */
    private int daysUntilClosed(int day, int number) {
        return number == 1 ? 1 : SeededRandom.below(SeededRandom.mix(seed, 1, day, number), 3);
    }

    private List<String> row(int day, int number, boolean isClosed) {
        SeededRandom chance = new SeededRandom(SeededRandom.mix(seed, 2, day, number));
        long person = people.customerNear(chance.below(Long.MAX_VALUE), true, false, day);
        long minute = day * 1440L + chance.between(500, 1300);
        String reason = chance.pick(REASONS);
        String origin = chance.pick(ORIGINS);
        String score = chance.hits(0.7) ? chance.pick(SCORES) : "";
        String closedAt = SalesforceContacts.time(spec.start(), minute + 90 + 1440L * daysUntilClosed(day, number));
        boolean isAnswered = number % 4 != 2;
        String answeredAt = SalesforceContacts.time(spec.start(), minute + 6 + chance.below(80));
        return List.of(
                VendorIds.salesforceId("500", day * 1_000_000L + number),
                String.valueOf(40_000_000 + day * 100_000 + number),
                person < 0 ? "" : contacts.id(person),
                origin,
                isClosed ? "Closed" : "New",
                number % 9 == 0 ? "High" : "Medium",
                reason,
                reason + " of my order",
                "Good day,\nthe box said \"fragile\",\nthe lamp did not 😕",
                SalesforceContacts.time(spec.start(), minute),
                isClosed ? closedAt : "",
                isClosed ? score : "",
                isAnswered ? answeredAt : "",
                String.valueOf(isClosed && number % 8 == 1));
    }
}
