package cx.warehouse.experience.identity;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.experience.CountedFrame;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class IdentityResolutionTest extends ResolutionTest {

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
                """, "", IdentityResolution.emptyNodes(spark()), FIRST)))
                .isEqualTo("""
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
                """, "sf:1 | sf:2", IdentityResolution.emptyNodes(spark()), FIRST)))
                .isEqualTo("contact:sf:1 contact:sf:2 login:u2");
    }

    @Test
    void anOrderNumberJoinsAnyNumberOfContactsAndMakesNoCustomerAlone() {
        StringBuilder records = new StringBuilder("r0 | order | 101 | 2026-03-01\n");
        for (int i = 1; i <= 6; i++) {
            records.append("r" + i + " | contact | sf:" + i + " | 2026-03-01\n");
            records.append("r" + i + " | order | 100 | 2026-03-01\n");
        }
        assertThat(people(resolve(records.toString(), "", IdentityResolution.emptyNodes(spark()), FIRST)))
                .isEqualTo("contact:sf:1 contact:sf:2 contact:sf:3 contact:sf:4 contact:sf:5 contact:sf:6 order:100");
    }

    @Test
    void aContactThatIsKnownByItsMergeAloneIsPartOfItsSurvivor() {
        assertThat(people(resolve(
                        "r2 | contact | sf:2 | 2026-03-01",
                        "sf:1 | sf:2",
                        IdentityResolution.emptyNodes(spark()),
                        FIRST)))
                .isEqualTo("contact:sf:1 contact:sf:2");
    }

    @Test
    void aListedContactJoinsNobodyAlsoWhereACrmMergedIntoIt() {
        IdentityResolution.ResolvedIdentities resolved =
                resolve("""
                r1 | contact | sf:1 | 2026-03-01
                r2 | contact | sf:2 | 2026-03-01
                """, "sf:1 | unknown\nsf:2 | unknown", IdentityResolution.emptyNodes(spark()), FIRST);
        assertThat(people(resolved)).isEqualTo("contact:sf:1\ncontact:sf:2");
        assertThat(text(resolved.blockedValues(), "identifier_value", "reason")).isEqualTo("unknown | listed");
    }

    @Test
    void aMergeIntoABlankContactIsNone() {
        Dataset<Row> profiles = rows(
                        "conformed/profile", "contact_id string, merged_into string", "sf:1 | sf:2\nsf:3 | _")
                .selectExpr("contact_id", "translate(merged_into, '_', ' ') merged_into", "version_at", "created_at");
        assertThat(text(IdentityEvidence.merges(profiles), "contact", "survivor", "seen_at"))
                .isEqualTo("sf:1 | sf:2 | 2026-03-01 00:00:00");
    }

    @Test
    void withoutAnyTableTheKeysAreThoseOfAnEmptyWarehouse() {
        Dataset<Row> identities = rows(
                "conformed/identity",
                "record_key string, identifier_type string, identifier_value string, seen_at timestamp",
                """
                r1 | contact | sf:1 | 2026-03-05
                r1 | email | a@mail.test | 2026-03-05
                r2 | email | a@mail.test | 2026-03-01
                r2 | login | u1 | 2026-03-01
                r3 | order | 7 | 2026-03-01
                """);
        Dataset<Row> none = IdentityResolution.emptyNodes(spark());
        Dataset<Row> noKeys =
                spark().createDataFrame(List.of(), StructType.fromDDL("customer_key string, is_anonymous boolean"));
        IdentityResolution.ResolvedIdentities first = IdentityResolution.resolve(
                new CountedFrame(identities, 5),
                none("conformed/profile"),
                none,
                noKeys,
                Identifiers.DEFAULT_BLOCKED,
                SETTINGS,
                FIRST,
                FRAMES);
        IdentityResolution.ResolvedIdentities later = IdentityResolution.resolve(
                new CountedFrame(identities, 5),
                none("conformed/profile"),
                none.repartition(1),
                noKeys.repartition(1),
                Identifiers.DEFAULT_BLOCKED,
                SETTINGS,
                FIRST,
                FRAMES);
        String[] columns = first.nodes().columns();
        assertThat(none.isLocal()).isTrue();
        assertThat(text(first.nodes(), columns))
                .isEqualTo(text(later.nodes(), columns))
                .contains("login:u1");
        assertThat(first.nodes().schema()).isEqualTo(later.nodes().schema());
        assertThat(first.changes().columns()).isEqualTo(later.changes().columns());
        assertThat(first.changes().count()).isZero();
    }

    @Test
    void aKeyStaysWhenMoreBecomesKnownAndTheOlderKeySurvivesAMerge() {
        String night1 = """
                r1 | contact | sf:1 | 2026-03-05
                r2 | login | u2 | 2026-03-01
                """;
        IdentityResolution.ResolvedIdentities first =
                resolve(night1, "", IdentityResolution.emptyNodes(spark()), FIRST);
        IdentityResolution.ResolvedIdentities second = resolve(night1 + """
                r3 | contact | sf:1 | 2026-03-06
                r3 | login | u2 | 2026-03-06
                r3 | email | new@mail.test | 2026-02-01
                """, "", first.nodes(), SECOND);
        assertThat(key(second, "new@mail.test")).isEqualTo(key(second, "sf:1")).isEqualTo(key(first, "u2"));
        assertThat(text(second.changes(), "old_key", "new_key", "reason", "changed_on"))
                .isEqualTo(key(first, "sf:1") + " | " + key(first, "u2") + " | merge | 2026-03-15");
    }

    @Test
    void aSplitKeyStaysWithTheStrongerPartAndIsNeverGivenTwice() {
        IdentityResolution.ResolvedIdentities first = resolve("""
                r1 | email | old@mail.test | 2026-01-01
                r1 | contact | sf:1 | 2026-03-05
                """, "", IdentityResolution.emptyNodes(spark()), FIRST);
        IdentityResolution.ResolvedIdentities second = resolve("""
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
                resolve(String.join("\n", records), "", IdentityResolution.emptyNodes(spark()), FIRST)
                        .nodes(),
                "identifier_value",
                "customer_key",
                "anchor");
        String other = text(
                resolve(String.join("\n", reversed), "", IdentityResolution.emptyNodes(spark()), FIRST)
                        .nodes()
                        .repartition(7),
                "identifier_value",
                "customer_key",
                "anchor");
        assertThat(one).isEqualTo(other).contains("login:u1");
    }

    @Test
    void loginsOnADeviceAreNoEvidenceThatTwoPeopleAreOne() {
        Dataset<Row> seen = IdentityResolution.ofInteractions(interactions(
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
