package cx.warehouse.gx;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import cx.warehouse.checks.CheckTuning;
import cx.warehouse.conform.SourceReader;
import cx.warehouse.conform.type.ReferenceData;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.quality.Validator;
import cx.warehouse.quality.suite.ResultFormat;
import cx.warehouse.quality.suite.Suite;
import cx.warehouse.quality.suite.ValidationOptions;
import cx.warehouse.settings.DeclarationFiles;
import cx.warehouse.spark.InputSize;
import cx.warehouse.tables.IcebergTables;
import cx.warehouse.testing.LocalWarehouse;
import cx.warehouse.testing.Nights;
import cx.warehouse.testing.PythonEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares our engine with the real Great Expectations. It loads our suites and results, and gives the same verdicts on
 * the Parquet of a night. Our engine runs the suites that it saves.
 */
class GreatExpectationsTest {

    private static final Duration MOST = Duration.ofMinutes(15);
    private static final Path HOME = Path.of(System.getProperty("cxw.home"));
    private static final Path SCRIPTS = HOME.resolve("jobs/src/test/gx");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    /** A suite, the Parquet that it is about, the result format to use, and the file of our verdict. */
    private record SuiteQuestion(String name, String suite, List<String> files, String format, String ours) {}

    @TestFactory
    Stream<DynamicTest> suitesHaveTheSameVerdictsOnGoodAndSpoiledRows(@TempDir Path folder)
            throws IOException, InterruptedException {
        PythonEnvironment gx;
        try {
            gx = PythonEnvironment.of("great-expectations", SCRIPTS.resolve("1"));
        } catch (PythonEnvironment.Unavailable unavailable) {
            return PythonEnvironment.skipOrFail("Verdicts were not held against Great Expectations", unavailable);
        }
        List<SuiteQuestion> questions = questions(folder);
        JSON.writeValue(folder.resolve("questions.json").toFile(), questions);
        run(gx, "judge.py", folder);
        return questions.stream()
                .map(question -> DynamicTest.dynamicTest(question.name(), () -> {
                    JsonNode answer = JSON.readTree(
                            folder.resolve(question.name() + ".theirs.json").toFile());
                    assertThat(answer.path("problems")).isEmpty();
                    JsonNode ours = JSON.readTree(Path.of(question.ours()).toFile());
                    assertThat(VerdictComparison.differences(answer.path("result"), ours))
                            .isEmpty();
                }));
    }

