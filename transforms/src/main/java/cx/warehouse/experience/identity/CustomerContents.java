package cx.warehouse.experience.identity;

import cx.warehouse.experience.ExperienceSettings.CustomerLimits;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/**
 * The values of a growing customer that its limits count. Contacts of one CRM are counted by the first names, last names,
 * full names and birth dates that differ among them, so copies of one person count once.
 */
final class CustomerContents {

    private static final String CONTACT = Identifiers.CONTACT + " ";

    /** Distinct values by kind: an identifier type, or an attribute of the contacts of one CRM. */
    private final Map<String, Set<String>> values = new TreeMap<>();

    /**
     * Contents of a single identifier.
     *
     * @param node type and value, separated by a colon
     * @param profile first_name, last_name, birth_date of a contact; null for others, and for a contact that was merged
     *     into another
     */
    static CustomerContents of(String node, Row profile) {
        CustomerContents contents = new CustomerContents();
        String type = IdentityEvidence.type(node);
        String value = IdentityEvidence.value(node);
        if (!type.equals(Identifiers.CONTACT)) {
            contents.put(type, value);
        } else if (profile != null) {
            String crm = CONTACT + value.split(":", 2)[0] + " ";
            String first = profile.getAs(ContactProfiles.FIRST_NAME);
            String last = profile.getAs(ContactProfiles.LAST_NAME);
            Object born = profile.getAs(ContactProfiles.BIRTH_DATE);
            contents.put(crm + "first name", first);
            contents.put(crm + "last name", last);
            contents.put(crm + "full name", first == null || last == null ? null : first + "\n" + last);
            contents.put(crm + "birth date", born == null ? null : born.toString());
        }
        return contents;
    }

    /** The reason why a customer with the contents of both would break a limit; nothing when it would not. */
    Optional<String> excess(CustomerContents other, CustomerLimits limits) {
        for (String kind : values.keySet()) {
            int limit = Identifiers.limit(kind.split(" ", 2)[0], limits);
            int together = other.values.containsKey(kind) ? together(kind, other) : 0;
            if (together > limit) {
                return Optional.of("would join %d %s; the limit is %d".formatted(together, name(kind), limit));
            }
        }
        return Optional.empty();
    }

    /** Adds the contents of another identifier or customer. */
    void add(CustomerContents other) {
        other.values.forEach((kind, more) -> values.merge(kind, more, CustomerContents::union));
    }

    /** Counts all logins as one, because a CRM merge put them together. */
    void countLoginsAsOne() {
        values.computeIfPresent(Identifiers.LOGIN, (login, all) -> new HashSet<>(Set.of(Collections.min(all))));
    }

    private void put(String kind, String value) {
        if (value != null && !kind.equals(Identifiers.ORDER)) {
            values.put(kind, new HashSet<>(Set.of(value)));
        }
    }

    private int together(String kind, CustomerContents other) {
        Set<String> mine = values.get(kind);
        Set<String> others = other.values.get(kind);
        Set<String> less = mine.size() < others.size() ? mine : others;
        Set<String> more = less == mine ? others : mine;
        return more.size()
                + (int) less.stream().filter(value -> !more.contains(value)).count();
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> more = one.size() < other.size() ? other : one;
        more.addAll(more == one ? other : one);
        return more;
    }

    private static String name(String kind) {
        return switch (kind) {
            case Identifiers.LOGIN -> "logins";
            case Identifiers.EMAIL -> "e-mails";
            case Identifiers.LOYALTY -> "loyalty numbers";
            default -> "contacts of " + kind.split(" ")[1] + " that disagree";
        };
    }
}
