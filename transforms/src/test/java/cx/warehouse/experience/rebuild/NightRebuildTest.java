package cx.warehouse.experience.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.experience.ExperienceTest;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests nights over a warehouse in memory: the results of a rebuild, and the rows that are published after it. */
class NightRebuildTest extends ExperienceTest {

    private static final String EVENT =
            "interaction_key string, visitor_id string, occurred_at timestamp, login_id string, click_id string";
    private static final String TICKET =
            "interaction_key string, contact_id string, occurred_at timestamp, interaction_detail string";
    private static final String IDENTITY = "record_key string, identifier_type string, identifier_value string";

    private static final String FIRST_EVENTS = """
            e1 | ada | 2026-03-14 12:00:00 | u-ada |
            e2 | ada | 2026-03-14 12:10:00 | |
            e3 | bob | 2026-03-14 15:00:00 | u-bob | gclid-1
            e4 | cay | 2026-03-15 03:50:00 | |
            """;

    /** One contact with two logins. Only the e-mail of the first login connects the second. */
    private static final String FIRST_IDENTITIES = """
            r1 | login | u-ada
            r1 | email | ada@shop.test
            r2 | contact | c-9
            r2 | email | ada@shop.test
            """;

    /** A warehouse after one night, with the deliveries of 15 March. */
    private static MemoryWarehouse published;

    private static MemoryWarehouse.Night firstNight;

    @BeforeAll
    static void publishesTheFirstNight() {
        published = deliverFirstDay(new MemoryWarehouse());
        firstNight = published.run("2026-03-15");
    }

    private static MemoryWarehouse deliverFirstDay(MemoryWarehouse warehouse) {
        return warehouse
                .deliver("interaction", "web", "2026-03-15", events(FIRST_EVENTS))
                .deliver("interaction", "desk", "2026-03-15", tickets("t1 | c-9 | 2026-03-14 16:00:00 | open"))
                .deliver("identity", "crm", "2026-03-15", identities(FIRST_IDENTITIES));
    }

    private static Dataset<Row> events(String rows) {
        return interactions(EVENT, rows);
    }

    private static Dataset<Row> tickets(String rows) {
        return interactions(
                "interaction_type string, " + TICKET,
                rows.lines().map(line -> "ticket | " + line).reduce("", (text, line) -> text + line + "\n"));
    }

    private static Dataset<Row> identities(String rows) {
        return rows("conformed/identity", IDENTITY, rows);
    }

    private static SourceDays days(String source, String... days) {
        return SourceDays.of(source, Arrays.stream(days).map(LocalDate::parse).toList());
    }

    /** Rows of the fact that are no visits. */
    private static String facts(MemoryWarehouse warehouse, String... columns) {
        return text(warehouse.customerExperience().where("interaction_type <> 'visit'"), columns);
    }

    private static String visits(MemoryWarehouse warehouse, String... columns) {
        return text(
                warehouse
                        .customerExperience()
                        .where("interaction_type = 'visit'")
                        .withColumn("campaign", expr("extra['campaign']")),
                columns);
    }

    /** All rows with their current customers, and the state with which the next night starts. */
    private static List<String> all(MemoryWarehouse warehouse) {
        Dataset<Row> fact = warehouse.customerExperience().withColumn("extra", expr("to_json(extra)"));
        Dataset<Row> visits = warehouse
                .published(TableNames.VISITS)
                .withColumn("depends_on", expr("cast(array_sort(depends_on) as string)"))
                .drop("customer_key", "identity_rule");
        return List.of(text(fact, fact.columns()), text(visits, visits.columns()));
    }

    private static org.apache.spark.sql.Column expr(String sql) {
        return org.apache.spark.sql.functions.expr(sql);
    }

    private static String customer(MemoryWarehouse warehouse, String identifier) {
        return text(
                warehouse.published(TableNames.IDENTIFIERS).where("identifier_value = '" + identifier + "'"),
                "customer_key");
    }

    @Test
    void firstNightRebuildsTheDeliveredDaysWhole() {
        assertThat(firstNight.changes().dependencies()).isEmpty();
        assertThat(firstNight.changes().publishedDays()).isEqualTo(SourceDays.NONE);
        assertThat(firstNight.visits().reassigned()).isEmpty();
        assertThat(firstNight.visits().rebuiltDays()).isEqualTo(days("web", "2026-03-14"));
        assertThat(firstNight.interactions().rebuiltDays()).isEqualTo(days("desk", "2026-03-14"));
        assertThat(firstNight.fact().replacedDays())
                .isEqualTo(days("web", "2026-03-14").plus(days("desk", "2026-03-14")));
        assertThat(facts(published, "source", "occurred_at", "identity_rule")).isEqualTo("""
                desk | 2026-03-14 16:00:00 | contact
                web | 2026-03-14 12:00:00 | login
                web | 2026-03-14 12:10:00 | login
                web | 2026-03-14 15:00:00 | login
                web | 2026-03-15 03:50:00 | anonymous""");
    }

