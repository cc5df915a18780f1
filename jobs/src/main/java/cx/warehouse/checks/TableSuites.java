package cx.warehouse.checks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cx.warehouse.files.Fault;
import cx.warehouse.files.FileStore;
import cx.warehouse.ledger.DeliveryDrift;
import cx.warehouse.quality.Validator;
import cx.warehouse.quality.suite.ExpectationResult;
import cx.warehouse.quality.suite.MetricHistory;
import cx.warehouse.quality.suite.Suite;
import cx.warehouse.quality.suite.ValidationOptions;
import cx.warehouse.quality.suite.ValidationResult;
import cx.warehouse.settings.DeclarationFiles;
import cx.warehouse.settings.Settings;
import cx.warehouse.spark.SharedQueries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The expectation suites, one per table. Checks tables against them and stores the results. */
public final class TableSuites {

    /** Arguments of expectations that name other tables. */
    private static final List<String> ASKING = List.of("unexpected_rows_query", "other_table_name");

    private final Map<String, Suite> byTable;
    private final FileStore root;
    private final Settings settings;
    private final String queries;
    private final Set<String> checked = new ConcurrentSkipListSet<>();

    private TableSuites(Map<String, Suite> byTable, FileStore root, Settings settings) {
        this.byTable = byTable;
        this.root = root;
        this.settings = settings;
        this.queries = byTable.values().stream()
                .flatMap(suite -> suite.allExpectations().stream())
                .flatMap(expectation -> ASKING.stream()
                        .map(member -> expectation.kwargs().path(member).asText("")))
                .collect(Collectors.joining("\n"));
    }

    /**
     * Reads every suite. The name of a suite's file is the name of its table.
     *
     * @param schemas the folders of declarations, whose {@code expectations} are read
     * @param settings its zone decides when the day of a night ends
     * @throws Fault USAGE when a suite cannot be read, or when two folders have a suite of the same name
     */
    public static TableSuites read(List<Path> schemas, FileStore root, Settings settings) {
        return new TableSuites(suites(schemas), root, settings);
    }

    /**
     * The expectations of every suite in words, by table and column. The column is empty for expectations of several
     * columns or of the whole table.
     *
     * @throws Fault USAGE as {@link #read}
     */
    public static Map<String, Map<String, List<String>>> descriptions(List<Path> schemas) {
        Map<String, Map<String, List<String>>> tables = new TreeMap<>();
        suites(schemas).forEach((table, suite) -> {
            Map<String, List<String>> columns = new TreeMap<>();
            suite.allExpectations().forEach(expectation -> columns.computeIfAbsent(
                            expectation.kwargs().path("column").asText(""), column -> new ArrayList<>())
                    .add(expectation.description()));
            tables.put(table, columns);
        });
        return tables;
    }

    private static Map<String, Suite> suites(List<Path> schemas) {
        Map<String, Suite> suites = new TreeMap<>();
        Map<String, Path> read = new TreeMap<>();
        for (Path folder : DeclarationFiles.projectFirst(schemas)) {
            for (Path file : DeclarationFiles.files(folder, "expectations", ".json")) {
                String table = file.getFileName().toString().replaceFirst("\\.json$", "");
                Path other = read.putIfAbsent(table, file);
                if (other != null) {
                    throw new Fault(
                            Fault.Kind.USAGE,
                            "Cannot read the suite " + file + ": `" + table + "` has a suite in " + other + " already");
                }
                try {
                    suites.put(table, Suite.read(table, Files.readString(file)));
                } catch (IOException | IllegalArgumentException e) {
                    throw new Fault(
                            Fault.Kind.USAGE,
                            "Cannot read the suites of " + file.getParent() + ": " + e.getMessage(),
                            e);
                }
            }
        }
        return suites;
    }

    /** True when the table has a suite. */
    public boolean hasSuite(String table) {
        return byTable.containsKey(table);
    }

    /** True when a query of some suite reads the table of that name. */
    public boolean isQueried(String table) {
        return Pattern.compile("\\b" + table + "\\b").matcher(queries).find();
    }

