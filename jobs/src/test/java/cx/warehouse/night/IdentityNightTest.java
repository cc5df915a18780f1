package cx.warehouse.night;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.settings.Settings;
import cx.warehouse.testing.Nights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the customers that nights make of the contacts of a CRM. */
class IdentityNightTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 5, 4);
    private static final LocalDate SECOND = FIRST.plusDays(1);

    private static final List<String> COPIES = Stream.of(1, 2, 3, 4, 5, 6)
            .map(number -> number + ",Lea,Brook,lea.brook@mail.test")
            .toList();

    private static final List<String> HOUSEHOLD = Stream.of("Ada", "Ben", "Cid", "Dora", "Emil", "Fay")
            .map(name -> (11 + name.charAt(0) - 'A') + "," + name + ",Stone,office@stone.test")
            .toList();

    @TempDir
    Path folder;

    @Test
    void copiesAreOneCustomerAndDifferentPeopleStayApart() throws IOException {
        deliver("at-once", FIRST, Stream.concat(COPIES.stream(), HOUSEHOLD.stream()));
        Settings atOnce = run("at-once", FIRST);
        deliver(
                "in-two",
                FIRST,
                Stream.concat(COPIES.stream().limit(3), HOUSEHOLD.stream().limit(3)));
        deliver(
                "in-two",
                SECOND,
                Stream.concat(COPIES.stream().skip(3), HOUSEHOLD.stream().skip(3)));
        Settings inTwo = run("in-two", FIRST, SECOND);

        assertThat(customers(atOnce)).isEqualTo("7 customers of 13 identifiers");
        assertThat(blocked(atOnce)).isEqualTo("[email,office@stone.test,ties more than 5 contacts,6]");
        assertThat(customers(inTwo)).isEqualTo(customers(atOnce));
        assertThat(blocked(inTwo)).isEqualTo(blocked(atOnce));
    }

    @Test
    void aNightThatMergesTooManyCustomersIsRefusedUntilAccepted() throws IOException {
        deliver(
                "refused",
                FIRST,
                HOUSEHOLD.stream().map(contact -> contact.replace("office", contact.substring(0, 2))));
        Settings settings = run("refused", FIRST);
        deliver("refused", SECOND, HOUSEHOLD.stream().limit(3));
        Settings strict = settings("refused", Map.of("identity.breaker.at-least", "1"));

        NightReport refused = Nights.run(strict, SECOND);
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.fault().orElseThrow().getMessage())
                .contains("merge or split 2 of 6 known customers; identity.breaker allows 1", " merge")
                .contains("--accept-identity-changes");
        assertThat(customers(strict)).isEqualTo("6 customers of 12 identifiers");

        try (Warehouse warehouse = Warehouse.open(strict)) {
            assertThat(new Night(warehouse, NightProgress.SILENT)
                            .acceptIdentityChanges()
                            .run(SECOND)
                            .exitCode())
                    .isZero();
        }
        assertThat(customers(strict)).isEqualTo("4 customers of 13 identifiers");
    }

    private void deliver(String name, LocalDate date, Stream<String> contacts) throws IOException {
        Path file = folder.resolve(name + "/drops/" + date + "/hubspot/hubspot-crm-exports-contacts-" + date + ".csv");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                contacts.map(contact -> contact + "," + date + " 09:00")
                        .collect(Collectors.joining("\n", "Record ID,First Name,Last Name,Email,Create Date\n", "\n")));
    }

    private Settings settings(String name, Map<String, String> own) {
        Map<String, String> options = new TreeMap<>(own);
        options.put("drop-zone", folder.resolve(name + "/drops").toString());
        options.put(
                "reference",
                Path.of(System.getProperty("cxw.home"), "schemas/reference").toString());
        return Nights.settings(folder.resolve(name + "/wh"), options);
    }

    private Settings run(String name, LocalDate... dates) {
        Settings settings = settings(name, Map.of());
        for (LocalDate date : dates) {
            assertThat(Nights.run(settings, date).exitCode()).isZero();
        }
        return settings;
    }

    private static String customers(Settings settings) {
        return Nights.ask(
                Path.of(settings.root()),
                "select count(distinct customer_key) || ' customers of ' || count(*) || ' identifiers'"
                        + " from {bridge_identity} where valid_to is null");
    }

    private static String blocked(Settings settings) {
        try (Warehouse warehouse = Warehouse.open(settings)) {
            return warehouse
                    .tables()
                    .read("state.identity_blocked")
                    .select("identifier_type", "identifier_value", "reason", "degree")
                    .collectAsList()
                    .stream()
                    .map(Object::toString)
                    .collect(Collectors.joining("\n"));
        }
    }
}