    @TestFactory
    Stream<DynamicTest> suitesSavedByBothGenerationsRunUnchanged(@TempDir Path folder)
            throws IOException, InterruptedException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String generation : List.of("0.18", "1")) {
            PythonEnvironment gx;
            try {
                gx = PythonEnvironment.of("great-expectations", SCRIPTS.resolve(generation));
            } catch (PythonEnvironment.Unavailable unavailable) {
                return PythonEnvironment.skipOrFail(
                        "Suites of Great Expectations " + generation + " were not run", unavailable);
            }
            Path place = Files.createDirectories(folder.resolve(generation));
            Path orders = Files.copy(SCRIPTS.resolve("orders.csv"), place.resolve("orders.csv"));
            run(gx, "save.py", place);
            JsonNode theirs = JSON.readTree(place.resolve("theirs.json").toFile());
            tests.add(DynamicTest.dynamicTest(generation, () -> {
                String suite = Files.readString(place.resolve("suite.json"));
                try (LocalWarehouse warehouse = LocalWarehouse.in(place)) {
                    Dataset<Row> rows = warehouse
                            .engine()
                            .session()
                            .read()
                            .options(Map.of("header", "true", "inferSchema", "true"))
                            .csv(orders.toString());
                    assertThat(theirs.path("results").size()).isGreaterThan(20);
                    assertThat(VerdictComparison.differences(theirs, ourResult(rows, suite, "BASIC")))
                            .isEmpty();
                }
            }));
        }
        return tests.stream();
    }

    private static List<SuiteQuestion> questions(Path folder) throws IOException {
        List<SuiteQuestion> questions = new ArrayList<>();
        Path root = folder.resolve("warehouse");
        assertThat(Nights.run(Nights.ofAllVendors(root), Nights.dates().get(0)).exitCode())
                .isZero();
        try (LocalWarehouse warehouse = LocalWarehouse.in(root);
                Stream<Path> suites = Files.list(HOME.resolve("schemas/expectations"))) {
            warehouse.engine().tune(InputSize.NONE);
            SparkSession spark = warehouse.engine().session();
            for (Path suite : suites.sorted().toList()) {
                String table = suite.getFileName().toString().replaceFirst("\\.json$", "");
                List<String> published = publishedFiles(spark, warehouse.tables(), table, folder);
                if (table.startsWith("mart.")) {
                    warehouse.engine().registerView(table.substring("mart.".length()), read(spark, published));
                }
                String spoiled = folder.resolve(table + ".spoiled.parquet").toString();
                SpoiledRows.of(read(spark, published)).coalesce(1).write().parquet(spoiled);
                // published rows have hardly an unexpected value to count, and success alone takes half the time
                questions.add(new SuiteQuestion(
                        table, suite.toString(), published, "BOOLEAN_ONLY", folder + "/" + table + ".ours.json"));
                questions.add(new SuiteQuestion(
                        table + " spoiled",
                        suite.toString(),
                        List.of(spoiled),
                        "BASIC",
                        folder + "/" + table + ".spoiled.ours.json"));
            }
            for (SuiteQuestion question : questions) {
                String suite = Files.readString(Path.of(question.suite()));
                JSON.writeValue(
                        Path.of(question.ours()).toFile(),
                        ourResult(read(spark, question.files()), suite, question.format()));
            }
        }
        return questions;
    }

    private static StructType schema(String table) {
        SourceContract contract = DeclarationFiles.read(List.of(HOME.resolve("schemas")))
                .source(table.substring("source.".length()))
                .orElseThrow();
        return new SourceReader(contract, new ReferenceData(List.of())).schema();
    }

    /** The data files of a table. A table without rows has none, so one empty file is written for it. */
    private static List<String> publishedFiles(SparkSession spark, IcebergTables tables, String table, Path folder) {
        if (!tables.exists(table)) { // a source without an export in the sample
            String none = folder.resolve(table + ".none.parquet").toString();
            spark.createDataFrame(List.<Row>of(), schema(table))
                    .coalesce(1)
                    .write()
                    .parquet(none);
            return List.of(none);
        }
        List<IcebergTables.TableFile> files = tables.files(table);
        if (files.isEmpty()) {
            String empty = folder.resolve(table + ".empty.parquet").toString();
            tables.read(table).coalesce(1).write().parquet(empty);
            return List.of(empty);
        }
        return files.stream().map(IcebergTables.TableFile::location).toList();
    }

    private static JsonNode ourResult(Dataset<Row> rows, String suite, String level) throws IOException {
        ResultFormat format = ResultFormat.of(ResultFormat.Level.valueOf(level));
        ValidationOptions options = ValidationOptions.of("beside-gx", Instant.EPOCH)
                .with(CheckTuning.BY_SIZE)
                .with(format);
        return JSON.readTree(
                Validator.validate(rows, Suite.read("suite", suite), options).toJson());
    }

    private static Dataset<Row> read(SparkSession spark, List<String> files) {
        return spark.read().parquet(files.toArray(new String[0]));
    }

    private static void run(PythonEnvironment gx, String script, Path folder) throws IOException, InterruptedException {
        Map<String, String> variables = Map.of(
                "HOME", folder.toString(),
                "JAVA_HOME", System.getProperty("java.home"),
                "PYTHONDONTWRITEBYTECODE", "1");
        PythonEnvironment.ProgramResult ended =
                gx.run("python", List.of(SCRIPTS.resolve(script).toString(), folder.toString()), variables, MOST);
        assertThat(ended.exitCode()).as(ended.output()).isZero();
    }
}
