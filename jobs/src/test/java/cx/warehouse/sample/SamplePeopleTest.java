package cx.warehouse.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import cx.warehouse.sample.SampleReader.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Joins the identifiers that appear together in rows, and compares the resulting people with the truth one by one. */
class SamplePeopleTest {
    private static final Path SAMPLE = SharedSample.sample();
    private static final JsonNode TRUTH = SampleReader.truth(SAMPLE);

    private final Map<String, String> parents = new TreeMap<>();

    @Test
    void evidenceInTheRowsGivesThePeopleOfTheTruth() {
        contacts();
        orders();
        logins();
        cards();
        Map<String, Set<String>> people = new HashMap<>();
        parents.keySet().stream().filter(node -> !node.startsWith("order ")).forEach(node -> people.computeIfAbsent(
                        root(node), key -> new TreeSet<>())
                .add(node));
        Set<Set<String>> found = Set.copyOf(people.values());
        assertThat(found).hasSize(TRUTH.at("/customers/people").asInt());
        for (JsonNode customer : TRUTH.at("/customers/customers")) {
            Set<String> identifiers = new TreeSet<>();
            customer.properties().forEach(type -> type.getValue()
                    .forEach(value -> identifiers.add(type.getKey() + " " + value.asText())));
            assertThat(found).contains(identifiers);
        }
        assertThat(TRUTH.at("/customers/customers").size()
                        + TRUTH.at("/customers/guests_with_an_order").asInt())
                .isEqualTo(found.size());
    }

    @Test
    void aMergedContactComesBackDeleted() {
        assertThat(TRUTH.at("/customers/merges")).isNotEmpty().allSatisfy(merge -> {
            String day = merge.get("delivery").asText();
            Path file = SampleReader.files(SAMPLE, "salesforce", "WE_").stream()
                    .filter(path -> path.toString().contains(day))
                    .findFirst()
                    .orElseThrow();
            assertThat(SampleReader.rows(SampleReader.text(file, "Contact.csv"), ',', 0))
                    .anyMatch(row -> row.at("IsDeleted").equals("true")
                            && row.at("Id").equals(merge.get("merged").asText())
                            && row.at("MasterRecordId")
                                    .equals(merge.get("survivor").asText()));
        });
    }

    @Test
    void onlyAMergeIdentifiesADuplicateOfTheSecondCrm() {
        assertThat(TRUTH.at("/customers/hubspot_merged").asLong()).isPositive();
        assertThat(TRUTH.at("/customers/customers")).anySatisfy(customer -> assertThat(customer.get("contact"))
                .extracting(JsonNode::asText)
                .anyMatch(id -> id.matches("10\\d{9}")));
    }

    @Test
    void aPlaceholderAddressIsOnManyContacts() {
        Map<String, Integer> contacts = new HashMap<>();
        SampleReader.rows(
                        SampleReader.text(
                                SampleReader.files(SAMPLE, "salesforce", "WE_").get(0), "Contact.csv"),
                        ',',
                        0)
                .stream()
                .filter(row ->
                        row.at("Id").length() == 18 && row.at("CreatedDate").startsWith("20"))
                .forEach(row -> contacts.merge(row.at("Email"), 1, Integer::sum));
        TRUTH.at("/customers/placeholder_emails")
                .forEach(email -> assertThat(contacts.get(email.asText())).isGreaterThan(5));
    }

    private void contacts() {
        Set<String> blocked = new TreeSet<>();
        TRUTH.at("/customers/placeholder_emails").forEach(email -> blocked.add(email.asText()));
        for (Path file : SampleReader.files(SAMPLE, "salesforce", "WE_")) {
            for (Row row : SampleReader.rows(SampleReader.text(file, "Contact.csv"), ',', 0)) {
                if (row.at("Id").length() == 18 && row.at("CreatedDate").startsWith("20")) {
                    String contact = "contact " + row.at("Id");
                    root(contact);
                    join(contact, "contact ", row.at("MasterRecordId"));
                    join(contact, "email ", blocked.contains(row.at("Email")) ? "" : row.at("Email"));
                    join(contact, "login ", row.at("Web_User_Id__c"));
                    join(contact, "loyalty ", row.at("Loyalty_Number__c"));
                }
            }
        }
        for (Path file : SampleReader.files(SAMPLE, "hubspot", "hubspot-crm-exports-contacts")) {
            for (Row row : SampleReader.rows(SampleReader.text(file, ""), ',', 0)) {
                String email = row.at("Email").toLowerCase(Locale.ROOT);
                if (row.at("Record ID").matches("\\d{11}")
                        && !row.at("Create Date").startsWith("2026-02-30")) {
                    String contact = "contact " + row.at("Record ID");
                    root(contact);
                    join(contact, "contact ", row.at("Merged Contact IDs"));
                    join(contact, "email ", blocked.contains(email) ? "" : email);
                    join(contact, "login ", row.at("Web User ID"));
                    join(contact, "loyalty ", row.at("Loyalty Number"));
                }
            }
        }
    }

    private void orders() {
        for (Path file : SampleReader.files(SAMPLE, "shopify", "orders_export")) {
            for (Row row : SampleReader.rows(SampleReader.text(file, ""), ',', 0)) {
                boolean sound = row.at("Name").matches("#\\d+")
                        && row.at("Subtotal").matches("(\\d+\\.\\d\\d)?")
                        && !row.at("Created at").startsWith("2026-02-30");
                if (sound) {
                    join(
                            "order " + row.at("Name").substring(1),
                            "email ",
                            row.at("Email").strip().toLowerCase(Locale.ROOT));
                }
            }
        }
    }

    private void logins() {
        for (Path file : SampleReader.files(SAMPLE, "ga4", "events_")) {
            for (String line : SampleReader.text(file, "").lines().toList()) {
                String login = between(line, "\"user_id\":\"", "\"");
                if (!login.isEmpty()) {
                    // a browser may be shared, so the order of a visit need not belong to its login
                    root("login " + login);
                }
            }
        }
    }

    private void cards() {
        for (Path file : SampleReader.files(SAMPLE, "square", "transactions")) {
            for (Row row : SampleReader.rows(SampleReader.text(file, ""), ',', 0)) {
                boolean sound = row.at("Transaction ID").matches("JQ[1-8]\\d+R?");
                if (sound && !row.at("Customer Reference ID").isEmpty()) {
                    root("loyalty " + row.at("Customer Reference ID"));
                }
            }
        }
    }

    private static String between(String line, String start, String end) {
        int from = line.indexOf(start);
        return from < 0 ? "" : line.substring(from + start.length(), line.indexOf(end, from + start.length()));
    }

    private void join(String one, String type, String value) {
        if (!value.isEmpty()) {
            List<String> roots = new ArrayList<>(List.of(root(one), root(type + value)));
            roots.sort(null);
            parents.put(roots.get(1), roots.get(0));
        }
    }

    private String root(String node) {
        String root = node;
        parents.putIfAbsent(node, node);
        while (!parents.get(root).equals(root)) {
            root = parents.get(root);
        }
        return root;
    }
}
