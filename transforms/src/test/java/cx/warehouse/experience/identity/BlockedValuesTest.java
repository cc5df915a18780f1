package cx.warehouse.experience.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Tests the values that join no people, because they are listed or tie too many contacts that disagree. */
class BlockedValuesTest extends ResolutionTest {

    private static Dataset<Row> profiles(String rows) {
        return rows(
                "conformed/profile",
                "contact_id string, merged_into string, first_name string, last_name string, birth_date date,"
                        + " business_date date",
                rows);
    }

    /** Profiles of contacts 1 to {@code count} of a CRM, each with a first name of its own. */
    private static Dataset<Row> named(String crm, int count) {
        return profiles(lines(count, i -> crm + ":" + i + " | | Name" + i + " | | | 2026-03-14"));
    }

    private static String lines(int count, IntFunction<String> line) {
        return IntStream.rangeClosed(1, count).mapToObj(line).collect(Collectors.joining("\n"));
    }

    /** Contacts 1 to {@code count} of one CRM that share an e-mail. */
    private static String sharing(int count) {
        return lines(count, i -> "r%1$d | contact | hub:%1$d | 2026-03-01\nr%1$d | email | a@mail.test | 2026-03-01"
                .formatted(i));
    }

    /** The degree of the shared e-mail if it is blocked, else the number of customers. */
    private static String outcome(String records, Dataset<Row> profiles) {
        IdentityResolution.ResolvedIdentities resolved =
                resolve(records, profiles, IdentityResolution.emptyNodes(spark()), FIRST);
        String blocked = text(resolved.blockedValues(), "degree");
        long customers = people(resolved).lines().count();
        return blocked.isEmpty() ? customers + " customers" : "degree " + blocked + ", " + customers + " customers";
    }

    @Test
    void copiesOfOnePersonAreOneCustomerHoweverMany() {
        Dataset<Row> copies = profiles(lines(
                7, i -> "hub:%d | | %s | Quill | 1980-02-0%d | 2026-03-14".formatted(i, i > 3 ? "NORA" : " Nora", 1)));
        assertThat(outcome(sharing(7), copies)).isEqualTo("1 customers");
    }

    @Test
    void contactsThatDisagreeInOneAttributeAreCounted() {
        assertThat(outcome(sharing(6), named("hub", 6))).isEqualTo("degree 6, 6 customers");
        assertThat(outcome(sharing(7), named("hub", 6))).isEqualTo("degree 6, 7 customers");
        assertThat(outcome(sharing(7), named("hub", 5))).isEqualTo("1 customers");
        assertThat(outcome(sharing(6), profiles(lines(6, i -> "hub:%d | | Ada | | 1980-02-0%d | 2026-03-14"
                        .formatted(i, i)))))
                .isEqualTo("degree 6, 6 customers");
        String threeByTwo =
                lines(6, i -> "hub:%d | | Name%d | Family%d | | 2026-03-14".formatted(i, (i + 1) / 2, i % 2));
        assertThat(outcome(sharing(6), profiles(threeByTwo))).isEqualTo("degree 6, 6 customers");
    }

    @Test
    void aMissingNameDisagreesWithNobodyButLoginsDo() {
        assertThat(outcome(sharing(6), none("conformed/profile"))).isEqualTo("1 customers");
        String logins = lines(6, i -> "r%1$d | login | u%1$d | 2026-03-01".formatted(i));
        assertThat(outcome(sharing(6) + "\n" + logins, none("conformed/profile")))
                .isEqualTo("degree 6, 6 customers");
        String oneLogin = lines(6, i -> "r%d | login | u1 | 2026-03-01".formatted(i));
        assertThat(outcome(
                        sharing(6) + "\n" + oneLogin,
                        profiles(lines(3, i -> "hub:" + i + " | | Ada | | | 2026-03-14"))))
                .isEqualTo("1 customers");
    }

    @Test
    void theLatestNameOfAContactCounts() {
        Dataset<Row> renamed =
                named("hub", 6).unionByName(profiles(lines(6, i -> "hub:" + i + " | | Nora | | | 2026-03-15")));
        assertThat(outcome(sharing(6), renamed)).isEqualTo("1 customers");
        assertThat(outcome(
                        sharing(6),
                        renamed.unionByName(
                                profiles(lines(6, i -> "hub:" + i + " | | Nora" + i + " | | | 2026-03-16")))))
                .isEqualTo("degree 6, 6 customers");
    }

