package cx.warehouse.tables;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import cx.warehouse.testing.CxwShell;
import cx.warehouse.testing.LocalWarehouse;
import cx.warehouse.testing.PythonEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads the folders for BI tools with pandas, pyarrow, polars, DuckDB and Spark, with their default options. All find
 * the rows that {@code cxw sql} finds.
 */
class BiReadersTest {

    private static final Path SCRIPTS = Path.of(System.getProperty("cxw.home"), "jobs/src/test/bi");

    private static final String CONTRACT = """
            table: mart.%s
            description: Amounts.
            grain: one row per amount
            key: [amount]
            columns:
              - {name: spend_date, type: "date", description: "a day"}
              - {name: amount, type: "decimal(38,10)", required: true, description: "an amount"}
            """;

    /** The days in the folders of every table. */
    private static final Map<String, List<String>> DAYS = days();

    @TempDir
    static Path root;

    private static final Map<String, String> sparkAnswers = new LinkedHashMap<>();

    @BeforeAll
    static void publishTables() throws IOException {
        Files.createDirectories(root.resolve("mine/tables"));
        Files.writeString(root.resolve("cxw.yaml"), "schemas: [" + root.resolve("mine") + ", schemas]\n");
        for (String table : DAYS.keySet()) {
            Files.writeString(root.resolve("mine/tables/" + table + ".yaml"), CONTRACT.formatted(table));
        }
        try (LocalWarehouse warehouse = LocalWarehouse.in(root)) {
            publish(warehouse, "of_days", List.of("spend_date"), "'2026-03-08', 1.10), ('2026-03-09', 2.0000000003");
            publish(warehouse, "of_some_days", List.of("spend_date"), "'2026-03-08', 4.25), (null, 0.5");
            publish(warehouse, "of_no_days", List.of(), "'2026-03-08', 7.75), (null, 12345678901234567890.123");
            new BiFolder(warehouse.root(), 2)
                    .publish(
                            "a",
                            Map.of(
                                    "of_days", warehouse.tables().files("mart.of_days"),
                                    "of_some_days", warehouse.tables().files("mart.of_some_days"),
                                    "of_no_days", warehouse.tables().files("mart.of_no_days")));
            for (String table : DAYS.keySet()) {
                Dataset<Row> rows = warehouse
                        .engine()
                        .session()
                        .read()
                        .parquet(root.resolve("bi/" + table).toString());
                sparkAnswers.put(table, answer(rows));
            }
        }
    }

    @Test
    void sparkReadsTheFolderOfATable() {
        DAYS.forEach(
                (table, days) -> assertThat(sparkAnswers.get(table)).as(table).isEqualTo(ofSql(table) + " " + days));
    }

    @Test
    void pythonReadersReadTheFolderOfATable() throws IOException, InterruptedException {
        PythonEnvironment environment;
        try {
            environment = PythonEnvironment.of("readers", SCRIPTS);
        } catch (PythonEnvironment.Unavailable unavailable) {
            PythonEnvironment.skipOrFail("The folders for BI tools were not read with Python", unavailable);
            return;
        }
        List<String> arguments = new ArrayList<>(List.of(
                SCRIPTS.resolve("read_folders.py").toString(),
                root.resolve("bi").toString()));
        arguments.addAll(DAYS.keySet());
        PythonEnvironment.ProgramResult ended = environment.run("python", arguments, Map.of(), Duration.ofMinutes(2));
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        List<String> lines = ended.output().lines().toList();
        assertThat(lines).hasSize(6 * DAYS.size());
        for (String line : lines) {
            JsonNode answer = new ObjectMapper().readTree(line);
            String table = answer.path("table").asText();
            List<String> days = new ArrayList<>();
            answer.path("days").forEach(day -> days.add(day.asText()));
            assertThat(answer.path("rows").asText() + " " + answer.path("sum").asText() + " " + days)
                    .as("%s of %s", answer.path("reader").asText(), table)
                    .isEqualTo(ofSql(table) + " " + DAYS.get(table));
        }
    }

    private static Map<String, List<String>> days() {
        Map<String, List<String>> days = new LinkedHashMap<>();
        days.put("of_days", List.of("2026-03-08", "2026-03-09"));
        days.put("of_some_days", List.of("2026-03-08", "none"));
        days.put("of_no_days", List.of());
        return days;
    }

    /** Publishes rows of a day and an amount as a table of the marts. */
    private static void publish(LocalWarehouse warehouse, String name, List<String> partition, String values) {
        Dataset<Row> rows = warehouse
                .engine()
                .session()
                .sql("select cast(day as date) as spend_date, cast(amount as decimal(38,10)) as amount from values ("
                        + values + ") as t(day, amount)");
        IcebergTables tables = warehouse.tables();
        tables.ensure("mart." + name, "rows of a test", rows.schema(), partition);
        tables.publish("mart." + name, "load_a", tables.stage("mart." + name, "load_a", rows, lit(true)), "a");
    }

    private static String answer(Dataset<Row> rows) {
        Row totals = rows.selectExpr("count(*)", "sum(amount)").first();
        boolean hasDays = Arrays.asList(rows.columns()).contains("day");
        Stream<Object> days = hasDays
                ? rows.selectExpr("cast(day as string)").distinct().collectAsList().stream()
                        .map(row -> row.get(0))
                : Stream.empty();
        return totals.get(0) + " " + totals.get(1) + " " + days.sorted().toList();
    }

    /** The count and the sum by the command. */
    private static String ofSql(String table) {
        CxwShell.CommandOutput said = CxwShell.run(
                "sql",
                "--root",
                root.toString(),
                "--format",
                "csv",
                "--config",
                root.resolve("cxw.yaml").toString(),
                "select concat_ws(' ', count(*), sum(amount)) as answer from " + table);
        assertThat(said.exitCode()).as(said.all()).isZero();
        return said.out().lines().toList().get(1);
    }
}
