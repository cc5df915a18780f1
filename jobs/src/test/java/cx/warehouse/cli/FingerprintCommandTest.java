package cx.warehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import cx.warehouse.night.Night;
import cx.warehouse.night.NightProgress;
import cx.warehouse.night.NightReport;
import cx.warehouse.night.Warehouse;
import cx.warehouse.settings.Settings;
import cx.warehouse.testing.CxwShell;
import cx.warehouse.testing.Folders;
import cx.warehouse.testing.LocalWarehouse;
import cx.warehouse.testing.Nights;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares fingerprints of whole nights, and of a few rows that differ in one detail. */
class FingerprintCommandTest {

    private static final String TABLE = "fact_order";
    private static final String ROWS = """
            select * from values ('o1', 1.50, 2, map('a', 'x', 'b', 'y'), 'load 1'), ('o2', null, 3, null, 'load 1')
              as rows(order_id, net_amount, pieces, extra, load_id)""";

    /** Rows of the fact whose key leads to another one. */
    private static final String LEADING_ROWS = "select count(*) from {fact_customer_experience} fact"
            + " join {dim_customer} customer using (customer_key) where current_customer_key <> customer_key";

    private static final String PERSON_DAY = """
            table: mart.person_day
            description: Interactions of each person on a day.
            grain: one row a day and person
            key: [event_date, customer_key]
            partition: [event_date]
            build:
              by: event_date
              reads:
                customer_experience: {day: event_date}
              sql: |
                select event_date, customer_key, count(*) as interactions
                from customer_experience where customer_key is not null group by all
            columns:
              - {name: event_date, type: "date", required: true, description: "day in the reporting zone"}
              - {name: customer_key, type: "string", required: true, description: "current key"}
              - {name: interactions, type: "bigint", required: true, description: "interactions of the day"}
            """;

    @TempDir
    Path folder;

    @Test
    void nightsOneByOneAndAtOnceHaveOneFingerprint() throws IOException {
        List<LocalDate> dates = new ArrayList<>(Nights.dates().subList(0, 2));
        for (LocalDate date : dates) {
            Folders.copy(Nights.sample().resolve("few/" + date), folder.resolve("drops/" + date));
        }
        LocalDate onlyPosts = dates.get(1).plusDays(5);
        dates.add(onlyPosts);
        Folders.copy(
                Nights.sample().resolve("few/" + Nights.dates().get(2) + "/facebook_page"),
                folder.resolve("drops/" + onlyPosts + "/facebook_page"));
        Path mine = Files.createDirectories(folder.resolve("mine/tables")).getParent();
        Files.writeString(mine.resolve("tables/person_day.yaml"), PERSON_DAY);
        Map<String, String> places = Map.of(
                "schemas", mine + ",schemas",
                "drop-zone", folder.resolve("drops").toString(),
                "reference", Nights.sample().resolve("reference").toString());
        Path oneByOne = folder.resolve("one-by-one");
        Path atOnce = folder.resolve("at-once");
        Map<String, String> changedKeys = new HashMap<>(places);
        changedKeys.put("storage.whole-table-rows", "1");
        Settings settings = Nights.settings(oneByOne, changedKeys);
        Set<String> lastWritten = Set.of();
        for (LocalDate date : dates) {
            NightReport night = Nights.run(settings, date);
            assertThat(night.exitCode()).isZero();
            lastWritten = night.assembly().orElseThrow().rows().keySet();
        }
        Path whole = folder.resolve("whole");
        for (LocalDate date : dates) {
            assertThat(Nights.run(Nights.settings(whole, places), date).exitCode())
                    .isZero();
        }
        assertThat(fingerprint(oneByOne))
                .as("changed keys alone give the tables that are computed whole")
                .isEqualTo(fingerprint(whole));
        assertThat(lastWritten)
                .as("tables without a changed day are not written")
                .contains("fact_post_day")
                .doesNotContain("fact_customer_experience", "fact_order", "fact_coverage", "customer_history");
        assertThat(Nights.run(Nights.settings(atOnce, places), dates).exitCode())
                .isZero();

        List<String> lines = fingerprint(atOnce).lines().toList();
        assertThat(lines)
                .hasSizeGreaterThan(5)
                .allMatch(line -> line.matches("\\w+ rows=\\d+ hash=[0-9a-f]{64} sums=.*"));
        // nights that run one by one merge customer keys; a run of all nights at once has nothing to merge
        List<String> keyless = lines.stream()
                .filter(line -> !line.startsWith("dim_customer ") && !line.startsWith("customer_history "))
                .toList();
        assertThat(fingerprint(oneByOne).lines()).containsAll(keyless);
        assertThat(fingerprint(oneByOne, "--table", "mart.fact_spend", "--table", "dim_date")
                        .lines())
                .containsExactlyElementsOf(keyless.stream()
                        .filter(line -> line.startsWith("dim_date ") || line.startsWith("fact_spend "))
                        .toList());

        // visitors were identified after their first night: no row was rewritten, but their days of the mart were
        assertThat(Nights.ask(oneByOne, "select count(*) > 0 from {customer_history} where reason = 'identified'"))
                .isEqualTo("true");
        assertThat(Nights.ask(oneByOne, LEADING_ROWS)).isNotEqualTo("0");
        String persons = "select * from {person_day} order by all";
        assertThat(Nights.ask(oneByOne, persons)).isEqualTo(Nights.ask(atOnce, persons));

        NightReport restated =
                restate(Nights.settings(oneByOne, places), dates.get(0).minusDays(2), dates.get(1));
        assertThat(restated.exitCode()).isZero();
        assertThat(restated.assembly().orElseThrow().rows()).containsOnlyKeys("fact_customer_experience");
        assertThat(Nights.ask(oneByOne, LEADING_ROWS)).isEqualTo("0");
        assertThat(fingerprint(oneByOne).lines()).containsAll(keyless);
        assertThat(restate(Nights.settings(oneByOne, places), dates.get(0).minusDays(2), dates.get(1))
                        .isNothingNew())
                .isTrue();
        assertThat(Nights.run(Nights.settings(oneByOne, places), dates).isNothingNew())
                .isTrue();
    }

