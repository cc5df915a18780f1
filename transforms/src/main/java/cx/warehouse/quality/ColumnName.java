package cx.warehouse.quality;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the name of a column gives away about its values, by the English words in it. */
final class ColumnName {

    private static final Set<String> PERSONAL = Set.of(
            "email",
            "mail",
            "phone",
            "mobile",
            "fax",
            "address",
            "street",
            "zip",
            "postcode",
            "postal",
            "surname",
            "firstname",
            "lastname",
            "fullname",
            "username",
            "nickname",
            "birth",
            "birthday",
            "birthdate",
            "dob",
            "ssn",
            "iban",
            "passport",
            "ip",
            "latitude",
            "longitude",
            "password",
            "salary",
            "gender");
    private static final Set<String> PERSONS = Set.of(
            "first",
            "last",
            "full",
            "given",
            "family",
            "middle",
            "maiden",
            "customer",
            "contact",
            "user",
            "person",
            "owner",
            "member",
            "author",
            "agent",
            "buyer",
            "billing",
            "shipping",
            "recipient",
            "employee",
            "patient");
    private static final Set<String> IDENTIFIERS =
            Set.of("id", "ids", "key", "uuid", "guid", "sku", "hash", "number", "nr", "token", "digest", "code");
    private static final Set<String> PLACES = Set.of("line", "row", "offset", "position", "sequence", "index");
    private static final Set<String> OPEN = Set.of(
            "name",
            "title",
            "label",
            "url",
            "uri",
            "link",
            "path",
            "file",
            "filename",
            "page",
            "query",
            "keyword",
            "term",
            "campaign",
            "text",
            "comment",
            "description",
            "message",
            "note",
            "notes",
            "subject",
            "load",
            "version",
            "city",
            "town",
            "region");

    private final List<String> words;

    ColumnName(String name) {
        this.words = Arrays.stream(name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").split("[^A-Za-z0-9]+"))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** True when values may be of persons: what they call themselves, where they are reached, when they were born. */
    boolean isPersonal() {
        boolean isNameOfPerson = words.contains("name") && (words.size() == 1 || has(PERSONS));
        return has(PERSONAL) || isNameOfPerson || words.equals(List.of("e", "mail"));
    }

    /** True for numbers that are names or places: nobody adds them up, and no range holds them. */
    boolean isIdentifier() {
        return has(IDENTIFIERS) || has(PLACES);
    }

    /** True for what points to one thing out of ever more of them, not for a code out of a short list. */
    boolean isKey() {
        return words.stream().anyMatch(word -> IDENTIFIERS.contains(word) && !word.equals("code"));
    }

    /** True for values that people think of freely, so that tomorrow brings others. */
    boolean isOpen() {
        return has(OPEN) || isKey();
    }

    private boolean has(Set<String> known) {
        return words.stream().anyMatch(known::contains);
    }
}
