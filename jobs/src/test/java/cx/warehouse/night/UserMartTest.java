package cx.warehouse.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cx.warehouse.files.Fault;
import cx.warehouse.settings.Settings;
import cx.warehouse.testing.Folders;
import cx.warehouse.testing.Nights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Marts that users add in a folder of their own: built by days, refused alone, tried again. */
class UserMartTest {

    private static final LocalDate FIRST = Nights.dates().get(0);
    private static final LocalDate SECOND = Nights.dates().get(1);

    private static final String ORDERS = ordersBy("store_day", "order_date", "order_date");

    private static final String TOTAL = """
            table: mart.store_total
            description: Orders of all days.
            grain: one row an origin
            key: [origin]
            build:
              by: whole
              reads:
                store_day: whole
              sql: select origin, sum(orders) as orders from store_day group by origin
            columns:
              - {name: origin, type: "string", required: true, description: "web, store"}
              - {name: orders, type: "bigint", required: true, description: "orders"}
            """;

    private static final List<String> PERIODS = List.of("week", "month");

    private static final String ASKED = "select origin, sum(orders) from {store_day} group by origin order by origin";
    private static final String EXPECTED = "select origin, count(*) from {fact_order} group by origin order by origin";

    @TempDir
    Path folder;

    private Path root;
    private Path mine;

    @BeforeEach
    void aFewVendorsAndAFolderOfMine() throws IOException {
        root = folder.resolve("wh");
        mine = folder.resolve("mine");
        Files.createDirectories(mine.resolve("tables"));
        Files.createDirectories(mine.resolve("expectations"));
        for (LocalDate date : Nights.dates()) {
            for (String vendor : new String[] {"awin", "shopify", "square"}) {
                Folders.copy(
                        Nights.sample().resolve("drops/" + date + "/" + vendor),
                        folder.resolve("drops/" + date + "/" + vendor));
            }
        }
    }

    @Test
    void martsOfAllPeriodsEqualTheirFactOnEveryNight() throws IOException {
        declare("store_day", ORDERS);
        declare("store_total", TOTAL);
        for (String period : PERIODS) {
            declare("store_" + period, byPeriod(period));
        }
        for (LocalDate date : Nights.dates()) {
            if (date.equals(SECOND)) { // a night that does not know one of them
                Files.delete(mine.resolve("tables/store_month.yaml"));
            } else {
                declare("store_month", byPeriod("month"));
            }
            assertThat(Nights.run(settings(), date).exitCode()).isZero();
            assertThat(Nights.ask(root, ASKED)).isEqualTo(Nights.ask(root, EXPECTED));
            assertThat(Nights.ask(root, "select origin, orders from {store_total} order by origin"))
                    .isEqualTo(Nights.ask(root, EXPECTED));
            for (String period : date.equals(SECOND) ? List.of("week") : PERIODS) {
                assertThat(Nights.ask(root, "select * from {store_" + period + "} order by all"))
                        .isEqualTo(Nights.ask(
                                root,
                                "select " + firstDay(period) + ", origin, count(*)"
                                        + " from {fact_order} group by all order by all"));
            }
        }
        assertThat(Nights.run(settings(), SECOND).isNothingNew()).isTrue();

        declare("store_day", ORDERS.replace("count(*) as orders", "2 * count(*) as orders"));
        assertThat(Nights.run(settings(), SECOND).exitCode()).isZero();
        assertThat(Nights.ask(root, ASKED)).isEqualTo(Nights.ask(root, EXPECTED.replace("count(*)", "2 * count(*)")));
    }

