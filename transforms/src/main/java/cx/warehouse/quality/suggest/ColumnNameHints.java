package cx.warehouse.quality.suggest;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Guesses the kind of a column's values from the English words in its name. */
final class ColumnNameHints {

    private static final Set<String> PERSONAL = Set.of(
            "email",
            "mail",
            "phone",
            "telephone",
            "mobile",
            "fax",
            "address",
            "street",
            "zip",
            "zipcode",
            "plz",
            "postcode",
            "postal",
            "postalcode",
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
    /** Words that turn {@code name} beside them into a person's name; they mean nothing alone. */
    private static final Set<String> PARTS =
            Set.of("first", "last", "full", "given", "family", "middle", "maiden", "billing", "shipping");

    /** Words for persons, who have names that a column so called may hold. */
    private static final Set<String> PERSONS = words("""
            customer client contact user person people owner holder member subscriber guest visitor patient student
            author writer editor journalist creator reviewer approver reporter requester influencer
            agent employee staff worker manager supervisor assignee assigned rep representative advisor adviser
            consultant clerk cashier seller salesperson salesman saleswoman handler operator driver
            buyer recipient sender caller spouse parent by authors owners assignees participants attendees
            """);

    /** Attributes of a person, with short lists of values that identify no one. */
    private static final Set<String> TRAITS = words("""
            type status segment group role tier level reason kind category class channel source language country
            currency count total score rating rank age device platform browser flag
            """);

    private static final Set<String> IDENTIFIERS =
            words("id ids key uuid guid sku ean gtin upc isbn hash number nr token digest code");
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

    /** Whether values may be personal: names of persons, their addresses or numbers, their birth dates. */
    boolean isPersonal() {
        boolean isNameOfPerson = words.contains("name") && (words.size() == 1 || has(PARTS));
        return has(PERSONAL) || isNameOfPerson || isPerson() || words.equals(List.of("e", "mail"));
    }

    private boolean isPerson() {
        boolean isTrait = !words.isEmpty() && TRAITS.contains(words.get(words.size() - 1));
        return has(PERSONS) && !isTrait;
    }

    /** Whether numbers are identifiers or positions, which have no meaningful sum or range. */
    boolean isIdentifier() {
        return has(IDENTIFIERS) || has(PLACES);
    }

    /** Whether values identify one object among ever more of them; a code out of a short list does not. */
    boolean isKey() {
        return words.stream().anyMatch(word -> IDENTIFIERS.contains(word) && !word.equals("code"));
    }

    /** Whether people choose the values freely, so that new ones appear every day. */
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
