package cx.warehouse.tables;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cx.warehouse.files.Fault;
import cx.warehouse.testing.LocalWarehouse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables whose columns change between two nights. */
class TableDefinitionsTest {
    private static final LocalDate DATE = LocalDate.of(2026, 4, 7);

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
    void name() {
        number++;
        table = "source.ads_" + number;
    }

    @Test
    void aKeyOfOneTextGetsNoDictionary() {
        StructType columns = StructType.fromDDL("business_date date, id string, number int");
        String property = "write.parquet.dict-encoding-enabled.column.";
        tables.ensure(table, "", columns, List.of(), List.of("id"));
        assertThat(load(table).properties()).containsEntry(property + "id", "false");
        tables.ensure(table + "_of_two", "", columns, List.of(), List.of("business_date", "id"));
        tables.ensure(table + "_of_number", "", columns, List.of(), List.of("number"));
        for (String other : List.of("_of_two", "_of_number")) {
            assertThat(load(table + other).properties().keySet()).noneMatch(name -> name.startsWith(property));
        }
    }

    @Test
    void aNewTableIsEmptyAndDividedByItsDay() {
        ensure("business_date date not null, cost int");
        assertThat(tables.read(table).schema()).isEqualTo(StructType.fromDDL("business_date date not null, cost int"));
        assertThat(tables.read(table).count()).isZero();
        assertThat(load().spec().fields()).singleElement().satisfies(field -> assertThat(field.name())
                .isEqualTo("business_date"));
        assertThat(load().currentSnapshot()).isNotNull();
    }

    @Test
    void anAddedColumnIsNullInOlderRows() {
        ensure("business_date date, cost int");
        publish("select date'2026-04-07' as business_date, 5 as cost");
        ensure("business_date date, colour string, cost int, extra map<string,string>");
        assertThat(tables.read(table).columns()).containsExactly("business_date", "cost", "colour", "extra");
        assertThat(tables.read(table).first().mkString(" ")).isEqualTo("2026-04-07 5 null null");
    }

    @Test
    void aRowWithoutARequiredColumnIsRefused() {
        ensure("business_date date not null, campaign string not null, cost int");
        String rows = "select date'2026-04-07' as business_date, x.campaign, x.cost"
                + " from values (null, 1), ('spring', null), (null, 3) as x(campaign, cost)";
        assertThatThrownBy(() -> publish(rows))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.REFUSED))
                .hasMessage(
                        "Cannot write " + table + ": 2 rows have no `campaign`, but its contract requires a value."
                                + " Correct the rows that it is built from, or remove `required` from the column in the contract.");
        assertThat(load().snapshots())
                .as("only the empty snapshot of the new table")
                .hasSize(1);
        assertThat(folder.resolve("warehouse").resolve(table.replace('.', '/')).resolve("data"))
                .as("no file stays")
                .satisfiesAnyOf(data -> assertThat(data).doesNotExist(), data -> assertThat(data)
                        .isDirectoryNotContaining("glob:**.parquet"));
    }

    @Test
    void aColumnThatIsRequiredNoMoreMayBeNull() {
        ensure("business_date date not null, campaign string not null");
        ensure("business_date date not null, campaign string");
        publish("select date'2026-04-07' as business_date, cast(null as string) as campaign");
        assertThat(tables.read(table).first().mkString(" ")).isEqualTo("2026-04-07 null");
    }

    @Test
    void aColumnOfAnExistingTableDoesNotBecomeRequired() {
        ensure("business_date date not null, campaign string");
        publish("select date'2026-04-07' as business_date, cast(null as string) as campaign");
        ensure("business_date date not null, campaign string not null, cost int not null");
        assertThat(tables.read(table).schema())
                .isEqualTo(StructType.fromDDL("business_date date not null, campaign string, cost int"));
    }

    @Test
    void aColumnThatIsNoLongerDeclaredStays() {
        ensure("business_date date, cost int, was string");
        publish("select date'2026-04-07' as business_date, 5 as cost, 'x' as was");
        ensure("business_date date, cost int");
        assertThat(tables.read(table).first().mkString(" ")).isEqualTo("2026-04-07 5 x");
    }

    @Test
    void theSameColumnsAgainChangeNothing() {
        ensure("business_date date, cost int, extra map<string,string>");
        int schemas = load().schemas().size();
        long snapshot = load().currentSnapshot().snapshotId();
        ensure("extra map<string,string>, cost int, business_date date");
        assertThat(load().schemas()).hasSize(schemas);
        assertThat(load().currentSnapshot().snapshotId()).isEqualTo(snapshot);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            int           | bigint         | bigint
            float         | double         | double
            decimal(10,2) | decimal(18,2)  | decimal(18,2)
            bigint        | int            | bigint
            decimal(18,2) | decimal(10,2)  | decimal(18,2)
            """)
    void aColumnThatHoldsMoreIsWidened(String was, String is, String becomes) {
        ensure("business_date date, cost " + was);
        ensure("business_date date, cost " + is);
        assertThat(tables.read(table).schema().apply("cost").dataType().sql().toLowerCase())
                .isEqualTo(becomes);
        tables.fileWriter(table, StructType.fromDDL("business_date date, cost " + is), DATE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            string             | int                | string        | int
            date               | timestamp          | date          | timestamptz
            decimal(18,2)      | decimal(18,4)      | decimal(18, 2) | decimal(18, 4)
            int                | decimal(18,2)      | int           | decimal(18, 2)
            string             | map<string,string> | string        | map<string, string>
            boolean            | string             | boolean       | string
            """)
    void aColumnThatHoldsSomethingElseIsRefused(String was, String is, String there, String said) {
        ensure("business_date date, cost " + was);
        ensure("business_date date, cost " + is);
        StructType columns = StructType.fromDDL("business_date date, cost " + is);
        assertThatThrownBy(() -> tables.fileWriter(table, columns, DATE))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.USAGE))
                .hasMessage("Cannot write " + table + ": its column `cost` has type " + there
                        + ", but the contract says " + said + ". Give the new column a name of its own.");
    }

    @Test
    void propertiesOfAnOlderTableAreBroughtUpToDate() {
        ensure("business_date date, load_id string");
        load().updateProperties()
                .set("write.parquet.compression-codec", "gzip")
                .set("owner", "media")
                .commit();
        ensure("business_date date, load_id string");
        assertThat(load().properties())
                .containsAllEntriesOf(Map.of(
                        "write.parquet.compression-codec", "zstd",
                        "owner", "media"));
    }

    private void ensure(String columns) {
        tables.ensure(table, "rows of a test", StructType.fromDDL(columns), List.of("business_date"));
    }

    private void publish(String query) {
        long snapshot = tables.stage(table, "load", warehouse.engine().session().sql(query), lit(true));
        tables.publish(table, "load", snapshot, "a");
    }

    private Table load() {
        return load(table);
    }

    private static Table load(String name) {
        return warehouse.engine().catalog().loadTable(TableIdentifier.parse(name));
    }
}
