package cx.warehouse.experience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class IdentitiesTest extends ExperienceTest {

    private static final LocalDate FIRST = LocalDate.parse("2026-03-14");
    private static final LocalDate SECOND = LocalDate.parse("2026-03-15");

    private static Identities.Resolved resolve(String identities, String merges, Dataset<Row> prior, LocalDate day) {
        return Identities.resolve(
                rows(
                        "conformed/identity",
                        "record_key string, identifier_type string, identifier_value string, seen_at timestamp",
                        identities),
                rows("conformed/profile", "contact_id string, merged_into string", merges),
                prior,
                none("mart/dim_customer"),
                Identifiers.DEFAULT_BLOCKED,
                SETTINGS,
                day);
    }

    /** The identifiers of each customer on a line, customers in order of their least identifier. */
    private static String people(Identities.Resolved resolved) {
        return resolved
                .nodes()
                .selectExpr("customer_key", "concat(identifier_type, ':', identifier_value) node")
                .collectAsList()
                .stream()
                .collect(Collectors.groupingBy(
                        row -> row.getString(0),
                        Collectors.mapping(row -> row.getString(1), Collectors.toCollection(java.util.TreeSet::new))))
                .values()
                .stream()
                .map(nodes -> String.join(" ", nodes))
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private static String key(Identities.Resolved resolved, String value) {
        return resolved.nodes()
                .filter("identifier_value = '" + value + "'")
                .first()
                .getAs("customer_key");
    }

    @Test
    void identifiersOfOneRecordMakeOnePersonOverAllSources() {
        assertThat(people(resolve("""
                r1 | contact | sf:1 | 2026-03-01
                r1 | email | Ada@Mail.test | 2026-03-01
                r2 | email | ada@mail.test | 2026-03-02
                r2 | login | u1 | 2026-03-02
                r3 | order | #100 | 2026-03-03
                r3 | email | ADA@mail.test | 2026-03-03
                r4 | contact | sf:2 | 2026-03-01
                r4 | phone | +1 555 | 2026-03-01
                r5 | contact | sf:3 | 2026-03-01
                r5 | phone | +1555 | 2026-03-01
                """, "", Identities.none(spark()), FIRST))).isEqualTo("""
                contact:sf:1 email:ada@mail.test login:u1 order:100
                contact:sf:2
                contact:sf:3""");
    }

    @Test
    void aMergeInTheCrmJoinsTwoContacts() {
        assertThat(people(resolve("""
                r1 | contact | sf:1 | 2026-03-01
                r2 | contact | sf:2 | 2026-03-01
                r2 | login | u2 | 2026-03-01
                """, "sf:1 | sf:2", Identities.none(spark()), FIRST)))
                .isEqualTo("contact:sf:1 contact:sf:2 login:u2");
    }

    @Test
    void aBlockedValueAndOneThatTiesMoreThanFiveContactsJoinNobodyAndAreReported() {
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
        Identities.Resolved resolved = resolve(records.toString(), "", Identities.none(spark()), FIRST);
        assertThat(people(resolved).lines()).hasSize(8).allMatch(line -> line.matches("contact:hub:\\d"));
        assertThat(text(resolved.blocked(), "identifier_type", "identifier_value", "reason", "degree"))
                .isEqualTo("""
                email | family@mail.test | ties more than 5 contacts | 6
                email | info@shop.test | listed | 2
                loyalty | 000-0 | zeros | 2
                phone | +10000000000 | one digit repeated | 2""");
    }

    @Test
    void aKeyStaysWhenMoreBecomesKnownAndTheOlderKeySurvivesAMerge() {
        String night1 = """
                r1 | contact | sf:1 | 2026-03-05
                r2 | login | u2 | 2026-03-01
                """;
        Identities.Resolved first = resolve(night1, "", Identities.none(spark()), FIRST);
        Identities.Resolved second = resolve(night1 + """
                r3 | contact | sf:1 | 2026-03-06
                r3 | login | u2 | 2026-03-06
                r3 | email | new@mail.test | 2026-02-01
                """, "", first.nodes(), SECOND);
        assertThat(key(second, "new@mail.test")).isEqualTo(key(second, "sf:1")).isEqualTo(key(first, "u2"));
        assertThat(text(second.changes(), "old_key", "new_key", "reason", "changed_on"))
                .isEqualTo(key(first, "sf:1") + " | " + key(first, "u2") + " | merge | 2026-03-15");
    }

    @Test
    void aKeyWhoseIdentifiersFallApartStaysWithTheStrongerPartAndIsNeverGivenTwice() {
        Identities.Resolved first = resolve("""
                r1 | email | old@mail.test | 2026-01-01
                r1 | contact | sf:1 | 2026-03-05
                """, "", Identities.none(spark()), FIRST);
        Identities.Resolved second = resolve("""
                r1 | email | old@mail.test | 2026-01-01
                r2 | contact | sf:1 | 2026-03-05
                """, "", first.nodes(), SECOND);
        assertThat(key(second, "sf:1")).isEqualTo(key(first, "sf:1"));
        assertThat(key(second, "old@mail.test")).isNotEqualTo(key(first, "sf:1"));
        assertThat(text(second.changes(), "reason")).isEqualTo("split");
    }

    @Test
    void theSameEvidenceInAnotherOrderGivesTheSameKeys() {
        List<String> records = List.of(
                "r1 | contact | sf:1 | 2026-03-05",
                "r1 | email | a@mail.test | 2026-03-05",
                "r2 | email | a@mail.test | 2026-03-01",
                "r2 | login | u1 | 2026-03-01",
                "r3 | loyalty | L1 | 2026-03-02");
        List<String> reversed = new java.util.ArrayList<>(records);
        java.util.Collections.reverse(reversed);
        String one = text(
                resolve(String.join("\n", records), "", Identities.none(spark()), FIRST)
                        .nodes(),
                "identifier_value",
                "customer_key",
                "anchor");
        String other = text(
                resolve(String.join("\n", reversed), "", Identities.none(spark()), FIRST)
                        .nodes()
                        .repartition(7),
                "identifier_value",
                "customer_key",
                "anchor");
        assertThat(one).isEqualTo(other).contains("login:u1");
    }

    @Test
    void loginsOnADeviceAreNoEvidenceThatTwoPeopleAreOne() {
        Dataset<Row> seen = Identities.ofInteractions(interactions(
                "interaction_key string, visitor_id string, login_id string, email string, occurred_at timestamp",
                """
                e1 | V | u1 | | 2026-03-14 11:00:00
                e2 | V | u2 | | 2026-03-14 13:00:00
                e3 | V | u1 | | 2026-03-14 10:00:00
                e4 | | u3 | c@mail.test | 2026-03-14 10:00:00
                """));
        assertThat(text(seen, "record_key", "identifier_type", "identifier_value", "seen_at"))
                .isEqualTo("""
                e4 | email | c@mail.test | 2026-03-14 10:00:00
                e4 | login | u3 | 2026-03-14 10:00:00
                login:u1 | login | u1 | 2026-03-14 10:00:00
                login:u2 | login | u2 | 2026-03-14 13:00:00""");
    }
}
