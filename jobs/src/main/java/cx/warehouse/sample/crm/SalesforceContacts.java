package cx.warehouse.sample.crm;

import cx.warehouse.sample.files.DelimitedWriter;
import cx.warehouse.sample.files.MalformedReason;
import cx.warehouse.sample.files.SampleRowCounts;
import cx.warehouse.sample.world.SampleDays;
import cx.warehouse.sample.world.SamplePeople;
import cx.warehouse.sample.world.SampleScale;
import cx.warehouse.sample.world.SampleSpec;
import cx.warehouse.sample.world.SeededRandom;
import cx.warehouse.sample.world.VendorIds;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the contacts of the first CRM, Salesforce: all on the first night, later only new, changed and merged ones.
 */
public final class SalesforceContacts {
    /** E-mail addresses that many people share as a placeholder: one of the shop, one of a hotel's reception. */
    static final String[] PLACEHOLDERS = {"info@juniperhome.example", "desk.oslo@hotelfjell.example"};

    static final int PER_PLACEHOLDER = 8;

    private static final List<String> HEADER =
            List.of(("Id;IsDeleted;MasterRecordId;LastName;FirstName;Email;Phone;MailingCountry;LeadSource;"
                            + "HasOptedOutOfEmail;CreatedDate;LastModifiedDate;SystemModstamp;Web_User_Id__c;"
                            + "Loyalty_Number__c")
                    .split(";"));
    private static final int CREATED = 10;

    private final SampleSpec spec;
    private final SampleScale scale;
    private final SamplePeople people;
    private final long seed;
    private final List<Object> merges = new ArrayList<>();
    private long contacts;
    private long mergeCount;

    public SalesforceContacts(SampleSpec spec, SampleScale scale, SamplePeople people) {
        this.spec = spec;
        this.scale = scale;
        this.people = people;
        this.seed = SeededRandom.mix(spec.seed(), 1103);
    }

    /** The id of a customer's contact. */
    String id(long person) {
        return VendorIds.salesforceId("003", person * 3);
    }

    /** The id of the second contact, for customers with two contacts. */
    String secondId(long person) {
        return VendorIds.salesforceId("003", person * 3 + 1);
    }

    /** The id of a contact with a placeholder e-mail address. */
    String walkInId(int number) {
        return VendorIds.salesforceId("003", scale.customers() * 3L + number);
    }

    /**
     * A time in the format of the CRM, given in minutes after midnight (UTC) of the first day; earlier times are
     * negative.
     */
    static String time(LocalDate start, long minutes) {
        return SampleDays.text(start.atStartOfDay().plusMinutes(minutes), "yyyy-MM-dd'T'HH:mm:ss") + ".000Z";
    }

    /** Writes the contacts that are delivered after a day. */
    SampleRowCounts write(int day, DelimitedWriter sheet) throws IOException {
        sheet.writeHeader(HEADER);
        for (int person = 0; person < scale.customers(); person++) {
            if (people.kind(person) == SamplePeople.Kind.CONTACT) {
                writeContact(day, person, sheet);
            }
        }
        for (int i = 0; day == 0 && i < PLACEHOLDERS.length * PER_PLACEHOLDER; i++) {
            sheet.writeRow(walkInRow(i));
            contacts++;
        }
        if (!spec.plain()) {
            if (sheet.counts().rowsRead() > 0) {
                sheet.repeatLastRow();
            }
            List<String> unreal = new ArrayList<>(walkInRow(0));
            unreal.set(0, VendorIds.salesforceId("003", scale.customers() * 3L + 900 + day));
            unreal.set(5, "broken.row" + day + "@post0.example");
            sheet.writeMalformed(MalformedReason.REQUIRED, unreal, 0, "");
            sheet.writeMalformed(MalformedReason.ID_FORMAT, unreal, 0, "3.7E+15");
            sheet.writeMalformed(MalformedReason.TIMESTAMP, unreal, CREATED, "03/01/26");
            sheet.writeShortRow(unreal, 3);
        }
        sheet.finish();
        return sheet.counts();
    }

