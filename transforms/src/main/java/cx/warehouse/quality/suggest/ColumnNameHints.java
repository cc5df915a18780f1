package cx.warehouse.quality.suggest;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the name of a column gives away about its values, by the English words in it. */
final class ColumnNameHints {

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
    /** They make a person of a {@code name} beside them, and alone say nothing. */
    private static final Set<String> PARTS =
            Set.of("first", "last", "full", "given", "family", "middle", "maiden", "billing", "shipping");

    /** Whoever is called so has a name, and a column of them may hold it. */
    private static final Set<String> PERSONS = words("""
            customer client contact user person people owner holder member subscriber guest visitor patient student
            author writer editor journalist creator reviewer approver reporter requester influencer
            agent employee staff worker manager supervisor assignee assigned rep representative advisor adviser
            consultant clerk cashier seller salesperson salesman saleswoman handler operator driver
            buyer recipient sender caller spouse parent by authors owners assignees participants attendees
            """);

    /** What a person has or is, in short lists that name nobody. */
    private static final Set<String> TRAITS = words("""
            type status segment group role tier level reason kind category class channel source language country
            currency count total score rating rank age device platform browser flag
            """);

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

    ColumnNameHints(String name) {
        this.words = Arrays.stream(name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").split("[^A-Za-z0-9]+"))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** True when values may be of persons: what they call themselves, where they are reached, when they were born. */
    boolean isPersonal() {
        boolean isNameOfPerson = words.contains("name") && (words.size() == 1 || has(PARTS));
        return has(PERSONAL) || isNameOfPerson || isPerson() || words.equals(List.of("e", "mail"));
    }

    private boolean isPerson() {
        boolean isTrait = !words.isEmpty() && TRAITS.contains(words.get(words.size() - 1));
        return has(PERSONS) && !isTrait;
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

    private static Set<String> words(String all) {
        return Set.of(all.strip().split("\\s+"));
    }
}