    @Test
    void nightWithoutDeliveriesChangesNothing() {
        MemoryWarehouse.Night night = published.copy().run("2026-03-16");
        assertThat(night.visits().rebuiltDays()).isEqualTo(SourceDays.NONE);
        assertThat(night.fact().rows()).isEmpty();
        assertThat(night.visits().allVisits()).isEmpty();
        assertThat(night.fact().replacedDays()).isEqualTo(SourceDays.NONE);
    }

    @Test
    void lateEventJoinsTheVisitOfAPublishedDay() {
        String late = "e5 | ada | 2026-03-14 12:20:00 | |";
        MemoryWarehouse warehouse = published.copy().deliver("interaction", "web", "2026-03-16", events(late));
        MemoryWarehouse.Night night = warehouse.run("2026-03-16");
        assertThat(night.visits().rebuiltDays()).isEqualTo(days("web", "2026-03-14"));
        assertThat(night.visits().facts())
                .as("rebuilt rows, and those of other visitors")
                .hasSize(2);
        assertThat(text(night.visits().facts().get(0).where("interaction_type <> 'visit'"), "occurred_at"))
                .isEqualTo("2026-03-14 12:00:00\n2026-03-14 12:10:00\n2026-03-14 12:20:00");
        assertThat(text(night.visits().facts().get(1).where("interaction_type <> 'visit'"), "occurred_at"))
                .isEqualTo("2026-03-14 15:00:00\n2026-03-15 03:50:00");
        assertThat(all(warehouse)).isEqualTo(all(atOnce("web", "2026-03-16", events(late))));
    }

    @Test
    void redeliveryDropsTheEventsThatItLacks() {
        Dataset<Row> less = events(FIRST_EVENTS.replaceFirst("(?m)^e3.*\\n", ""));
        MemoryWarehouse warehouse = published.copy().deliver("interaction", "web", "2026-03-15", less);
        MemoryWarehouse.Night night = warehouse.run("2026-03-15");
        assertThat(night.visits().rebuiltDays()).isEqualTo(days("web", "2026-03-14"));
        assertThat(night.visits().facts()).as("the day is rebuilt whole").hasSize(1);
        assertThat(all(warehouse)).isEqualTo(all(atOnce("web", "2026-03-15", less)));
        assertThat(facts(warehouse, "source", "occurred_at")).doesNotContain("15:00:00");
    }

    @Test
    void redeliveryOfADayWithoutRowsLeavesNone() {
        MemoryWarehouse warehouse = published.copy().deliver("interaction", "desk", "2026-03-15", tickets(""));
        MemoryWarehouse.Night night = warehouse.run("2026-03-15");
        assertThat(night.interactions().rebuiltDays()).isEqualTo(days("desk", "2026-03-14"));
        assertThat(facts(warehouse, "source")).doesNotContain("desk");
    }

    @Test
    void laterAdClickExplainsThePublishedVisit() {
        Dataset<Row> clicks = rows(
                "conformed/ad_click",
                "click_id string, campaign_id string, campaign_name string",
                "gclid-1 | 7 | Spring");
        assertThat(visits(published, "occurred_at", "campaign")).contains("15:00:00 | (not set)");
        MemoryWarehouse warehouse = published.copy().deliver("ad_click", "ads", "2026-03-16", clicks);
        MemoryWarehouse.Night night = warehouse.run("2026-03-16");
        assertThat(night.changes().deliveredDays()).isEqualTo(SourceDays.NONE);
        assertThat(night.visits().rebuiltDays()).isEqualTo(days("web", "2026-03-14"));
        assertThat(text(night.visits().visits().get(0), "visitor_id")).isEqualTo("bob");
        assertThat(visits(warehouse, "occurred_at", "campaign")).contains("15:00:00 | Spring");
        MemoryWarehouse atOnce =
                deliverFirstDay(new MemoryWarehouse()).deliver("ad_click", "ads", "2026-03-16", clicks);
        atOnce.run("2026-03-16");
        assertThat(all(warehouse)).isEqualTo(all(atOnce));
    }