    /**
     * The final state of the CRM, for the truth file.
     *
     * @param all true to list every merge
     */
    Map<String, Object> truth(boolean all) {
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("contacts", contacts);
        truth.put("merged", mergeCount);
        if (all) {
            truth.put("merges", merges);
        }
        truth.put("placeholder_emails", List.of(PLACEHOLDERS));
        truth.put("contacts_per_placeholder_email", PER_PLACEHOLDER);
        return truth;
    }

    private void writeContact(int day, int person, DelimitedWriter sheet) throws IOException {
        int since = people.contactDay(person);
        boolean isNew = since == day;
        boolean changed = since < day && SeededRandom.isBelowPerMille(SeededRandom.mix(seed, 1, day, person), 12);
        if (isNew || changed) {
            sheet.writeRow(row(person, changed ? day : since, since > 0));
            contacts += isNew ? 1 : 0;
        }
        if (people.hasDuplicateContact(person)) {
            boolean merged = people.mergeDay(person) == day;
            if (isNew || merged) {
                sheet.writeRow(secondRow(person, merged));
                contacts += isNew ? 1 : 0;
            }
            if (merged) {
                recordMerge(day, person);
            }
        }
    }

    private void recordMerge(int day, int person) {
        mergeCount++;
        Map<String, Object> merge = new LinkedHashMap<>();
        merge.put("survivor", id(person));
        merge.put("merged", secondId(person));
        merge.put("delivery", spec.delivery(day).toString());
        merges.add(merge);
    }

    private List<String> row(int person, int changedDay, boolean recent) {
        long draw = SeededRandom.mix(seed, 2, person);
        long created = recent
                ? people.contactDay(person) * 1440L + 600 + SeededRandom.below(draw, 600)
                : -1440L * (2 + SeededRandom.below(draw, 700));
        long modified = changedDay > people.contactDay(person)
                ? changedDay * 1440L + 720 + SeededRandom.below(draw, 400)
                : created;
        return fields(
                id(person),
                "false",
                "",
                person,
                people.email(person),
                SeededRandom.mix(draw, changedDay),
                created,
                modified,
                people.hasLogin(person) ? SamplePeople.login(person) : "",
                people.hasLoyalty(person) ? SamplePeople.loyaltyNumber(person) : "");
    }

    private List<String> secondRow(int person, boolean merged) {
        long draw = SeededRandom.mix(seed, 3, person);
        long created = -1440L * (1 + SeededRandom.below(draw, 300));
        return fields(
                secondId(person),
                String.valueOf(merged),
                merged ? id(person) : "",
                person,
                people.secondEmail(person),
                draw,
                created,
                merged ? people.mergeDay(person) * 1440L + 800 : created,
                "",
                "");
    }

    private List<String> fields(
            String id,
            String deleted,
            String master,
            int person,
            String email,
            long draw,
            long created,
            long modified,
            String login,
            String loyalty) {
        String phone = "(555) 01" + SeededRandom.below(draw, 10) + "-"
                + (1000 + SeededRandom.below(SeededRandom.mix(draw, 1), 9000));
        return List.of(
                id,
                deleted,
                master,
                people.lastName(person),
                people.firstName(person),
                email,
                phone,
                SamplePeople.COUNTRIES[people.country(person)].name(),
                "Web",
                String.valueOf(SeededRandom.isBelowPerMille(SeededRandom.mix(draw, 2), 90)),
                time(spec.start(), created),
                time(spec.start(), modified),
                time(spec.start(), modified),
                login,
                loyalty);
    }

    private List<String> walkInRow(int number) {
        String time = time(spec.start(), -2000L - number);
        return List.of(
                walkInId(number),
                "false",
                "",
                "Walk-in " + (number + 1),
                "",
                PLACEHOLDERS[number / PER_PLACEHOLDER],
                "",
                "United States",
                "Store",
                "false",
                time,
                time,
                time,
                "",
                "");
    }
}
