package cx.warehouse.sample.crm;

import cx.warehouse.sample.web.SeenPeople;
import cx.warehouse.sample.world.SamplePeople;
import cx.warehouse.sample.world.SampleScale;
import cx.warehouse.sample.world.SampleSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The true identities at the end of a sample: people with strong identifiers in some delivered row, and browsers that
 * stay anonymous.
 */
public final class IdentityTruth {
    private static final int MOST_LISTED = 5_000;

    private final SampleSpec spec;
    private final SampleScale scale;
    private final SamplePeople people;
    private final SalesforceContacts contacts;
    private final HubspotContacts hub;
    private final SeenPeople marks;

    public IdentityTruth(
            SampleSpec spec,
            SampleScale scale,
            SamplePeople people,
            SalesforceContacts contacts,
            HubspotContacts hub,
            SeenPeople marks) {
        this.spec = spec;
        this.scale = scale;
        this.people = people;
        this.contacts = contacts;
        this.hub = hub;
        this.marks = marks;
    }

    /** True when a sample is small enough to list its customers one by one. */
    boolean listsCustomers() {
        return scale.customers() <= MOST_LISTED;
    }

    public Map<String, Object> truth(long anonymousVisitors) {
        List<Object> listed = new ArrayList<>();
        long known = 0;
        for (int person = 0; person < scale.customers(); person++) {
            List<Map<String, List<String>>> customers = customers(identifiers(person));
            known += customers.size();
            if (listsCustomers()) {
                listed.addAll(customers);
            }
        }
        List<String> walkIns = walkIns();
        for (int i = 0; listsCustomers() && i < walkIns.size(); i++) {
            listed.add(Map.of("contact", List.of(walkIns.get(i))));
        }
        long guests = marks.poolGuests() + marks.guestsSeen();
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("people", known + walkIns.size() + guests);
        truth.put("known_customers", known);
        truth.put("contacts_with_placeholder_email", walkIns.size());
        truth.put("guests_with_an_order", guests);
        truth.put("anonymous_visitors", anonymousVisitors);
        truth.putAll(contacts.truth(listsCustomers()));
        truth.putAll(hub.truth());
        truth.put(
                "rule",
                "logins, e-mails, loyalty numbers and contacts; a placeholder e-mail and a browser join nobody, also not the"
                        + " login and the order's e-mail of one visit");
        if (listsCustomers()) {
            truth.put("listed", "known customers and contacts with a placeholder e-mail; guests have one e-mail each");
            truth.put("customers", listed);
        }
        return truth;
    }

    /**
     * The customers that a warehouse can find. Only a contact joins identifiers; without one, each identifier is a
     * separate customer.
     */
    private static List<Map<String, List<String>>> customers(Map<String, List<String>> identifiers) {
        if (identifiers.isEmpty() || identifiers.containsKey("contact")) {
            return identifiers.isEmpty() ? List.of() : List.of(identifiers);
        }
        List<Map<String, List<String>>> customers = new ArrayList<>();
        identifiers.forEach((type, values) -> values.forEach(value -> customers.add(Map.of(type, List.of(value)))));
        return customers;
    }

    /** The identifiers of a person that appear in a delivered row; empty for a person who never appeared. */
    private Map<String, List<String>> identifiers(int person) {
        boolean contact = people.kind(person) == SamplePeople.Kind.CONTACT && people.contactDay(person) < spec.days();
        boolean twice = contact && people.hasDuplicateContact(person);
        Map<String, List<String>> found = new LinkedHashMap<>();
        List<String> records = new ArrayList<>();
        if (contact) {
            records.add(contacts.id(person));
            records.addAll(twice ? List.of(contacts.secondId(person)) : List.of());
            records.addAll(hub.ids(person));
        }
        put("contact", records, found);
        List<String> emails = new ArrayList<>();
        if (contact || marks.hasOrdered(person)) {
            emails.add(people.email(person));
        }
        if (twice || marks.hasOrderedBySecondEmail(person)) {
            emails.add(people.secondEmail(person));
        }
        put("email", emails, found);
        boolean login = marks.hasLoggedIn(person) || (contact && people.hasLogin(person));
        put("login", login ? List.of(SamplePeople.login(person)) : List.of(), found);
        boolean card = marks.hasShownCard(person) || (contact && people.hasLoyalty(person));
        put("loyalty", card ? List.of(SamplePeople.loyaltyNumber(person)) : List.of(), found);
        return found;
    }

    /** The contacts of both CRMs with a placeholder e-mail address; each is a separate person. */
    private List<String> walkIns() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < SalesforceContacts.PLACEHOLDERS.length * SalesforceContacts.PER_PLACEHOLDER; i++) {
            ids.add(contacts.walkInId(i));
        }
        for (int i = 0; i < HubspotContacts.WALK_INS; i++) {
            ids.add(HubspotContacts.walkInId(i));
        }
        return ids;
    }

    private static void put(String type, List<String> values, Map<String, List<String>> found) {
        if (!values.isEmpty()) {
            found.put(type, values);
        }
    }
}
