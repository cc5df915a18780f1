package cx.warehouse.sample;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who is who in the end: people with strong identifiers that were seen, and browsers that stay unknown. */
final class Identities {
    private static final int MOST_LISTED = 5_000;

    private final SampleSpec spec;
    private final Scale scale;
    private final People people;
    private final Contacts contacts;
    private final Marks marks;

    Identities(SampleSpec spec, Scale scale, People people, Contacts contacts, Marks marks) {
        this.spec = spec;
        this.scale = scale;
        this.people = people;
        this.contacts = contacts;
        this.marks = marks;
    }

    /** Whether a sample is small enough to name its customers one by one. */
    boolean areListed() {
        return scale.customers() <= MOST_LISTED;
    }

    Map<String, Object> truth(long anonymousVisitors) {
        List<Object> listed = new ArrayList<>();
        long known = 0;
        for (int person = 0; person < scale.customers(); person++) {
            Map<String, Object> identifiers = identifiers(person);
            if (!identifiers.isEmpty()) {
                known++;
                if (areListed()) {
                    listed.add(identifiers);
                }
            }
        }
        int walkIns = Contacts.PLACEHOLDERS.length * Contacts.PER_PLACEHOLDER;
        for (int i = 0; areListed() && i < walkIns; i++) {
            listed.add(Map.of("contact", List.of(contacts.walkInId(i))));
        }
        long guests = marks.poolGuests() + marks.guestsSeen();
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("people", known + walkIns + guests);
        truth.put("known_customers", known);
        truth.put("contacts_with_placeholder_email", walkIns);
        truth.put("guests_with_an_order", guests);
        truth.put("anonymous_visitors", anonymousVisitors);
        truth.putAll(contacts.truth(areListed()));
        truth.put(
                "rule",
                "logins, e-mails, loyalty numbers and contacts; a placeholder e-mail and a browser join nobody");
        if (areListed()) {
            truth.put("listed", "known customers and contacts with a placeholder e-mail; guests have one e-mail each");
            truth.put("customers", listed);
        }
        return truth;
    }

    /** The identifiers of a customer that stand in some delivered row; empty for somebody who never showed. */
    private Map<String, Object> identifiers(int person) {
        boolean contact = people.kind(person) == People.Kind.CONTACT && people.contactDay(person) < spec.days();
        boolean twice = contact && people.isTwice(person);
        Map<String, Object> found = new LinkedHashMap<>();
        put("contact", contact, contacts.id(person), twice, contacts.secondId(person), found);
        put(
                "email",
                contact || marks.hasOrdered(person),
                people.email(person),
                twice || marks.hasOrderedBySecondEmail(person),
                people.secondEmail(person),
                found);
        boolean login = marks.hasLoggedIn(person) || (contact && people.hasLogin(person));
        put("login", login, People.login(person), false, "", found);
        boolean card = marks.hasShownCard(person) || (contact && people.hasLoyalty(person));
        put("loyalty", card, People.loyalty(person), false, "", found);
        return found;
    }

    private static void put(
            String type, boolean first, String value, boolean second, String other, Map<String, Object> found) {
        List<String> values = new ArrayList<>();
        if (first) {
            values.add(value);
        }
        if (second) {
            values.add(other);
        }
        if (!values.isEmpty()) {
            found.put(type, values);
        }
    }
}
