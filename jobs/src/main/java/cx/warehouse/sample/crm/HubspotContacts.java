package cx.warehouse.sample.crm;

import cx.warehouse.sample.files.DelimitedWriter;
import cx.warehouse.sample.files.MalformedReason;
import cx.warehouse.sample.world.SampleDays;
import cx.warehouse.sample.world.SamplePeople;
import cx.warehouse.sample.world.SampleScale;
import cx.warehouse.sample.world.SampleSpec;
import cx.warehouse.sample.world.SeededRandom;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes the contacts of the second CRM, HubSpot. It knows many people of the first CRM, and some of them twice until a
 * merge names the other id.
 */
public final class HubspotContacts {
    public static final String ZONE = "America/Chicago";
    static final int WALK_INS = 6;

    private static final List<String> HEADER =
            List.of(("Record ID;First Name;Last Name;Email;Phone Number;Lifecycle Stage;Marketing contact status;"
                            + "Original Traffic Source;Create Date;Last Modified Date;Web User ID;Loyalty Number;"
                            + "Merged Contact IDs")
                    .split(";"));
    private static final int CREATED = 8;
    private static final long FIRST_ID = 20_000_000_000L;
    private static final long FIRST_OLD_ID = 10_000_000_000L;
    private static final long FIRST_WALK_IN = 30_000_000_000L;
    private static final String[] STAGES = {"lead", "opportunity", "customer", "evangelist"};
    private static final String[] ORIGINS = {"Organic search", "Paid social", "Email marketing", "Direct traffic"};

    private final SampleSpec spec;
    private final SampleScale scale;
    private final SamplePeople people;
    private final long seed;
    private final int firstDuplicate;
    private long contacts;
    private long merged;

    public HubspotContacts(SampleSpec spec, SampleScale scale, SamplePeople people) {
        this.spec = spec;
        this.scale = scale;
        this.people = people;
        this.seed = SeededRandom.mix(spec.seed(), 1201);
        int first = 0;
        while (first < scale.customers() && !(hasContact(first) && people.contactDay(first) == 0)) {
            first++;
        }
        this.firstDuplicate = first;
    }

    /** True when this CRM knows a customer. It does so from the same day as the first CRM. */
    boolean hasContact(int person) {
        return people.kind(person) == SamplePeople.Kind.CONTACT
                && SeededRandom.isBelowPerMille(SeededRandom.mix(seed, 1, person), 400);
    }

    /** The ids of a customer's contacts in this CRM; empty when it does not know the customer. */
    List<String> ids(int person) {
        if (!hasContact(person)) {
            return List.of();
        }
        return hasDuplicate(person) ? List.of(id(person), oldId(person)) : List.of(id(person));
    }

    static String id(long person) {
        return String.valueOf(FIRST_ID + person);
    }

    /** The id of a contact with a placeholder e-mail address. */
    static String walkInId(int number) {
        return String.valueOf(FIRST_WALK_IN + number);
    }

    /** The id of a contact near {@code draw} that exists at the end of a day; empty when there is none. */
    String contactNear(long draw, int day) {
        int start = (int) ((draw >>> 1) % scale.customers());
        for (int step = 0; step < Math.min(64, scale.customers()); step++) {
            int person = (start + step) % scale.customers();
            if (hasContact(person) && people.contactDay(person) <= day) {
                return id(person);
            }
        }
        return "";
    }

    /** Writes the contacts that are delivered after a day. */
    void write(int day, DelimitedWriter sheet) throws IOException {
        sheet.writeHeader(HEADER);
        for (int person = 0; person < scale.customers(); person++) {
            if (hasContact(person)) {
                writeContact(day, person, sheet);
            }
        }
        for (int i = 0; day == 0 && i < WALK_INS; i++) {
            sheet.writeRow(walkInRow(i));
            contacts++;
        }
        if (!spec.plain()) {
            if (sheet.counts().rowsRead() > 0) {
                sheet.repeatLastRow();
            }
            List<String> unreal = new ArrayList<>(walkInRow(900 + day));
            unreal.set(3, "broken.hub" + day + "@post0.example");
            sheet.writeMalformed(MalformedReason.REQUIRED, unreal, 0, "");
            sheet.writeMalformed(MalformedReason.ID_FORMAT, unreal, 0, "2.0E+10");
            sheet.writeMalformed(MalformedReason.TIMESTAMP, unreal, CREATED, "2026-02-30 09:00");
            sheet.writeShortRow(unreal, 4);
        }
    }

