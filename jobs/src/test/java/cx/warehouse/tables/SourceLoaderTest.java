package cx.warehouse.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import cx.warehouse.conform.SourceReader;
import cx.warehouse.conform.delivery.FileReport;
import cx.warehouse.conform.delivery.FileReport.FileOutcome;
import cx.warehouse.conform.delivery.LandedFile;
import cx.warehouse.conform.type.ReferenceData;
import cx.warehouse.contract.DeclarationText;
import cx.warehouse.contract.Declarations;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.files.FileStore;
import cx.warehouse.files.Landing;
import cx.warehouse.testing.LocalWarehouse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Landed files on their way to a branch of their source table and to quarantine. */
class SourceLoaderTest {
    private static final LocalDate DATE = LocalDate.of(2026, 4, 7);
    private static final String BRANCH = "load_a";
    private static final String QUARANTINE = "quarantine/source=shop_sale/business_date=2026-04-07";
    private static final SourceContract CONTRACT = Declarations.read(
                    List.of(new DeclarationText("shop_sale.yaml", """
                    source: shop_sale
                    family: crm
                    vendor: shop
                    description: Sales of a shop.
                    drop: {file: '.*'}
                    account: none
                    format: {type: delimited}
                    key: [id]
                    columns:
                      - {name: id, required: true}
                      - {name: amount, type: "decimal(18,2)"}
                    """)))
            .sources()
            .get(0);

    @TempDir
    static Path folder;

    private static LocalWarehouse warehouse;
    private static int number;

    private final List<LandedFile> files = new ArrayList<>();
    private String table;