    @Test
    void onlyMartsThatFailAreRefusedUntilTheyHold() throws IOException {
        assertThat(Nights.run(settings(), FIRST).exitCode()).isZero();
        Map<String, String> before = Nights.fingerprint(root);
        declare("store_day", ORDERS);
        declare("store_total", TOTAL);
        NightReport added = Nights.run(settings(), FIRST);
        assertThat(added.exitCode()).isZero();
        assertThat(added.isNothingNew()).as("nothing new was delivered").isFalse();
        assertThat(added.assembly().orElseThrow().rows()).containsOnlyKeys("store_day", "store_total");
        assertThat(Nights.ask(root, ASKED)).isEqualTo(Nights.ask(root, EXPECTED));
        assertThat(withoutMine()).isEqualTo(before);
        assertThat(Nights.run(settings(), FIRST).isNothingNew()).isTrue();

        String shown = Nights.ask(root, ASKED);
        Path suite = mine.resolve("expectations/mart.store_day.json");
        Files.writeString(suite, """
                {"name": "mart.store_day", "expectations": [{"type": "expect_column_values_to_be_in_set",
                 "kwargs": {"column": "origin", "value_set": ["web"]}}], "meta": {}}
                """);
        NightReport checked = Nights.run(settings(), SECOND);
        assertThat(checked.exitCode()).isEqualTo(3);
        assertThat(checked.fault().orElseThrow())
                .hasMessageContaining("mine/tables/store_day.yaml: mart.store_day: expect_column_values_to_be_in_set")
                .hasMessageContaining("reads mart.store_day, which is refused");
        assertThat(checked.assembly().orElseThrow().rows()).containsKeys("fact_order", "mart_channel_day");
        assertThat(Nights.ask(root, ASKED)).isEqualTo(shown).isNotEqualTo(Nights.ask(root, EXPECTED));
        Map<String, String> others = withoutMine();

        Files.delete(suite);
        declare("store_day", ORDERS.replace("count(*)", "bigint(raise_error('no orders: ' || count(*)))"));
        declare("store_week", byPeriod("week").replace("count(*) as orders", "string(count(*)) as ordres"));
        NightReport failed = Nights.run(settings(), SECOND);
        assertThat(failed.exitCode()).isEqualTo(3);
        assertThat(failed.fault().orElseThrow().kind()).isEqualTo(Fault.Kind.REFUSED);
        assertThat(failed.fault().orElseThrow())
                .hasMessageContaining("is published without mart.store_day, mart.store_total")
                .hasMessageContaining("mine/tables/store_day.yaml: build.sql: ")
                .hasMessageContaining("no orders: ")
                .hasMessageContaining(
                        "mine/tables/store_total.yaml: build.reads: reads mart.store_day, which is refused")
                .hasMessageContaining("mine/tables/store_week.yaml: build.sql: column `orders` is missing;"
                        + " did you mean `ordres`?; column `ordres` is not in the contract");
        assertThat(withoutMine()).isEqualTo(others);

        declare("store_day", ORDERS);
        declare("store_week", byPeriod("week"));
        assertThat(Nights.run(settings(), SECOND).exitCode()).isZero();
        assertThat(Nights.ask(root, ASKED)).isEqualTo(Nights.ask(root, EXPECTED));
        assertThat(withoutMine()).isEqualTo(others);
    }

    @Test
    void aUsersDeclarationReplacesNoneOfTheProject() throws IOException {
        declare("store_day", ORDERS.replace("mart.store_day", "mart.fact_order"));
        assertThatThrownBy(() -> Nights.run(settings(), FIRST))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.USAGE))
                .hasMessageContaining("mine/tables/store_day.yaml")
                .hasMessageContaining("`mart.fact_order` is declared in schemas/tables/mart/fact_order.yaml already;"
                        + " choose another name");
        declare("store_day", ORDERS);
        Files.writeString(mine.resolve("expectations/mart.fact_order.json"), "{}");
        assertThatThrownBy(() -> Nights.run(settings(), FIRST))
                .hasMessageContaining("`mart.fact_order` has a suite in ");
    }

    /** A mart with the orders of each stretch of days, by origin. */
    private static String ordersBy(String name, String column, String expression) {
        return """
                table: mart.%1$s
                description: Orders of each %2$s.
                grain: one row each %2$s and origin
                key: [%2$s, origin]
                partition: [%2$s]
                build:
                  by: %2$s
                  reads:
                    fact_order: {day: order_date}
                  sql: |
                    select %3$s, origin, count(*) as orders from fact_order group by all
                columns:
                  - {name: %2$s, type: "date", required: true, description: "its first day"}
                  - {name: origin, type: "string", required: true, description: "web, store"}
                  - {name: orders, type: "bigint", required: true, description: "orders"}
                """.formatted(name, column, expression);
    }

    private static String byPeriod(String period) {
        return ordersBy("store_" + period, period, firstDay(period) + " as " + period);
    }

    private static String firstDay(String period) {
        return "cast(date_trunc('" + period + "', order_date) as date)";
    }

    private void declare(String name, String yaml) throws IOException {
        Files.writeString(mine.resolve("tables/" + name + ".yaml"), yaml);
    }

    private Map<String, String> withoutMine() {
        Map<String, String> tables = new TreeMap<>(Nights.fingerprint(root));
        tables.keySet().removeIf(table -> table.startsWith("store_"));
        return tables;
    }

    private Settings settings() {
        return Nights.settings(
                root,
                Map.of(
                        "schemas", mine + ",schemas",
                        "drop-zone", folder.resolve("drops").toString(),
                        "reference", Nights.sample().resolve("reference").toString()));
    }
}