    @Test
    void mergedKeysLeadToTheSurvivorAndNoRowIsRewritten() {
        String ada = customer(published, "u-ada");
        String bob = customer(published, "u-bob");
        assertThat(ada).isNotEqualTo(bob);
        // two logins are one person only where the CRM merged their contacts
        MemoryWarehouse warehouse = published
                .copy()
                .deliver("identity", "crm", "2026-03-16", identities("""
                r3 | login | u-ada
                r3 | contact | crm:1
                r4 | login | u-bob
                r4 | contact | crm:2
                """))
                .deliver(
                        "profile",
                        "crm",
                        "2026-03-16",
                        rows("conformed/profile", "contact_id string, merged_into string", "crm:2 | crm:1"));
        MemoryWarehouse.Night night = warehouse.run("2026-03-16");
        String survivor = customer(warehouse, "u-bob");
        assertThat(night.changes().customers().hasMerges()).isTrue();
        assertThat(text(night.changes().customers().merges(), "old_key", "new_key"))
                .isEqualTo((survivor.equals(ada) ? bob : ada) + " | " + survivor);
        assertThat(night.fact().replacedDays()).isEqualTo(SourceDays.NONE);
        assertThat(facts(warehouse, "occurred_at", "customer_key"))
                .contains("12:00:00 | " + survivor, "12:10:00 | " + survivor, "15:00:00 | " + survivor);
    }

    @Test
    void splitGivesTheInteractionsToAnotherCustomer() {
        String before = customer(published, "c-9");
        assertThat(customer(published, "u-ada")).isEqualTo(before);
        MemoryWarehouse warehouse = published.copy().deliver("identity", "crm", "2026-03-15", identities("""
                r1 | login | u-ada
                r1 | email | ada@shop.test
                r2 | contact | c-9
                """));
        MemoryWarehouse.Night night = warehouse.run("2026-03-16");
        String login = customer(warehouse, "u-ada");
        String contact = customer(warehouse, "c-9");
        assertThat(login).isNotEqualTo(contact);
        assertThat(text(night.changes().customers().splits(), "old_key")).isEqualTo(before);
        assertThat(facts(warehouse, "occurred_at", "customer_key"))
                .contains("12:00:00 | " + login, "12:10:00 | " + login, "16:00:00 | " + contact);
    }

    @Test
    void laterDeliveryStaysTheLatestWhenAnEarlierOneArrives() {
        MemoryWarehouse warehouse = published
                .copy()
                .deliver("interaction", "desk", "2026-03-18", tickets("t2 | c-9 | 2026-03-15 16:00:00 | solved"));
        warehouse.run("2026-03-18");
        warehouse.deliver("interaction", "desk", "2026-03-17", tickets("""
                t2 | c-9 | 2026-03-15 14:00:00 | open
                t3 | c-9 | 2026-03-15 15:00:00 | open
                """));
        MemoryWarehouse.Night night = warehouse.run("2026-03-18");
        assertThat(night.interactions().rebuiltDays()).isEqualTo(days("desk", "2026-03-15"));
        assertThat(facts(warehouse, "source", "occurred_at", "interaction_detail"))
                .startsWith("""
                desk | 2026-03-14 16:00:00 | open
                desk | 2026-03-15 15:00:00 | open
                desk | 2026-03-15 16:00:00 | solved
                """);
    }

    @Test
    void newVersionReplacesARowOnTheDayOfTheFormerOne() {
        MemoryWarehouse warehouse = published
                .copy()
                .deliver("interaction", "desk", "2026-03-16", tickets("t1 | c-9 | 2026-03-15 16:00:00 | solved"));
        MemoryWarehouse.Night night = warehouse.run("2026-03-16");
        assertThat(night.interactions().rebuiltDays()).isEqualTo(days("desk", "2026-03-14", "2026-03-15"));
        assertThat(facts(warehouse, "source", "occurred_at", "interaction_detail"))
                .startsWith("desk | 2026-03-15 16:00:00 | solved\nweb");
    }

    @Test
    void visitOverMidnightIsRebuiltOnBothDays() {
        String next = """
                e6 | cay | 2026-03-15 04:05:00 | |
                e7 | dan | 2026-03-15 12:00:00 | |
                """;
        MemoryWarehouse warehouse = published.copy().deliver("interaction", "web", "2026-03-16", events(next));
        MemoryWarehouse.Night night = warehouse.run("2026-03-16");
        assertThat(night.visits().rebuiltDays()).isEqualTo(days("web", "2026-03-14", "2026-03-15"));
        assertThat(visits(warehouse, "occurred_at")).isEqualTo("""
                2026-03-14 12:00:00
                2026-03-14 15:00:00
                2026-03-15 03:50:00
                2026-03-15 12:00:00""");
        assertThat(all(warehouse)).isEqualTo(all(atOnce("web", "2026-03-16", events(next))));

        warehouse.deliver("interaction", "web", "2026-03-17", events("e9 | cay | 2026-03-15 16:00:00 | |"));
        MemoryWarehouse.Night late = warehouse.run("2026-03-17");
        assertThat(late.fact().replacedDays())
                .as("the visit over midnight is the same as before")
                .isEqualTo(days("web", "2026-03-15"));
        assertThat(visits(warehouse, "occurred_at"))
                .contains("2026-03-15 03:50:00", "2026-03-15 12:00:00", "2026-03-15 16:00:00");
    }