    @BeforeAll
    static void open() {
        warehouse = LocalWarehouse.in(folder);
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    @BeforeEach
    void name() {
        number++;
        table = "source.shop_sale_" + number;
        warehouse.root().delete("quarantine");
    }

    @Test
    void rowsAreStagedAndRejectsAreQuarantined() {
        land("a.csv", "id,amount\na1,5\na2,five\n");
        land("b.csv", "id,amount\nb1,7.50\n");
        AtomicLong heard = new AtomicLong();
        Map<String, FileReport> reports = stage(heard);
        assertThat(reports.values())
                .extracting(FileReport::read, FileReport::loaded, FileReport::quarantined)
                .containsExactly(tuple(2L, 1L, 1L), tuple(1L, 1L, 0L));
        assertThat(staged()).containsExactly("a1 5.00", "b1 7.50");
        assertThat(warehouse.tables().read(table).count()).isZero();
        assertThat(warehouse.root().list(QUARANTINE)).singleElement().satisfies(entry -> assertThat(
                        warehouse.root().readText(entry.path()))
                .contains("\"line\":3", "\"raw\":\"a2,five\""));
        assertThat(heard).hasValue(2);
    }

    @Test
    void brokenBytesAreQuarantinedAndNoncharactersAreText() {
        byte[] rows = ("id,amount\na\uFFFF,5\nb-,6\n" + "c,seven " + "\ud83d\ude00".repeat(60) + "\n")
                .getBytes(StandardCharsets.UTF_8);
        rows[new String(rows, StandardCharsets.ISO_8859_1).indexOf("b-") + 1] = (byte) 0xff;
        land("a.csv", rows);
        FileReport report = stage(new AtomicLong()).get("2026-04-07/shop/a.csv");
        assertThat(report.quarantined()).isEqualTo(2);
        assertThat(staged()).containsExactly("a\uFFFF 5.00");
        String rejects = warehouse
                .root()
                .readText(warehouse.root().list(QUARANTINE).get(0).path());
        assertThat(rejects).contains("\"raw\":\"b\uFFFD,6\"").contains("\"raw\":\"c,seven \ud83d\ude00");
    }

    @Test
    void rowsOfARejectedFileAreTakenBackAndSoAreItsRejects() throws IOException {
        land("a.csv", "id,amount\na1,5\n");
        byte[] packed = gzip("id,amount\nb1,7\nb2,seven\n");
        land("b.csv.gz", Arrays.copyOf(packed, packed.length - 6));
        Map<String, FileReport> reports = stage(new AtomicLong());
        assertThat(reports.get("2026-04-07/shop/a.csv").outcome()).isEqualTo(FileOutcome.LOADED);
        assertThat(reports.get("2026-04-07/shop/b.csv.gz").outcome()).isEqualTo(FileOutcome.REJECTED);
        assertThat(staged()).containsExactly("a1 5.00");
        assertThat(warehouse.root().list(QUARANTINE)).isEmpty();
    }

    @Test
    void keysWithTwoDifferentRowsAreQuarantinedBoth() {
        land("a.csv", "id,amount\na1,5\na2,6\na1,7\na3,8\na3,8\n");
        FileReport report = stage(new AtomicLong()).get("2026-04-07/shop/a.csv");
        assertThat(report.quarantined()).isEqualTo(2);
        assertThat(report.duplicates()).isEqualTo(1);
        assertThat(staged()).containsExactly("a2 6.00", "a3 8.00");
    }

    @Test
    void aDeliveryOfNoFilesEmptiesItsDate() {
        land("a.csv", "id,amount\na1,5\n");
        stage(new AtomicLong());
        publish();
        files.clear();
        assertThat(stage(new AtomicLong())).isEmpty();
        assertThat(staged()).isEmpty();
        assertThat(warehouse.tables().read(table).count()).isEqualTo(1);
    }

    @Test
    void rejectsOfAnEarlierReadingAreReplaced() {
        warehouse.root().writeText(QUARANTINE + "/0123456789abcdef.jsonl", "{}\n");
        land("a.csv", "id,amount\na1,5\n");
        stage(new AtomicLong());
        assertThat(warehouse.root().list(QUARANTINE)).isEmpty();
    }

    @Test
    void filesOfAnotherDateAreRefused() {
        files.add(new LandedFile("2026-04-08/shop/a.csv", "sha", DATE.plusDays(1), 1, "load"));
        assertThatThrownBy(() -> stage(new AtomicLong()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot stage files of another date than 2026-04-07");
    }

    @Test
    void aColumnOfAnotherTypeIsRefusedBeforeAnyFileIsRead() {
        warehouse
                .tables()
                .ensure(
                        table,
                        "rows of a test",
                        StructType.fromDDL("id date, business_date date"),
                        List.of("business_date"));
        land("a.csv", "id,amount\na1,5\n");
        AtomicLong heard = new AtomicLong();
        assertThatThrownBy(() -> stage(heard))
                .hasMessage(
                        "Cannot write " + table + ": its column `id` has type date, but the contract says string. Give"
                                + " the new column a name of its own.");
        assertThat(heard).hasValue(0);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    private void land(String name, String text) {
        land(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void land(String name, byte[] bytes) {
        FileStore drops = warehouse.root().folder("drops");
        String path = DATE + "/shop/" + name;
        drops.write(path, out -> out.write(bytes));
        FileStore.Entry entry = drops.list(path.substring(0, path.lastIndexOf('/'))).stream()
                .filter(one -> one.path().equals(path))
                .findFirst()
                .orElseThrow();
        String sha256 = new Landing(drops, warehouse.root()).land(entry, "shop_sale", DATE);
        files.add(new LandedFile(path, sha256, DATE, bytes.length, "load"));
    }

    private Map<String, FileReport> stage(AtomicLong heard) {
        SourceReader reader = new SourceReader(CONTRACT, new ReferenceData(List.of()));
        SourceLoader.LoadPlan plan =
                new SourceLoader.LoadPlan(reader, table, "shop_sale", files, (rows, ended) -> heard.set(rows));
        return new SourceLoader(warehouse.engine(), warehouse.tables(), warehouse.root()).stage(plan, BRANCH, DATE);
    }

    private void publish() {
        IcebergTables tables = warehouse.tables();
        tables.publish(table, BRANCH, tables.stagedSnapshot(table, BRANCH), "a");
    }

    private List<String> staged() {
        return warehouse
                .tables()
                .readStaged(table, BRANCH)
                .selectExpr("concat(id, ' ', amount) as text")
                .orderBy("text")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }
}