    @Test
    void listedValuesAndThoseThatTieTooManyContactsJoinNobody() {
        StringBuilder records = new StringBuilder();
        for (int i = 1; i <= 6; i++) {
            records.append("r" + i + " | contact | hub:" + i + " | 2026-03-01\n");
            records.append("r" + i + " | email | family@mail.test | 2026-03-01\n");
        }
        for (int i = 7; i <= 8; i++) {
            records.append("r" + i + " | contact | hub:" + i + " | 2026-03-01\n");
            records.append("r" + i + " | email | info@shop.test | 2026-03-01\n");
            records.append("r" + i + " | phone | +10000000000 | 2026-03-01\n");
            records.append("r" + i + " | loyalty | 000-0 | 2026-03-01\n");
        }
        records.append("r9 | order | 100 | 2026-03-01\nr9 | email | info@shop.test | 2026-03-01\n");
        IdentityResolution.ResolvedIdentities resolved =
                resolve(records.toString(), named("hub", 6), IdentityResolution.emptyNodes(spark()), FIRST);
        assertThat(people(resolved).lines()).hasSize(8).allMatch(line -> line.matches("contact:hub:\\d"));
        assertThat(text(resolved.blockedValues(), "identifier_type", "identifier_value", "reason", "degree"))
                .isEqualTo("""
                email | family@mail.test | ties more than 5 contacts | 6
                email | info@shop.test | listed | 2
                loyalty | 000-0 | zeros | 2
                phone | +10000000000 | one digit repeated | 2""");
    }

    @Test
    void anIdentifierThatStartsOrStopsBlockingFindsItsInteractions() {
        String schema = "identifier_type string, identifier_value string, reason string";
        Dataset<Row> turned = IdentityResolution.blockingChanges(frame(schema, """
                email | info@shop.test | listed
                email | once@mail.test | ties more than 5 contacts
                email | both@mail.test | ties more than 5 contacts
                """), frame(schema, """
                email | test@shop.test | listed
                email | now@mail.test | ties more than 5 contacts
                email | both@mail.test | ties more than 5 contacts
                """));
        assertThat(text(turned, "identifier_value")).isEqualTo("now@mail.test\nonce@mail.test");
        Dataset<Row> interactions =
                interactions("interaction_key string, source string, email string, login_id string", """
                        i1 | survey | NOW@mail.test | u1
                        i2 | shop | once@mail.test |
                        i3 | shop | both@mail.test |
                        i4 | shop | | now@mail.test
                        i5 | shop | test@shop.test |
                        """);
        assertThat(text(IdentityResolution.interactionsWith(interactions, turned), "source"))
                .isEqualTo("shop\nsurvey");
    }

    @Test
    void aValueTiesAContactOnceHoweverOftenItsRecordIsDelivered() {
        StringBuilder records = new StringBuilder();
        for (int night = 1; night <= 6; night++) {
            records.append("r1 | contact | sf:1 | 2026-03-0" + night + "\n");
            records.append("r1 | email | ada@mail.test | 2026-03-0" + night + "\n");
        }
        IdentityResolution.ResolvedIdentities resolved =
                resolve(records.toString(), "", IdentityResolution.emptyNodes(spark()), FIRST);
        assertThat(people(resolved)).isEqualTo("contact:sf:1 email:ada@mail.test");
        assertThat(text(resolved.nodes(), "identifier_value", "first_seen_at"))
                .isEqualTo("ada@mail.test | 2026-03-01 00:00:00\nsf:1 | 2026-03-01 00:00:00");
        assertThat(resolved.blockedValues().count()).isZero();
    }

    @Test
    void contactsOfAnotherCrmAndMergedContactsAreNotCounted() {
        StringBuilder records = new StringBuilder();
        for (int i = 1; i <= 6; i++) {
            records.append("r" + i + " | contact | sf:" + i + " | 2026-03-01\n");
            records.append("r" + i + " | loyalty | L1 | 2026-03-01\n");
        }
        records.append("r7 | contact | hub:7 | 2026-03-01\nr7 | loyalty | L1 | 2026-03-01\n");
        IdentityResolution.ResolvedIdentities apart =
                resolve(records.toString(), named("sf", 6), IdentityResolution.emptyNodes(spark()), FIRST);
        IdentityResolution.ResolvedIdentities merged = resolve(
                records.toString(),
                named("sf", 6).unionByName(profiles("sf:2 | sf:1 | | | |")),
                IdentityResolution.emptyNodes(spark()),
                FIRST);
        assertThat(text(apart.blockedValues(), "identifier_value", "degree")).isEqualTo("L1 | 6");
        assertThat(people(merged))
                .isEqualTo("contact:hub:7 contact:sf:1 contact:sf:2 contact:sf:3 contact:sf:4 contact:sf:5"
                        + " contact:sf:6 loyalty:L1");
    }
}