    @Test
    void ledVisitOverMidnightIsWrittenOnlyWithOneOfItsDays() {
        MemoryWarehouse warehouse = published
                .copy()
                .deliver("interaction", "web", "2026-03-16", events("e6 | cay | 2026-03-15 04:05:00 | |"));
        warehouse.run("2026-03-16");
        warehouse.deliver("interaction", "web", "2026-03-18", events("e8 | cay | 2026-03-17 12:00:00 | u-cay |"));
        warehouse.run("2026-03-18");
        String rows = "occurred_at in (timestamp'2026-03-15 03:50:00', timestamp'2026-03-15 04:05:00')";

        warehouse.deliver("interaction", "web", "2026-03-19", events("e12 | cay | 2026-03-16 16:00:00 | |"));
        MemoryWarehouse.Night beside = warehouse.run("2026-03-19");
        assertThat(beside.fact().replacedDays())
                .as("the key of the visit leads to the person who logged in later")
                .isEqualTo(days("web", "2026-03-16"));
        assertThat(text(warehouse.published(TableNames.FACT).where(rows), "identity_rule"))
                .isEqualTo("anonymous\nanonymous\nanonymous");

        warehouse.deliver("interaction", "web", "2026-03-20", events("e13 | cay | 2026-03-15 16:00:00 | |"));
        MemoryWarehouse.Night within = warehouse.run("2026-03-20");
        assertThat(within.fact().replacedDays()).isEqualTo(days("web", "2026-03-14", "2026-03-15"));
        assertThat(text(warehouse.published(TableNames.FACT).where(rows), "identity_rule"))
                .as("all rows of the visit keep one key")
                .isEqualTo("later_visit\nlater_visit\nlater_visit");
        assertThat(text(
                        warehouse
                                .customerExperience()
                                .where(rows)
                                .select("customer_key")
                                .distinct(),
                        "customer_key"))
                .isEqualTo(customer(warehouse, "u-cay"));
    }

    @Test
    void laterLoginOwnsTheEarlierVisitsOfAVisitorAndNoRowIsRewritten() {
        String login = """
                e8 | cay | 2026-03-17 12:00:00 | u-cay |
                e10 | cay | 2026-03-17 03:50:00 | |
                e11 | cay | 2026-03-17 04:05:00 | |
                """;
        MemoryWarehouse warehouse = published.copy().deliver("interaction", "web", "2026-03-18", events(login));
        MemoryWarehouse.Night night = warehouse.run("2026-03-18");
        assertThat(night.visits().reassigned()).isEmpty();
        assertThat(night.fact().replacedDays()).isEqualTo(days("web", "2026-03-16", "2026-03-17"));
        assertThat(all(warehouse)).isEqualTo(all(atOnce("web", "2026-03-18", events(login))));

        String between = "e9 | cay | 2026-03-14 20:00:00 | u-day |";
        warehouse.deliver("interaction", "web", "2026-03-19", events(between));
        MemoryWarehouse.Night late = warehouse.run("2026-03-19");
        assertThat(text(late.visits().reassigned().orElseThrow(), "event_date", "identity_rule"))
                .isEqualTo("2026-03-16 | earlier_visit");
        assertThat(late.fact().replacedDays())
                .as("the visit over midnight has rows on two days")
                .isEqualTo(days("web", "2026-03-14", "2026-03-16", "2026-03-17"));
        String owner = " | " + customer(warehouse, "u-day") + " | earlier_visit";
        assertThat(facts(warehouse, "occurred_at", "customer_key", "identity_rule"))
                .contains("2026-03-17 03:50:00" + owner, "2026-03-17 04:05:00" + owner);
        assertThat(text(warehouse.published(TableNames.VISITS), "visit_started_at"))
                .as("the state has a row for every visit of the fact")
                .isEqualTo(visits(warehouse, "occurred_at"));
    }

    /** A warehouse that takes in the first day and one more delivery of interactions in a single night. */
    private static MemoryWarehouse atOnce(String source, String date, Dataset<Row> rows) {
        MemoryWarehouse warehouse = deliverFirstDay(new MemoryWarehouse()).deliver("interaction", source, date, rows);
        warehouse.run(date);
        return warehouse;
    }
}
