package cx.warehouse.tables;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cx.warehouse.files.Fault;
import cx.warehouse.testing.LocalWarehouse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Branches, tags and snapshots of one table, between staging and publishing. */
class TablePublishTest {
    private static final StructType SHAPE = StructType.fromDDL("event_date date, visits int");
    private static final Column ALL = lit(true);

    @TempDir
    static Path folder;

    private static LocalWarehouse warehouse;
    private static IcebergTables tables;
    private static int number;

    private String table;

    @BeforeAll
    static void open() {
        warehouse = LocalWarehouse.in(folder);
        tables = warehouse.tables();
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    @BeforeEach
    void make() {
        number++;
        table = "mart.visits_" + number;
        tables.ensure(table, "rows of a test", SHAPE, List.of("event_date"));
    }

    @Test
    void aBranchBearsTheNameOfItsLoad() {
        assertThat(IcebergTables.branch("2026-04-07-ga4_event-12ab")).isEqualTo("load_2026_04_07_ga4_event_12ab");
    }

    @Test
    void aLoadThatIsStagedAgainStartsFromThePublishedRows() {
        long first = tables.stage(table, "load_a", rows("2026-04-07", 1), ALL);
        long again = tables.stage(table, "load_a", rows("2026-04-07", 2), lit(false));
        assertThat(text(tables.readStaged(table, "load_a"))).isEqualTo("2026-04-07 2");
        assertThatThrownBy(() -> tables.publish(table, "load_a", first, "a"))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.BUSY))
                .hasMessage("Cannot publish " + table
                        + ": the checked snapshot is no longer on its branch. Run the same" + " command again.");
        tables.publish(table, "load_a", again, "a");
        assertThat(text(tables.read(table))).isEqualTo("2026-04-07 2");
    }

    @Test
    void oldSnapshotsGoAndKeptNightsCanStillBeRead() {
        List<String> loads = List.of(
                "2026-04-06-assemble-00000000000000a1",
                "2026-04-07-assemble-00000000000000a2",
                "2026-04-08-assemble-00000000000000a3");
        Instant since = null;
        for (int at = 0; at < loads.size(); at++) {
            since = at == 1 ? Instant.now() : since;
            long snapshot = tables.stage(table, "load_x", rows("2026-04-07", at), ALL);
            tables.publish(table, "load_x", snapshot, loads.get(at));
        }
        tables.stage(table, "load_dead", rows("2026-04-07", 9), ALL);
        Set<String> kept = Set.copyOf(loads.subList(1, 3));
        assertThat(expire(kept, since))
                .as("the empty one and that of the first load")
                .isEqualTo(2);
        assertThat(expire(kept, since)).isZero();
        assertThat(text(tables.read(table))).isEqualTo("2026-04-07 2");
        assertThat(text(warehouse
                        .engine()
                        .session()
                        .sql("select * from cx." + table + " version as of '" + loads.get(1) + "'")))
                .isEqualTo("2026-04-07 1");
        assertThat(text(tables.readStaged(table, "load_dead")))
                .as("a load that may resume")
                .isEqualTo("2026-04-07 9");
        assertThat(expire(kept, Instant.now().plusSeconds(1)))
                .as("its branch has ended")
                .isEqualTo(1);
    }

    private int expire(Set<String> kept, Instant since) {
        return TableExpiry.expire(
                warehouse.engine().catalog().loadTable(TableIdentifier.parse(table)), kept::contains, since);
    }

    @Test
    void aDiscardedLoadCannotBePublished() {
        long snapshot = tables.stage(table, "load_a", rows("2026-04-07", 1), ALL);
        tables.discard(table, "load_a");
        tables.discard(table, "load_a");
        assertThatThrownBy(() -> tables.publish(table, "load_a", snapshot, "a"))
                .isInstanceOf(Fault.class)
                .hasMessage("Cannot publish " + table
                        + ": the checked snapshot is no longer on its branch. Run the same command again.");
        assertThat(tables.read(table).count()).isZero();
    }

    @Test
    void discardingFromATableThatIsNotThereDoesNothing() {
        assertThatCode(() -> tables.discard("mart.nowhere", "load_a")).doesNotThrowAnyException();
        assertThat(tables.exists("mart.nowhere")).isFalse();
    }

    @Test
    void onlyRowsThatMatchAreReplaced() {
        publish("a", rows("2026-04-07", 1).union(rows("2026-04-08", 2)), ALL);
        publish("b", rows("2026-04-08", 3), col("event_date").equalTo("2026-04-08"));
        assertThat(text(tables.read(table))).isEqualTo("2026-04-07 1, 2026-04-08 3");
    }

    @Test
    void everyNightCanBeReadByItsTag() {
        publish("night-1", rows("2026-04-07", 1), ALL);
        publish("night-2", rows("2026-04-07", 2), ALL);
        assertThat(text(tagged("night-1"))).isEqualTo("2026-04-07 1");
        assertThat(text(tagged("night-2"))).isEqualTo("2026-04-07 2");
    }

    @Test
    void aTableThatANightLeftAloneIsTaggedOnce() {
        publish("night-1", rows("2026-04-07", 1), ALL);
        tables.tag(table, "night-2");
        publish("night-3", rows("2026-04-07", 3), ALL);
        tables.tag(table, "night-2");
        assertThat(text(tagged("night-2"))).isEqualTo("2026-04-07 1");
    }

    @Test
    void publishingAgainKeepsTheTagAndTheRows() {
        long snapshot = publish("a", rows("2026-04-07", 1), ALL);
        tables.publish(table, "load_a", snapshot, "a");
        tables.publish(table, "load_a", snapshot, "another");
        assertThat(text(tagged("a"))).isEqualTo("2026-04-07 1");
        assertThat(text(tagged("another"))).isEqualTo("2026-04-07 1");
    }

    @Test
    void onlyWrittenDaysAreReadForChecks() {
        publish("a", rows("2026-04-07", 1).union(rows("2026-04-08", 2)), ALL);
        tables.stage(table, "load_b", rows("2026-04-08", 3), col("event_date").equalTo("2026-04-08"));
        assertThat(text(tables.readWritten(table, "load_b"))).isEqualTo("2026-04-08 3");
        assertThat(text(tables.readStaged(table, "load_b"))).isEqualTo("2026-04-07 1, 2026-04-08 3");
    }

    @Test
    void rowsWithoutADayAreReadForChecksToo() {
        publish("a", rows("2026-04-07", 1), ALL);
        tables.stage(table, "load_b", rows(null, 3), col("event_date").isNull());
        assertThat(text(tables.readWritten(table, "load_b"))).isEqualTo("null 3");
    }

    @Test
    void tablesWithoutDaysAreCheckedWhole() {
        String undivided = table + "_whole";
        tables.ensure(undivided, "rows of a test", SHAPE, List.of());
        long snapshot = tables.stage(undivided, "load_a", rows("2026-04-07", 1), ALL);
        tables.publish(undivided, "load_a", snapshot, "a");
        tables.stage(undivided, "load_b", rows("2026-04-08", 2), lit(false));
        assertThat(text(tables.readWritten(undivided, "load_b"))).isEqualTo("2026-04-07 1, 2026-04-08 2");
        assertThat(tables.files(undivided))
                .extracting(IcebergTables.TableFile::partition)
                .containsExactly("");
    }

    @Test
    void filesAreThoseOfThePublishedRows() {
        assertThat(tables.files(table)).isEmpty();
        publish("a", rows("2026-04-07", 1), ALL);
        String first = tables.files(table).get(0).location();
        publish("b", rows("2026-04-08", 2), lit(false));
        tables.stage(table, "load_c", rows("2026-04-09", 3), ALL);
        assertThat(tables.files(table))
                .extracting(IcebergTables.TableFile::partition)
                .containsExactlyInAnyOrder("event_date=2026-04-07", "event_date=2026-04-08");
        assertThat(tables.files(table))
                .extracting(IcebergTables.TableFile::location)
                .contains(first);
    }

    @Test
    void countsOfASnapshotAreKeptWithIt() {
        long snapshot = publish("a", rows("2026-04-07", 1).union(rows("2026-04-08", 2)), ALL);
        assertThat(tables.summary(table, snapshot))
                .containsEntry("added-records", "2")
                .containsEntry("total-records", "2");
        assertThat(tables.summary(table, 42)).isEqualTo(Map.of());
    }

    @Test
    void tablesOfANamespaceAreListedByName() {
        tables.ensure("state.b", "rows of a test", SHAPE, List.of());
        tables.ensure("state.a", "rows of a test", SHAPE, List.of());
        assertThat(tables.list("state")).containsExactly("state.a", "state.b");
        assertThat(tables.list("nowhere")).isEmpty();
        assertThat(tables.list("mart")).contains(table);
    }

    private long publish(String load, Dataset<Row> rows, Column replaced) {
        long snapshot = tables.stage(table, "load_" + load.replace('-', '_'), rows, replaced);
        tables.publish(table, "load_" + load.replace('-', '_'), snapshot, load);
        return snapshot;
    }

    private Dataset<Row> tagged(String tag) {
        return warehouse.engine().session().sql("select * from cx." + table + " version as of '" + tag + "'");
    }

    private static Dataset<Row> rows(String day, int visits) {
        return warehouse
                .engine()
                .session()
                .sql("select cast(" + (day == null ? "null" : "'" + day + "'") + " as date) as event_date, " + visits
                        + " as visits");
    }

    private static String text(Dataset<Row> rows) {
        return String.join(
                ", ",
                rows
                        .selectExpr("concat(coalesce(cast(event_date as string), 'null'), ' ', visits) as text")
                        .orderBy("text")
                        .collectAsList()
                        .stream()
                        .map(row -> row.getString(0))
                        .toList());
    }
}
