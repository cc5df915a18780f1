package cx.warehouse.tables;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.testing.LocalWarehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
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

/** Joins the files of old days, and replaces rows in joined files. */
class TableCompactionTest {

    private static final StructType SHAPE =
            StructType.fromDDL("event_date date, source string, text string, extra map<string, string>");
    private static final LocalDate OLD = LocalDate.of(2026, 3, 14);
    private static final LocalDate NEW = OLD.plusDays(1);
    private static final List<String> SOURCES = List.of("a", "b", "c", "d", "e", "f", "g", "web", "z");
    private static final CompactionRule RULE = new CompactionRule(OLD, "web"::equals, Long.MAX_VALUE);

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
        tables.ensure(table, "rows of a test", SHAPE, List.of("event_date", "source"));
    }

    @Test
    void anOldDayKeepsSixFilesAndEveryRow() {
        publish("first", rows(OLD, SOURCES).union(rows(NEW, SOURCES)), lit(true));
        TableFingerprint before = TableFingerprint.of(tables.read(table));

        assertThat(join()).isEqualTo(new JoinedFiles(1, 1, 4, 1, List.of()));
        assertThat(files(OLD)).hasSize(FileGroup.FILES_A_DAY);
        assertThat(files(NEW)).as("a day that is not old").hasSize(SOURCES.size());
        assertThat(TableFingerprint.of(tables.read(table))).isEqualTo(before);
        assertThat(TableFingerprint.of(
                        warehouse.engine().session().sql("select * from cx." + table + " version as of 'first'")))
                .as("the night before")
                .isEqualTo(before);
        assertThat(join().isEmpty()).as("a second run has nothing to do").isTrue();
    }

    @Test
    void aPublishJoinsFilesInTheSameCommit() {
        publish("earliest", rows(OLD.minusDays(1), SOURCES), lit(true));
        join(); // the table now has the spec of shared files
        publish("first", rows(OLD, SOURCES), lit(false));
        int before = generation();
        long staged = tables.stage(table, "load_b", rows(NEW, SOURCES), isOf(NEW, "a"));
        TableCompaction compaction = tables.prepareJoin(table, staged, RULE).orElseThrow();
        tables.publish(table, "load_b", staged, "b", compaction);
        assertThat(generation()).as("one of staging, one of publishing").isEqualTo(before + 2);
        assertThat(files(OLD)).hasSize(FileGroup.FILES_A_DAY);
        assertThat(files(NEW)).hasSize(SOURCES.size());
        assertThat(load(table).refs().get("b").snapshotId()).isEqualTo(staged);
    }

    @Test
    void filesAreJoinedAfterEarlierSnapshotsExpired() {
        publish("earliest", rows(OLD.minusDays(1), SOURCES), lit(true));
        publish("first", rows(OLD, SOURCES), lit(false));
        publish("second", rows(NEW, SOURCES), lit(false));
        load(table).manageSnapshots().removeTag("earliest").removeTag("first").commit();
        load(table)
                .expireSnapshots()
                .expireOlderThan(System.currentTimeMillis())
                .commit();
        assertThat(load(table).snapshots()).hasSize(1);
        assertThat(join().days()).isEqualTo(2);
        long staged = tables.stage(table, "load_b", rows(OLD, SOURCES), isOf(OLD, "a"));
        tables.prepareJoin(table, staged, RULE)
                .ifPresent(compaction -> tables.publish(table, "load_b", staged, "b", compaction));
        assertThat(files(OLD)).hasSize(FileGroup.FILES_A_DAY);
    }

    @Test
    void aLoadIsPublishedWithoutFilesThatCannotBeJoined() throws IOException {
        publish("first", rows(OLD, SOURCES), lit(true));
        long staged = tables.stage(table, "load_b", rows(NEW, SOURCES), isOf(NEW, "a"));
        for (String location : locations(OLD)) {
            Files.delete(Path.of(location.replaceFirst("^file:", "")));
        }
        assertThat(tables.prepareJoin(table, staged, RULE)).isEmpty();
        tables.publish(table, "load_b", staged, "b");
        assertThat(files(NEW)).hasSize(SOURCES.size());
    }

    /** The number of the newest metadata file of the table. */
    private int generation() {
        String file = ((HasTableOperations) load(table)).operations().current().metadataFileLocation();
        return Integer.parseInt(file.replaceFirst(".*/(\\d+)-.*", "$1"));
    }

    @Test
    void aSourceThatStaysApartSharesNoFile() {
        publish("first", rows(OLD, SOURCES), lit(true));
        join();
        assertThat(files(OLD)).anySatisfy(file -> assertThat(file.partition()).endsWith("source=web"));
        assertThat(files(OLD))
                .filteredOn(file -> !file.partition().contains("source="))
                .hasSize(1);
    }

    @Test
    void aLateRowLeavesTheFilesOfOtherSources() {
        publish("first", rows(OLD, SOURCES), lit(true));
        join();
        List<String> before = locations(OLD);
        // f lies in the shared file, with other small sources
        publish("late", rows(OLD, List.of("f", "f")), isOf(OLD, "f"));

        assertThat(text(OLD)).isEqualTo("a a, b b, c c, d d, e e, f f, f f, g g, web web, z z");
        assertThat(locations(OLD)).as("all but the shared file").containsAll(before.subList(1, before.size()));

        assertThat(join().filesBefore()).isEqualTo(2);
        assertThat(files(OLD)).hasSize(FileGroup.FILES_A_DAY);
        assertThat(text(OLD)).isEqualTo("a a, b b, c c, d d, e e, f f, f f, g g, web web, z z");
    }

    @Test
    void aReplacedSourceBesideAJoinedFileRewritesNothingElse() {
        publish("first", rows(OLD, SOURCES), lit(true));
        join();
        // by its name, f2 might lie in the shared file
        publish("late", rows(OLD, List.of("f2")), isOf(OLD, "f2"));
        assertThat(text(OLD)).isEqualTo("a a, b b, c c, d d, e e, f f, f2 f2, g g, web web, z z");
        assertThat(files(OLD)).hasSize(FileGroup.FILES_A_DAY + 1);
    }

    @Test
    void allSourcesOfAJoinedFileCanBeReplaced() {
        publish("first", rows(OLD, SOURCES).union(rows(NEW, SOURCES)), lit(true));
        join();
        publish(
                "late",
                rows(OLD, List.of("x")),
                col("event_date").equalTo(lit(OLD.toString()).cast("date")));
        assertThat(text(OLD)).isEqualTo("x x");
        publish("gone", rows(OLD, List.of()), isOf(OLD, "x"));
        assertThat(text(OLD)).isEmpty();
        assertThat(files(NEW)).hasSize(SOURCES.size());
    }

    @Test
    void writtenDaysAreThoseOfTheLoadAlone() {
        publish("first", rows(OLD, SOURCES).union(rows(NEW, SOURCES)), lit(true));
        join();
        tables.stage(table, "load_late", rows(NEW, List.of("f")), isOf(NEW, "f"));
        assertThat(tables.filesWritten(table, "load_late").days().days()).containsExactly(NEW);

        tables.stage(table, "load_late", rows(OLD, List.of()), isOf(OLD, "f"));
        assertThat(tables.filesWritten(table, "load_late").days().days()).containsExactly(OLD);
    }

    @Test
    void aTableWaitsWhileALoadIsStagedUponIt() {
        publish("first", rows(OLD, SOURCES), lit(true));
        long staged = tables.stage(table, "load_b", rows(NEW, List.of("a")), isOf(NEW, "a"));
        assertThat(join().waiting()).hasSize(1);
        tables.publish(table, "load_b", staged, "b");
        assertThat(join().filesAfter()).isEqualTo(1);
        tables.publish(table, "load_b", staged, "b"); // again, after a crash
        assertThat(text(NEW)).isEqualTo("a a");
    }

    @Test
    void aDayOfOnePartitionBecomesOneFile() {
        String plain = "mart.plain_" + number;
        tables.ensure(plain, "rows of a test", SHAPE, List.of("event_date"));
        for (String source : SOURCES) {
            Dataset<Row> rows = rows(OLD, List.of(source)).union(rows(null, List.of(source)));
            tables.publish(plain, "load_a", tables.stage(plain, "load_a", rows, lit(false)), source);
        }
        assertThat(tables.files(plain)).hasSize(2 * SOURCES.size());
        TableFingerprint before = TableFingerprint.of(tables.read(plain));
        JoinedFiles joined = join(plain);
        assertThat(joined.filesAfter()).isEqualTo(1);
        assertThat(tables.files(plain)).as("rows without a day have no age").hasSize(1 + SOURCES.size());
        assertThat(TableFingerprint.of(tables.read(plain))).isEqualTo(before);
    }

    private JoinedFiles join() {
        return join(table);
    }

    private static JoinedFiles join(String name) {
        return TableCompaction.join(load(name), RULE);
    }

    private static Table load(String name) {
        return warehouse.engine().catalog().loadTable(TableIdentifier.parse(name));
    }

    private List<IcebergTables.TableFile> files(LocalDate day) {
        return tables.files(table).stream()
                .filter(file -> file.partition().startsWith("event_date=" + day))
                .toList();
    }

    /** The locations of the files of a day; the shared file comes first. */
    private List<String> locations(LocalDate day) {
        return files(day).stream()
                .sorted((one, other) -> one.partition().compareTo(other.partition()))
                .map(IcebergTables.TableFile::location)
                .toList();
    }

    private void publish(String load, Dataset<Row> rows, Column replaced) {
        tables.publish(table, "load_" + load, tables.stage(table, "load_" + load, rows, replaced), load);
    }

    private static Column isOf(LocalDate day, String source) {
        return col("source").isin(source).and(col("event_date").isin(day));
    }

    private String text(LocalDate day) {
        return tables
                .read(table)
                .where(col("event_date").equalTo(lit(day)))
                .selectExpr("concat(source, ' ', text) as line")
                .orderBy("line")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .collect(Collectors.joining(", "));
    }

    private static Dataset<Row> rows(LocalDate day, List<String> sources) {
        String names = sources.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
        return warehouse
                .engine()
                .session()
                .sql("select cast(" + (day == null ? "null" : "'" + day + "'")
                        + " as date) as event_date, source, source as text, map('k', source) as extra"
                        + " from (select explode(cast(array(" + names + ") as array<string>)) as source)");
    }
}
