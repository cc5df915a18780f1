package cx.warehouse.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import cx.warehouse.quality.suite.ExpectationResult;
import cx.warehouse.quality.suite.Suite;
import cx.warehouse.quality.suite.ValidationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Evaluates every suite of the project on its table: all columns must exist and all expectations must be possible. */
class ProjectSuitesTest extends QualityTest {

    private static final Path SCHEMAS = Path.of(System.getProperty("cxw.home"), "schemas");
    private static final Map<String, String> SQL_TYPES =
            Map.of("percent", "decimal(18,8)", "json", "string", "map", "map<string,string>");

    static List<String> suites() throws IOException {
        try (Stream<Path> files = Files.list(SCHEMAS.resolve("expectations"))) {
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .sorted()
                    .toList();
        }
    }

    /** Makes the other tables that queries of suites read. */
    @BeforeAll
    static void otherTables() throws IOException {
        for (String table : suites()) {
            if (table.startsWith("mart.")) {
                spark().createDataFrame(List.of(), StructType.fromDDL(columns(table)))
                        .createOrReplaceTempView(table.substring("mart.".length()));
            }
        }
    }

    @AfterAll
    static void noOtherTables() throws IOException {
        for (String table : suites()) {
            spark().catalog().dropTempView(table.substring(table.indexOf('.') + 1));
        }
    }

    @ParameterizedTest
    @MethodSource("suites")
    void canBeEvaluatedOnItsTable(String table) throws IOException {
        Suite suite = Suite.read(
                table + ".json",
                Files.readString(SCHEMAS.resolve("expectations").resolve(table + ".json")));
        assertThat(suite.name()).isEqualTo(table);
        Dataset<Row> empty = spark().createDataFrame(List.of(), StructType.fromDDL(columns(table)));
        ValidationResult result = Validator.validate(empty, suite, OPTIONS);
        assertThat(result.results())
                .filteredOn(each -> each.fault().isPresent())
                .extracting(ExpectationResult::summary)
                .isEmpty();
        assertThat(result.results())
                .filteredOn(ExpectationResult::isRefusal)
                .extracting(ExpectationResult::summary)
                .as("an empty night is no reason to refuse")
                .isEmpty();
    }

    /** The table's columns as its contract declares them. */
    private static String columns(String table) throws IOException {
        boolean source = table.startsWith("source.");
        String name = table.substring(table.indexOf('.') + 1);
        Path folder = SCHEMAS.resolve(source ? "sources" : "tables/mart");
        assumeTrue(Files.isDirectory(folder), "there are no contracts under " + folder);
        JsonNode contract = new YAMLMapper().readTree(Files.readString(folder.resolve(name + ".yaml")));
        Map<String, String> columns = new TreeMap<>();
        for (JsonNode column : contract.path("columns")) {
            String type = column.path("type").asText("string");
            columns.put(column.path("name").asText(), SQL_TYPES.getOrDefault(type, type));
        }
        if (source) {
            columns.putIfAbsent("account_id", "string");
            columns.putAll(Map.of("business_date", "date", "source_file", "string", "source_line", "bigint"));
            columns.put("load_id", "string");
            String position = contract.path("lines").path("position").asText("");
            if (!position.isEmpty()) {
                columns.put(position, "int");
            }
        }
        return columns.entrySet().stream()
                .map(column -> "`" + column.getKey() + "` " + column.getValue())
                .collect(Collectors.joining(", "));
    }
}
