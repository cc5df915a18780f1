package cx.warehouse.sample;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A second CRM's contacts: many of the first one's people, some of them twice until the survivor names the other id. */
final class HubContacts {
    static final String ZONE = "America/Chicago";
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
    private final Scale scale;
    private final People people;
    private final long seed;
    private final int firstTwice;
    private long contacts;
    private long merged;

    HubContacts(SampleSpec spec, Scale scale, People people) {
        this.spec = spec;
        this.scale = scale;
        this.people = people;
        this.seed = Chance.mix(spec.seed(), 1201);
        int first = 0;
        while (first < scale.customers() && !(isIn(first) && people.contactDay(first) == 0)) {
            first++;
        }
        this.firstTwice = first;
    }

    /** Whether this CRM knows a customer, from the day on which the other one does. */
    boolean isIn(int person) {
        return people.kind(person) == People.Kind.CONTACT && Chance.falls(Chance.mix(seed, 1, person), 400);
    }

    /** The ids under which this CRM knows a customer; none for one it does not. */
    List<String> ids(int person) {
        if (!isIn(person)) {
            return List.of();
        }
        return isTwice(person) ? List.of(id(person), oldId(person)) : List.of(id(person));
    }

    static String id(long person) {
        return String.valueOf(FIRST_ID + person);
    }

    /** The id of a contact that carries a placeholder address. */
    static String walkInId(int number) {
        return String.valueOf(FIRST_WALK_IN + number);
    }

    /** The id of somebody near {@code draw} who is known by the end of a day, or nothing. */
    String near(long draw, int day) {
        int start = (int) ((draw >>> 1) % scale.customers());
        for (int step = 0; step < Math.min(64, scale.customers()); step++) {
            int person = (start + step) % scale.customers();
            if (isIn(person) && people.contactDay(person) <= day) {
                return id(person);
            }
        }
        return "";
    }

    /** Writes the contacts that are delivered after a day. */
    void write(int day, Sheet sheet) throws IOException {
        sheet.header(HEADER);
        for (int person = 0; person < scale.customers(); person++) {
            if (isIn(person)) {
                contact(day, person, sheet);
            }
        }
        for (int i = 0; day == 0 && i < WALK_INS; i++) {
            sheet.row(walkIn(i));
            contacts++;
        }
        if (!spec.plain()) {
            if (sheet.counts().read() > 0) {
                sheet.repeat();
            }
            List<String> unreal = new ArrayList<>(walkIn(900 + day));
            unreal.set(3, "broken.hub" + day + "@post0.example");
            sheet.malformed(Reason.REQUIRED, unreal, 0, "");
            sheet.malformed(Reason.ID_FORMAT, unreal, 0, "2.0E+10");
            sheet.malformed(Reason.TIMESTAMP, unreal, CREATED, "2026-02-30 09:00");
            sheet.malformedShort(unreal, 4);
        }
    }

    /** What this CRM holds in the end. */
    Map<String, Object> truth() {
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("hubspot_contacts", contacts);
        truth.put("hubspot_merged", merged);
        truth.put("hubspot_contacts_with_placeholder_email", WALK_INS);
        return truth;
    }

    private boolean isTwice(int person) {
        return spec.days() > 1
                && isIn(person)
                && people.contactDay(person) == 0
                && (person == firstTwice || Chance.falls(Chance.mix(seed, 2, person), 20));
    }

    private int mergeDay(int person) {
        return 1 + Chance.below(Chance.mix(seed, 3, person), spec.days() - 1);
    }

    private static String oldId(long person) {
        return String.valueOf(FIRST_OLD_ID + person);
    }

    private void contact(int day, int person, Sheet sheet) throws IOException {
        int since = people.contactDay(person);
        boolean isTwice = isTwice(person);
        boolean isMerged = isTwice && day >= mergeDay(person);
        boolean merges = isTwice && day == mergeDay(person);
        boolean changes = since < day && Chance.falls(Chance.mix(seed, 4, day, person), 15);
        if (since == day || merges || changes) {
            sheet.row(row(person, day, isMerged ? oldId(person) : ""));
        }
        if (since == day) {
            contacts += isTwice ? 2 : 1;
            if (isTwice) {
                sheet.row(old(person));
            }
        }
        merged += merges ? 1 : 0;
    }

    private List<String> row(int person, int day, String others) {
        int since = people.contactDay(person);
        long draw = Chance.mix(seed, 5, person);
        String created = since > 0
                ? time(since, 9 * 60 + Chance.below(draw, 60))
                : time(-1 - Chance.below(draw, 500), 9 * 60 + Chance.below(draw, 60));
        String modified = day > since ? time(day, 11 * 60 + Chance.below(Chance.mix(draw, day), 400)) : created;
        String email = people.email(person);
        return List.of(
                id(person),
                people.first(person),
                people.last(person),
                Chance.falls(Chance.mix(draw, 1), 200) ? email.toUpperCase(Locale.ROOT) : email,
                "+1555" + (2_000_000 + Chance.below(draw, 7_000_000)),
                STAGES[Chance.below(Chance.mix(draw, 2, day), STAGES.length)],
                Chance.falls(Chance.mix(draw, 3), 700) ? "Marketing contact" : "Non-marketing contact",
                ORIGINS[Chance.below(Chance.mix(draw, 4), ORIGINS.length)],
                created,
                modified,
                people.hasLogin(person) ? People.login(person) : "",
                people.hasLoyalty(person) ? People.loyalty(person) : "",
                others);
    }

    /** The other contact of somebody who is held twice: nothing but the merge tells whose it is. */
    private List<String> old(int person) {
        String time = time(-600, 10 * 60 + person % 60);
        return List.of(
                oldId(person),
                people.first(person),
                people.last(person),
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

    private List<String> walkIn(int number) {
        String time = time(-3, 11 * 60 + number % 60);
        return List.of(
                walkInId(number),
                "Walk-in " + (number + 1),
                "",
                Contacts.PLACEHOLDERS[1],
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

    /** A minute of a day, before the first one when negative, as this CRM writes it: in its zone, without saying so. */
    private String time(int day, int minute) {
        LocalDate date = spec.start().plusDays(day);
        return Days.text(date.atStartOfDay().plusMinutes(minute), "yyyy-MM-dd HH:mm");
    }
}