    private static NightReport restate(Settings settings, LocalDate from, LocalDate to) {
        try (Warehouse warehouse = Warehouse.open(settings)) {
            return new Night(warehouse, NightProgress.SILENT).restate(from, to);
        }
    }

    @Test
    void orderOfRowsAndColumnsAndLoadDoNotCount() {
        assertThat(fingerprintOf(ROWS))
                .endsWith(" sums=net_amount=1.50,pieces=5\n")
                .isEqualTo(fingerprintOf("""
                        select * from values
                          ('load 2', 3, 'o2', null, null), ('load 3', 2, 'o1', map('b', 'y', 'a', 'x'), 1.50)
                          as rows(load_id, pieces, order_id, extra, net_amount)"""));
    }

    @Test
    void changedDuplicateAndMissingRowsGiveAnotherHash() {
        List<String> hashes = new ArrayList<>();
        for (String rows : List.of(
                ROWS,
                ROWS.replace("'y'", "'z'"),
                ROWS + " union all " + ROWS,
                ROWS + " where order_id = 'o1'",
                ROWS + " where false")) {
            hashes.add(fingerprintOf(rows).replaceAll("(?s).* hash=(\\w+) .*", "$1"));
        }
        assertThat(hashes).doesNotHaveDuplicates().endsWith("0".repeat(64));
    }

    @Test
    void hashOfOneRowIsTheDigestOfItsJson() throws Exception {
        String json = "{\"extra\":{\"a\":\"x\"},\"ordered_at\":\"2026-03-14 09:00:00.25\",\"pieces\":\"2\"}";
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
        assertThat(fingerprintOf("""
                        select 2 as pieces, timestamp '2026-03-14 10:00:00.25+01:00' as ordered_at,
                          map('a', 'x') as extra, cast(null as double) as rate"""))
                .isEqualTo(TABLE + " rows=1 hash=" + HexFormat.of().formatHex(digest) + " sums=pieces=2\n");
    }

    @Test
    void jsonHasOneObjectPerTableAlsoOfMissingTables() throws IOException {
        JsonNode tables = new ObjectMapper().readTree(fingerprint(publish(ROWS), "--json"));
        assertThat(tables.at("/fact_order/rows").asLong()).isEqualTo(2);
        assertThat(tables.at("/fact_order/hash").asText()).hasSize(64);
        assertThat(tables.at("/fact_order/sums/net_amount").asText()).isEqualTo("1.50");
        assertThat(tables.at("/dim_channel/rows").asLong()).isZero();
        assertThat(tables.at("/dim_channel/sums/position").asText()).isEqualTo("0");
    }

    @Test
    void unknownTableIsRefusedWithTheKnownNames() {
        CxwShell.CommandOutput said = CxwShell.run(
                "fingerprint", "--root", folder.toString(), "--table", "fact_spent", "--table", "source.x");
        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err())
                .contains("fact_spent: no such published table; did you mean `fact_spend`?")
                .contains("source.x: no such published table")
                .contains("The published tables are bridge_identity, customer_history, ", "path_step.");
        assertThat(folder).isEmptyDirectory();
    }

    private String fingerprintOf(String query) {
        return fingerprint(publish(query), "--table", TABLE);
    }

    /** Makes a warehouse whose {@code fact_order} holds the rows of a query, and returns its folder. */
    private Path publish(String query) {
        Path root = folder.resolve(Integer.toHexString(query.hashCode()));
        try (LocalWarehouse warehouse = LocalWarehouse.in(root)) {
            warehouse.publish(TABLE, query);
        }
        return root;
    }

    private static String fingerprint(Path root, String... options) {
        List<String> line = new ArrayList<>(List.of("fingerprint", "--root", root.toString()));
        line.addAll(List.of(options));
        CxwShell.CommandOutput said = CxwShell.run(line.toArray(String[]::new));
        assertThat(said.exitCode()).as(said.all()).isZero();
        return said.out();
    }
}
