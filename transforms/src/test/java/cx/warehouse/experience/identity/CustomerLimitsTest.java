package cx.warehouse.experience.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Tests the limits of identifiers that one customer may have. */
class CustomerLimitsTest extends ResolutionTest {

    private static final String[] LINK = {"left_value", "right_value", "records", "reason"};

    private static final List<String> RECORDS = List.of(
            // two contacts with logins of their own share an e-mail; the second shows it twice
            "a1 | contact | sf:a1 | 2026-03-01",
            "a1 | login | ua1 | 2026-03-01",
            "a1 | email | a@mail.test | 2026-03-01",
            "a2 | contact | sf:a2 | 2026-03-02",
            "a2 | login | ua2 | 2026-03-02",
            "a2 | email | a@mail.test | 2026-03-02",
            "a3 | contact | sf:a2 | 2026-03-03",
            "a3 | email | a@mail.test | 2026-03-03",
            "a4 | order | 77 | 2026-03-04",
            "a4 | email | a@mail.test | 2026-03-04",
            // the CRM merged these two, so their logins are those of one person; a third login stays apart
            "b1 | contact | sf:b1 | 2026-03-01",
            "b1 | login | ub1 | 2026-03-01",
            "b2 | contact | sf:b2 | 2026-03-01",
            "b2 | login | ub2 | 2026-03-01",
            "b2 | email | b@mail.test | 2026-03-01",
            "b3 | login | ub3 | 2026-03-01",
            "b3 | email | b@mail.test | 2026-03-01",
            // one contact with four loyalty numbers, in order of time
            "c1 | contact | sf:c | 2026-03-01",
            "c1 | loyalty | L4 | 2026-03-01",
            "c2 | contact | sf:c | 2026-03-02",
            "c2 | loyalty | L3 | 2026-03-02",
            "c3 | contact | sf:c | 2026-03-03",
            "c3 | loyalty | L2 | 2026-03-03",
            "c4 | contact | sf:c | 2026-03-04",
            "c4 | loyalty | L1 | 2026-03-04");

    /** A chain of contacts, each tied to the next by an e-mail of their own. */
    private static List<String> chain(int contacts) {
        List<String> records = new ArrayList<>();
        for (int i = 1; i <= contacts; i++) {
            records.add("d%d | contact | hub:%d | 2026-03-0%d".formatted(i, i, i));
            records.add("d%d | email | d%d@mail.test | 2026-03-0%d".formatted(i, i, i));
            if (i > 1) {
                records.add("d%d | email | d%d@mail.test | 2026-03-0%d".formatted(i, i - 1, i));
            }
        }
        return records;
    }

    private static Dataset<Row> profiles() {
        StringBuilder rows = new StringBuilder("sf:b2 | sf:b1 |\n");
        for (int i = 1; i <= 6; i++) {
            rows.append("hub:%d | | Name%d\n".formatted(i, i));
        }
        return rows("conformed/profile", "contact_id string, merged_into string, first_name string", rows.toString());
    }

    private static IdentityResolution.ResolvedIdentities resolve(List<String> records) {
        return resolve(String.join("\n", records), profiles(), IdentityResolution.emptyNodes(spark()), FIRST);
    }

    @Test
    void theWeakestLinkThatBreaksALimitIsDropped() {
        List<String> records = new ArrayList<>(RECORDS);
        records.addAll(chain(6));
        IdentityResolution.ResolvedIdentities resolved = resolve(records);
        String people = people(resolved);
        String dropped = text(resolved.droppedLinks().orElseThrow(), LINK);
        assertThat(people).isEqualTo("""
                contact:hub:1 contact:hub:2 contact:hub:3 contact:hub:4 contact:hub:5 email:d1@mail.test\
                 email:d2@mail.test email:d3@mail.test email:d4@mail.test email:d5@mail.test
                contact:hub:6 email:d6@mail.test
                contact:sf:a1 login:ua1
                contact:sf:a2 email:a@mail.test login:ua2 order:77
                contact:sf:b1 contact:sf:b2 email:b@mail.test login:ub1 login:ub2
                contact:sf:c loyalty:L2 loyalty:L3 loyalty:L4
                login:ub3
                loyalty:L1""");
        assertThat(dropped).isEqualTo("""
                b@mail.test | ub3 | 1 | would join 2 logins; the limit is 1
                hub:6 | d5@mail.test | 1 | would join 6 contacts of hub that disagree; the limit is 5
                sf:a1 | a@mail.test | 1 | would join 2 logins; the limit is 1
                sf:c | L1 | 1 | would join 4 loyalty numbers; the limit is 3""");

        Collections.shuffle(records, new Random(5));
        IdentityResolution.ResolvedIdentities shuffled = resolve(records);
        assertThat(people(shuffled)).isEqualTo(people);
        assertThat(text(shuffled.droppedLinks().orElseThrow(), LINK)).isEqualTo(dropped);

        IdentityResolution.ResolvedIdentities onCluster = resolveOnCluster(String.join("\n", records), profiles());
        assertThat(people(onCluster)).isEqualTo(people);
        assertThat(text(onCluster.droppedLinks().orElseThrow(), LINK)).isEqualTo(dropped);
    }

    @Test
    void customersWithinTheLimitsAreNotDivided() {
        IdentityResolution.ResolvedIdentities resolved = resolve(chain(5));
        assertThat(resolved.droppedLinks()).isEmpty();
        assertThat(people(resolved).lines()).hasSize(2).contains("contact:sf:b1 contact:sf:b2");
    }
}
