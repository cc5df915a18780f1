package cx.warehouse.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import cx.warehouse.files.FileStore;
import cx.warehouse.ledger.LedgerFile;
import cx.warehouse.night.BusinessSettings;
import cx.warehouse.night.Night;
import cx.warehouse.night.NightProgress;
import cx.warehouse.night.NightReport;
import cx.warehouse.night.Warehouse;
import cx.warehouse.sample.SampleGenerator;
import cx.warehouse.sample.world.SampleSpec;
import cx.warehouse.settings.Settings;
import cx.warehouse.spark.SparkEngine;
import cx.warehouse.tables.BiFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whole nights in tests: a small sample, made once, and warehouses over it. */
public final class Nights {

    private static final SampleSpec SPEC = new SampleSpec(LocalDate.of(2026, 3, 6), 3, 120, 7, 0, false);

    /** Vendors that fill every table: packed and plain files, visits by session and by pause, kinds of all families. */
    private static final List<String> FEW = List.of(
            "adobe", "awin", "facebook_page", "ga4", "google_ads", "meltwater", "salesforce", "shopify", "square");

    private static Path sample;
    private static SparkEngine keeper;
    private static Map<String, String> undisturbed;

    private Nights() {}

    /**
     * The folder of the sample, with {@code drops}, {@code reference} and {@code truth.json}; {@code few} is drops of a
     * few vendors that fill every table.
     */
    public static synchronized Path sample() {
        if (sample == null) {
            try {
                sample = Files.createTempDirectory("cxw-sample");
                SampleGenerator.write(SPEC, sample, progress -> {});
                for (LocalDate date : dates()) {
                    for (String vendor : FEW) {
                        Path drop = sample.resolve("drops/" + date + "/" + vendor);
                        if (Files.isDirectory(drop)) {
                            Folders.copy(drop, sample.resolve("few/" + date + "/" + vendor));
                        }
                    }
                }
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return sample;
    }

    /** What is planted in the sample. */
    public static JsonNode truth() {
        try {
            return new ObjectMapper().readTree(sample().resolve("truth.json").toFile());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The delivery dates of the sample. */
    public static List<LocalDate> dates() {
        return FileStore.at(sample().resolve("drops").toString(), null).folders("").stream()
                .map(LocalDate::parse)
                .toList();
    }

    /** Settings of a warehouse in {@code root} over what few vendors of the sample drop. */
    public static Settings settings(Path root) {
        return settings(root, Map.of());
    }

    /** Settings of a warehouse in {@code root} over what all vendors of the sample drop. */
    public static Settings ofAllVendors(Path root) {
        return settings(root, Map.of("drop-zone", sample().resolve("drops").toString()));
    }

    /** The same over drops and reference files of the test's own. */
    public static Settings settings(Path root, Path drops, Path reference) {
        return settings(root, Map.of("drop-zone", drops.toString(), "reference", reference.toString()));
    }

    /** The same, with some settings of the test's own. */
    public static Settings settings(Path root, Map<String, String> own) {
        return BusinessSettings.read(Path.of(System.getProperty("cxw.home")), null, Map.of(), options(root, own));
    }

    /** What a test sets, by the keys of settings. */
    static Map<String, String> options(Path root, Map<String, String> own) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("root", root.toString());
        options.put("drop-zone", sample().resolve("few").toString());
        options.put("spark.master", "local[2]");
        options.put("spark.shuffle-partitions", "2");
        options.putAll(own);
        return options;
    }

    /** Runs one night in this process. */
    public static NightReport run(Settings settings, LocalDate date) {
        return run(settings, List.of(date));
    }

    /** Runs the nights of several dates as one backfill. */
    public static NightReport run(Settings settings, List<LocalDate> dates) {
        keepSpark();
        try (Warehouse warehouse = Warehouse.open(settings)) {
            return new Night(warehouse, NightProgress.SILENT).run(dates);
        }
    }

    /** Notes in the ledger that much was delivered long ago: nights are planned as those of a warehouse that has grown. */
    public static void growLedger(Settings settings) {
        FileStore.Entry much = new FileStore.Entry("2020-01-01/elsewhere/much.csv", 1L << 30, "tag");
        try (Warehouse warehouse = Warehouse.open(settings)) {
            warehouse
                    .ledger()
                    .files()
                    .note(List.of(LedgerFile.forLanded("elsewhere", LocalDate.of(2020, 1, 1), much, "none", "none")));
        }
    }

    /** What DuckDB finds in the published Parquet, a line a row; a table is named in braces. */
    public static String ask(Path root, String sql) {
        return query(Path.of(BiFolder.current(FileStore.at(root.toString(), null))), sql);
    }

    /** By published table, its rows and a hash over all of them that no order changes; the load's name is left out. */
    public static Map<String, String> fingerprint(Path root) {
        return fingerprintOf(Path.of(BiFolder.current(FileStore.at(root.toString(), null))));
    }

    /** The same for tables in any folder that holds one folder a table. */
    public static Map<String, String> fingerprintOf(Path version) {
        Map<String, String> prints = new TreeMap<>();
        for (String table : FileStore.at(version.toString(), null).folders("")) {
            if (FileStore.at(version.resolve(table).toString(), null).list("").isEmpty()) {
                continue; // a table without rows has no files, and on S3 there are no empty folders
            }
            String rows = table.equals("fact_customer_experience") ? "* exclude (load_id)" : "*";
            prints.put(
                    table,
                    query(
                            version,
                            "select count(*), coalesce(sum(hash(r)::hugeint), 0) from (select " + rows + " from {"
                                    + table + "}) r"));
        }
        return prints;
    }

    /** The fingerprint of the first night of few vendors, run once for all tests on a local disk with nothing in its way. */
    public static synchronized Map<String, String> undisturbedFingerprint() {
        if (undisturbed == null) {
            run(settings(undisturbedRoot()), dates().get(0));
            undisturbed = fingerprint(undisturbedRoot());
        }
        return undisturbed;
    }

    /** Where the warehouse of that first night lies; only read. */
    public static Path undisturbedRoot() {
        return sample().resolve("undisturbed");
    }

    /** Spark goes on in this process from the first test to the last; each warehouse has a session of its own in it. */
    static synchronized void keepSpark() {
        if (keeper == null) {
            keeper = SparkEngine.start(
                    new SparkEngine.SessionOptions("local[2]", 2, Map.of()),
                    Map.of("catalog-impl", "org.apache.iceberg.inmemory.InMemoryCatalog"));
        }
    }

    private static String query(Path version, String sql) {
        String tables = sql.replaceAll(
                "\\{(\\w+)}",
                "read_parquet('" + version + "/$1/**/*.parquet', hive_partitioning = false, union_by_name = true)");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("set TimeZone = 'UTC'");
            try (ResultSet row = statement.executeQuery(tables)) {
                List<String> lines = new ArrayList<>();
                while (row.next()) {
                    List<String> cells = new ArrayList<>();
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        cells.add(row.getString(i));
                    }
                    lines.add(String.join(" | ", cells));
                }
                return String.join("\n", lines);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