    /**
     * Checks the staged rows of a table, compares their metrics with those of earlier nights, and stores the result
     * under {@code validations/}. When the suite accepts the rows, it also stores their metrics.
     *
     * @param rows rows in the columns of the table
     * @param date the day that the rows describe; suites know it as the parameter {@code business_date}
     * @param drift differences between the delivery and its contract, stored with the result
     * @param queries runs the queries of small tables
     * @return a message for a person when the suite refuses the rows
     */
    public Optional<String> check(
            String table,
            Dataset<Row> rows,
            String loadId,
            LocalDate date,
            List<DeliveryDrift> drift,
            SharedQueries.Member queries) {
        if (!hasSuite(table)) {
            return Optional.empty();
        }
        QualityHistory history = QualityHistory.read(root, table);
        ValidationResult result = validate(table, rows, drift, options(loadId, date, history.nights(), queries));
        if (result.isSuccess()) {
            history.store(date, loadId, result.metrics());
        }
        return refusal(table, result, rows, loadId, date);
    }

    /**
     * Checks those days of a table that a load wrote, as {@link #check} does. It neither compares nor stores metrics,
     * because they do not describe a whole night.
     */
    public Optional<String> checkDays(
            String table, Dataset<Row> rows, String loadId, LocalDate date, SharedQueries.Member queries) {
        return hasSuite(table)
                ? refusal(
                        table,
                        validate(table, rows, List.of(), options(loadId, date, List.of(), queries)),
                        rows,
                        loadId,
                        date)
                : Optional.empty();
    }

    private ValidationResult validate(
            String table, Dataset<Row> rows, List<DeliveryDrift> drift, ValidationOptions options) {
        ValidationResult result = Validator.validate(rows, byTable.get(table), options);
        root.writeText(resultPath(table, options.runName()), result.toJson(notes(drift)));
        checked.add(options.runName());
        return result;
    }

    private static ObjectNode notes(List<DeliveryDrift> drift) {
        ObjectNode notes = JsonNodeFactory.instance.objectNode();
        for (DeliveryDrift one : drift) {
            ObjectNode entry = notes.withArray(DeliveryDrift.META).addObject();
            entry.put("what", one.what());
            one.files().forEach(entry.putArray("files")::add);
            entry.put("more", one.more());
        }
        return notes;
    }

    private ValidationOptions options(
            String loadId, LocalDate date, List<MetricHistory.NightMetrics> nights, SharedQueries.Member queries) {
        Instant end = date.plusDays(1).atStartOfDay(settings.zone()).toInstant();
        return ValidationOptions.of(loadId, Instant.now())
                .with(CheckTuning.BY_SIZE.with(queries::collect))
                .withMostRows(settings.limits().checks().mostValues())
                .with(JsonNodeFactory.instance.objectNode().put("business_date", date.toString()))
                .with(new MetricHistory(date, end, nights));
    }

    private static String resultPath(String table, String loadId) {
        return "validations/" + loadId + "/" + table + ".json";
    }

    private Optional<String> refusal(
            String table, ValidationResult result, Dataset<Row> rows, String loadId, LocalDate date) {
        if (result.isSuccess()) {
            return Optional.empty();
        }
        Dataset<Row> brokenRows = Validator.brokenRows(
                rows, result.suite(), options(loadId, date, List.of(), SharedQueries.Member.ALONE));
        String broken = BrokenRowsFile.write(root, table, date, loadId, brokenRows);
        return Optional.of(table + ": " + summary(result) + " (" + root.uri(resultPath(table, loadId))
                + (broken == null ? ")" : "; the rows: " + broken + ")"));
    }

    /** The ids of the loads for which a table was checked since the suites were read. */
    public Set<String> checkedLoads() {
        return Set.copyOf(checked);
    }

    private static String summary(ValidationResult result) {
        return result.failures().stream()
                .limit(5)
                .map(ExpectationResult::summary)
                .collect(Collectors.joining(", "));
    }
}
