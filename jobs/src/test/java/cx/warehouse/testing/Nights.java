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
import cx.warehouse.spark.CatalogProperties;
import cx.warehouse.spark.SessionOptions;
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

/** Runs whole nights in tests, over a small sample that is made once per build. */
public final class Nights {

    private static final SampleSpec SPEC = new SampleSpec(LocalDate.of(2026, 3, 6), 3, 120, 7, 0, false);

    /**
     * Vendors whose files fill every table: packed and plain files, visits by session id and by pause, sources of all
     * families.
     */
    private static final List<String> FEW = List.of(
            "adobe", "awin", "facebook_page", "ga4", "google_ads", "meltwater", "salesforce", "shopify", "square");

    private static Path sample;
    private static SparkEngine keeper;
    private static Map<String, String> undisturbed;

    private Nights() {}

    /**
     * The folder of the sample, with {@code drops}, {@code reference} and {@code truth.json}. Its folder {@code few}
     * holds the drops of the few vendors that fill every table.
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

    /** The planted facts of the sample, from {@code truth.json}. */
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

    /** Settings of a warehouse in {@code root} that loads the drops of the few vendors. */
    public static Settings settings(Path root) {
        return settings(root, Map.of());
    }

    /** Settings of a warehouse in {@code root} that loads the drops of all vendors of the sample. */
    public static Settings ofAllVendors(Path root) {
        return settings(root, Map.of("drop-zone", sample().resolve("drops").toString()));
    }

    /** Settings of a warehouse in {@code root} with drops and reference files of the test's own. */
    public static Settings settings(Path root, Path drops, Path reference) {
        return settings(root, Map.of("drop-zone", drops.toString(), "reference", reference.toString()));
    }

    /**
     * Settings of a warehouse with declarations, drops and tables of the test's own: {@code schemas}, a copy of the
     * project's, {@code drops} and {@code wh} below a folder.
     */
    public static Settings withOwnSchemas(Path folder) {
        Path schemas = folder.resolve("schemas");
        Folders.copy(Path.of(System.getProperty("cxw.home"), "schemas"), schemas);
        return settings(
                folder.resolve("wh"),
                Map.of(
                        "schemas", schemas.toString(),
                        "drop-zone", folder.resolve("drops").toString(),
                        "reference", sample().resolve("reference").toString()));
    }

    /**
     * Settings of a warehouse in {@code root} over the few vendors, with some settings of the test's own.
     *
     * @param own settings by key
     */
    public static Settings settings(Path root, Map<String, String> own) {
        return BusinessSettings.read(Path.of(System.getProperty("cxw.home")), null, Map.of(), options(root, own));
    }

    /** The settings of a test's warehouse, by key. */
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

    /** Counts the queries of the nights that run in this process. */
    public static QueryCounter countQueries() {
        keepSpark();
        return QueryCounter.start(keeper.session().sparkContext());
    }

    /** Adds a large old delivery to the ledger, so that nights are planned as those of a large warehouse. */
    public static void growLedger(Settings settings) {
        long rows = 1L << 24;
        LedgerFile much = new LedgerFile(
                "elsewhere",
                LocalDate.of(2020, 1, 1),
                "2020-01-01/elsewhere/much.csv",
                "none",
                1L << 30,
                "tag",
                "loaded",
                rows,
                rows,
                0,
                0,
                0,
                new TreeMap<>(),
                List.of(),
                null,
                "none");
        try (Warehouse warehouse = Warehouse.open(settings)) {
            warehouse.ledger().files().note(List.of(much));
        }
    }

    /** The answer of DuckDB from the published Parquet, one line per row. The query names tables in braces. */
    public static String ask(Path root, String sql) {
        return query(Path.of(BiFolder.current(FileStore.at(root.toString(), null))), sql);
    }

    /**
     * The rows and the hash of every published table, by table. The order of rows and the column {@code load_id} do not
     * change the hash, nor does the night in which a visitor was identified: facts have current customer keys.
     */
    public static Map<String, String> fingerprint(Path root) {
        return fingerprintOf(Path.of(BiFolder.current(FileStore.at(root.toString(), null))));
    }

    /** The same without {@code customer_history}, whose rows depend on the order in which nights ran. */
    public static Map<String, String> fingerprintInAnyOrder(Path root) {
        Map<String, String> tables = fingerprint(root);
        tables.remove("customer_history");
        return tables;
    }

    /** The rows and the hash of every table below a folder that has one folder per table. */
    public static Map<String, String> fingerprintOf(Path version) {
        boolean hasCustomers = !FileStore.at(version.resolve("dim_customer").toString(), null)
                .list("")
                .isEmpty();
        Map<String, String> prints = new TreeMap<>();
        for (String table : FileStore.at(version.toString(), null).folders("")) {
            if (FileStore.at(version.resolve(table).toString(), null).list("").isEmpty()) {
                continue; // a table without rows has no files, and S3 has no empty folders
            }
            prints.put(
                    table,
                    query(
                            version,
                            "select count(*), coalesce(sum(hash(r)::hugeint), 0) from ("
                                    + (hasCustomers ? currentRows(table) : "select * from {" + table + "}")
                                    + ") r"));
        }
        return prints;
    }

    /** The query of a table's rows with current customer keys; it needs {@code dim_customer} for facts. */
    public static String currentRows(String table) {
        String customers = " from {" + table + "} f left join {dim_customer} d on d.customer_key = f.customer_key";
        String key = "coalesce(d.current_customer_key, f.customer_key) as customer_key";
        return switch (table) {
            case "fact_customer_experience" ->
                "select f.* exclude (load_id, customer_key, identity_rule), " + key
                        + ", case when f.identity_rule = 'anonymous' and d.current_customer_key <> f.customer_key"
                        + " then 'later_visit' else f.identity_rule end as identity_rule" + customers;
            case "fact_order" -> "select f.* exclude (customer_key), " + key + customers;
            default -> "select * from {" + table + "}";
        };
    }

    /**
     * The fingerprint of the first night of the few vendors. That night runs once for all tests, on a local disk and
     * without any disturbance.
     */
    public static synchronized Map<String, String> undisturbedFingerprint() {
        if (undisturbed == null) {
            run(settings(undisturbedRoot()), dates().get(0));
            undisturbed = fingerprint(undisturbedRoot());
        }
        return undisturbed;
    }

    /** The root of the warehouse of that undisturbed night; tests only read it. */
    public static Path undisturbedRoot() {
        return sample().resolve("undisturbed");
    }

    /**
     * Keeps Spark running in this process from the first test to the last. Each warehouse has a session of its own in
     * it.
     */
    static synchronized void keepSpark() {
        if (keeper == null) {
            keeper = SparkEngine.start(new SessionOptions("local[2]", 2, Map.of()), CatalogProperties.inMemory());
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