    /** The final state of this CRM, for the truth file. */
    Map<String, Object> truth() {
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("hubspot_contacts", contacts);
        truth.put("hubspot_merged", merged);
        truth.put("hubspot_contacts_with_placeholder_email", WALK_INS);
        return truth;
    }

    private boolean hasDuplicate(int person) {
        return spec.days() > 1
                && hasContact(person)
                && people.contactDay(person) == 0
                && (person == firstDuplicate || SeededRandom.isBelowPerMille(SeededRandom.mix(seed, 2, person), 20));
    }

    private int mergeDay(int person) {
        return 1 + SeededRandom.below(SeededRandom.mix(seed, 3, person), spec.days() - 1);
    }

    private static String oldId(long person) {
        return String.valueOf(FIRST_OLD_ID + person);
    }

    private void writeContact(int day, int person, DelimitedWriter sheet) throws IOException {
        int since = people.contactDay(person);
        boolean isTwice = hasDuplicate(person);
        boolean isMerged = isTwice && day >= mergeDay(person);
        boolean merges = isTwice && day == mergeDay(person);
        boolean changes = since < day && SeededRandom.isBelowPerMille(SeededRandom.mix(seed, 4, day, person), 15);
        if (since == day || merges || changes) {
            sheet.writeRow(row(person, day, isMerged ? oldId(person) : ""));
        }
        if (since == day) {
            contacts += isTwice ? 2 : 1;
            if (isTwice) {
                sheet.writeRow(oldRow(person));
            }
        }
        merged += merges ? 1 : 0;
    }

    private List<String> row(int person, int day, String others) {
        int since = people.contactDay(person);
        long draw = SeededRandom.mix(seed, 5, person);
        String created = since > 0
                ? time(since, 9 * 60 + SeededRandom.below(draw, 60))
                : time(-1 - SeededRandom.below(draw, 500), 9 * 60 + SeededRandom.below(draw, 60));
        String modified =
                day > since ? time(day, 11 * 60 + SeededRandom.below(SeededRandom.mix(draw, day), 400)) : created;
        String email = people.email(person);
        return List.of(
                id(person),
                people.firstName(person),
                people.lastName(person),
                SeededRandom.isBelowPerMille(SeededRandom.mix(draw, 1), 200) ? email.toUpperCase(Locale.ROOT) : email,
                "+1555" + (2_000_000 + SeededRandom.below(draw, 7_000_000)),
                STAGES[SeededRandom.below(SeededRandom.mix(draw, 2, day), STAGES.length)],
                SeededRandom.isBelowPerMille(SeededRandom.mix(draw, 3), 700)
                        ? "Marketing contact"
                        : "Non-marketing contact",
                ORIGINS[SeededRandom.below(SeededRandom.mix(draw, 4), ORIGINS.length)],
                created,
                modified,
                people.hasLogin(person) ? SamplePeople.login(person) : "",
                people.hasLoyalty(person) ? SamplePeople.loyaltyNumber(person) : "",
                others);
    }

    /**
     * The second contact of a customer with two. Only the merge shows whose it is, because it has no e-mail, login or
     * card.
     */
    private List<String> oldRow(int person) {
        String time = time(-600, 10 * 60 + person % 60);
        return List.of(
                oldId(person),
                people.firstName(person),
                people.lastName(person),
                "",
                "",
                "lead",
                "Non-marketing contact",
                "Offline sources",
                time,
                time,
                "",
                "",
                "");
    }

    private List<String> walkInRow(int number) {
        String time = time(-3, 11 * 60 + number % 60);
        return List.of(
                walkInId(number),
                "Walk-in " + (number + 1),
                "",
                SalesforceContacts.PLACEHOLDERS[1],
                "+10000000000",
                "lead",
                "",
                "Offline sources",
                time,
                time,
                "",
                "",
                "");
    }

    /** A minute of a day in the format of this CRM: local time without a zone. Days before the first are negative. */
    private String time(int day, int minute) {
        LocalDate date = spec.start().plusDays(day);
        return SampleDays.text(date.atStartOfDay().plusMinutes(minute), "yyyy-MM-dd HH:mm");
    }
}
