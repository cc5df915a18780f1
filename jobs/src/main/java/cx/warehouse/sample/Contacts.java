package cx.warehouse.sample;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The CRM's contacts: all on the first night, then those that are new, changed or merged into another one. */
final class Contacts {
    /** Addresses that stand in for many people; the first is an address of the shop, the second of a hotel's reception. */
    static final String[] PLACEHOLDERS = {"info@juniperhome.example", "desk.oslo@hotelfjell.example"};

    static final int PER_PLACEHOLDER = 8;

    private static final List<String> HEADER =
            List.of(("Id;IsDeleted;MasterRecordId;LastName;FirstName;Email;Phone;MailingCountry;LeadSource;"
                            + "HasOptedOutOfEmail;CreatedDate;LastModifiedDate;SystemModstamp;Web_User_Id__c;"
                            + "Loyalty_Number__c")
                    .split(";"));
    private static final int CREATED = 10;

    private final SampleSpec spec;
    private final Scale scale;
    private final People people;
    private final long seed;
    private final List<Object> merges = new ArrayList<>();
    private long contacts;
    private long mergeCount;

    Contacts(SampleSpec spec, Scale scale, People people) {
        this.spec = spec;
        this.scale = scale;
        this.people = people;
        this.seed = Chance.mix(spec.seed(), 1103);
    }

    /** The id of a customer's contact. */
    String id(long person) {
        return Ids.crm("003", person * 3);
    }

    /** The id of the second contact of a customer whom the CRM holds twice. */
    String secondId(long person) {
        return Ids.crm("003", person * 3 + 1);
    }

    /** The id of a contact that carries a placeholder address. */
    String walkInId(int number) {
        return Ids.crm("003", scale.customers() * 3L + number);
    }

    /** Minutes after midnight (UTC) of the first day, or before it when negative, as the CRM writes a time. */
    static String time(LocalDate start, long minutes) {
        return Days.text(start.atStartOfDay().plusMinutes(minutes), "yyyy-MM-dd'T'HH:mm:ss") + ".000Z";
    }

    /** Writes the contacts that are delivered after a day. */
    Counts write(int day, Sheet sheet) throws IOException {
        sheet.header(HEADER);
        for (int person = 0; person < scale.customers(); person++) {
            if (people.kind(person) == People.Kind.CONTACT) {
                contact(day, person, sheet);
            }
        }
        for (int i = 0; day == 0 && i < PLACEHOLDERS.length * PER_PLACEHOLDER; i++) {
            sheet.row(walkIn(i));
            contacts++;
        }
        if (!spec.plain()) {
            if (sheet.counts().read() > 0) {
                sheet.repeat();
            }
            List<String> unreal = new ArrayList<>(walkIn(0));
            unreal.set(0, Ids.crm("003", scale.customers() * 3L + 900 + day));
            unreal.set(5, "broken.row" + day + "@post0.example");
            sheet.malformed(Reason.REQUIRED, unreal, 0, "");
            sheet.malformed(Reason.ID_FORMAT, unreal, 0, "3.7E+15");
            sheet.malformed(Reason.TIMESTAMP, unreal, CREATED, "03/01/26");
            sheet.malformedShort(unreal, 3);
        }
        sheet.finish();
        return sheet.counts();
    }

    /** What the CRM holds in the end; merges one by one when {@code all}. */
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

    private void contact(int day, int person, Sheet sheet) throws IOException {
        int since = people.contactDay(person);
        boolean isNew = since == day;
        boolean changed = since < day && Chance.falls(Chance.mix(seed, 1, day, person), 12);
        if (isNew || changed) {
            sheet.row(row(person, changed ? day : since, since > 0));
            contacts += isNew ? 1 : 0;
        }
        if (people.isTwice(person)) {
            boolean merged = people.mergeDay(person) == day;
            if (isNew || merged) {
                sheet.row(second(person, merged));
                contacts += isNew ? 1 : 0;
            }
            if (merged) {
                merge(day, person);
            }
        }
    }

    private void merge(int day, int person) {
        mergeCount++;
        Map<String, Object> merge = new LinkedHashMap<>();
        merge.put("survivor", id(person));
        merge.put("merged", secondId(person));
        merge.put("delivery", spec.delivery(day).toString());
        merges.add(merge);
    }

    private List<String> row(int person, int changedDay, boolean recent) {
        long draw = Chance.mix(seed, 2, person);
        long created = recent
                ? people.contactDay(person) * 1440L + 600 + Chance.below(draw, 600)
                : -1440L * (2 + Chance.below(draw, 700));
        long modified =
                changedDay > people.contactDay(person) ? changedDay * 1440L + 720 + Chance.below(draw, 400) : created;
        return fields(
                id(person),
                "false",
                "",
                person,
                people.email(person),
                Chance.mix(draw, changedDay),
                created,
                modified,
                people.hasLogin(person) ? People.login(person) : "",
                people.hasLoyalty(person) ? People.loyalty(person) : "");
    }

    private List<String> second(int person, boolean merged) {
        long draw = Chance.mix(seed, 3, person);
        long created = -1440L * (1 + Chance.below(draw, 300));
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
        String phone = "(555) 01" + Chance.below(draw, 10) + "-" + (1000 + Chance.below(Chance.mix(draw, 1), 9000));
        return List.of(
                id,
                deleted,
                master,
                people.last(person),
                people.first(person),
                email,
                phone,
                People.COUNTRIES[people.country(person)].name(),
                "Web",
                String.valueOf(Chance.falls(Chance.mix(draw, 2), 90)),
                time(spec.start(), created),
                time(spec.start(), modified),
                time(spec.start(), modified),
                login,
                loyalty);
    }

    private List<String> walkIn(int number) {
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
