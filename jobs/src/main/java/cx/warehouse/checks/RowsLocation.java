package cx.warehouse.checks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cx.warehouse.files.Fault;
import cx.warehouse.files.S3Settings;
import cx.warehouse.spark.SparkEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The location of rows to validate or profile: files of one format, or a table of the warehouse.
 *
 * @param path a file or a folder; null for a table
 * @param format parquet, csv, or json (one object per line)
 * @param schema Spark DDL; null to use the schema of the files, or to infer it from their values
 * @param delimiter the delimiter of CSV, a character or a word such as {@code semicolon}; null for the comma
 * @param options options of Spark's reader; for CSV, some of the same names
 * @param table a table of the warehouse, such as {@code mart.fact_spend}; null for files
 */
public record RowsLocation(
        String path, String format, String schema, String delimiter, Map<String, String> options, String table) {

    private static final List<String> FORMATS = List.of("parquet", "csv", "json");
    private static final List<String> MEMBERS = List.of("path", "format", "schema", "delimiter", "options", "table");

    public RowsLocation {
        options = Map.copyOf(options);
        if ((path == null) == (table == null)) {
            throw new Fault(Fault.Kind.USAGE, "Cannot find the rows: give either `path` or `table`.");
        }
        if (!FORMATS.contains(format)) {
            throw new Fault(
                    Fault.Kind.USAGE, "Cannot read `" + format + "`: the formats are " + String.join(", ", FORMATS));
        }
        if (isCsv(format)) {
            CsvOptions.of(delimiter, options);
        } else if (delimiter != null) {
            throw new Fault(Fault.Kind.USAGE, "Cannot read `" + format + "` by a delimiter: only csv has one.");
        }
    }

    private static boolean isCsv(String format) {
        return format.equals("csv");
    }

    /**
     * The location that a person means by a path, or by the name of a warehouse table when no such path exists.
     *
     * @param format null to derive it from the name of the path
     * @param schema Spark DDL, or null
     * @param delimiter the delimiter of CSV, or null
     */
    public static RowsLocation of(String pathOrTable, String format, String schema, String delimiter) {
        boolean isTable = format == null
                && schema == null
                && pathOrTable.matches("(source|state|mart)\\.\\w+")
                && !Files.exists(Path.of(pathOrTable));
        return isTable
                ? new RowsLocation(null, "parquet", null, delimiter, Map.of(), pathOrTable)
                : new RowsLocation(
                        pathOrTable,
                        format == null ? formatOf(pathOrTable) : format,
                        schema,
                        delimiter,
                        Map.of(),
                        null);
    }

    /**
     * Reads the member {@code data} of a validation of a checkpoint.
     *
     * @param folder the folder that a relative path starts at
     * @throws Fault USAGE for an unknown member or format, or when path and table are both given or both missing
     */
    static RowsLocation read(ObjectNode data, Path folder) {
        Map<String, String> options = new TreeMap<>();
        data.path("options")
                .properties()
                .forEach(entry -> options.put(entry.getKey(), entry.getValue().asText()));
        data.fieldNames().forEachRemaining(name -> {
            if (!MEMBERS.contains(name)) {
                throw new Fault(
                        Fault.Kind.USAGE,
                        "Cannot read `data`: unknown member `" + name + "`; the members are "
                                + String.join(", ", MEMBERS));
            }
        });
        String path = text(data, "path");
        String format = text(data, "format");
        String known = format == null ? formatOf(path == null ? "" : path) : format.toLowerCase(Locale.ROOT);
        boolean isLocal = path != null && !path.contains("://");
        return new RowsLocation(
                isLocal ? folder.resolve(path).toString() : path,
                known.equals("jsonl") ? "json" : known,
                text(data, "schema"),
                text(data, "delimiter"),
                options,
                text(data, "table"));
    }

    /** This location as the member {@code data} of a validation. */
    public ObjectNode document() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        if (table != null) {
            return document.put("table", table);
        }
        document.put("path", path).put("format", format).put("schema", schema).put("delimiter", delimiter);
        options.forEach(document.putObject("options")::put);
        return document;
    }

    private static String text(JsonNode data, String member) {
        JsonNode node = data.path(member);
        return node.isTextual() ? node.textValue() : null;
    }

    private static String formatOf(String path) {
        String name = path.toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|bz2|zst)$", "");
        if (name.endsWith(".csv")) {
            return "csv";
        }
        return name.endsWith(".json") || name.endsWith(".jsonl") || name.endsWith(".ndjson") ? "json" : "parquet";
    }

    /**
     * Opens the rows in the columns of the files or table. A row that does not fit the schema does not become nulls: in
     * CSV, it is found now; in the other formats, it fails when it is read.
     *
     * @throws Fault USAGE when the location does not exist, its schema cannot be read, or a row of CSV does not fit
     */
    Dataset<Row> open(SparkEngine engine, S3Settings s3) {
        try {
            if (table != null) {
                return engine.session().table(SparkEngine.CATALOG + "." + table);
            }
            if (isCsv(format)) {
                return CsvRows.open(engine, CsvFiles.of(path, s3), CsvOptions.of(delimiter, options), schema);
            }
            var reader = engine.session()
                    .read()
                    .format(format)
                    .option("mode", "FAILFAST")
                    .options(options);
            return (schema == null ? reader : reader.schema(schema)).load(path);
        } catch (Exception e) {
            if (e instanceof AnalysisException || e instanceof SparkException) {
                throw new Fault(Fault.Kind.USAGE, "Cannot read " + name() + ": " + reason((SparkThrowable) e), e);
            }
            throw e;
        }
    }

    private static String reason(SparkThrowable fault) {
        String condition = String.valueOf(fault.getCondition());
        if (condition.startsWith("PATH_NOT_FOUND")) {
            return "there is no such file or folder.";
        }
        return condition.startsWith("MALFORMED_RECORD")
                ? "a line is no JSON object, or does not fit the schema."
                : ((Exception) fault).getMessage();
    }

    /** The table or path, for messages. */
    public String name() {
        return table != null ? table : path;
    }

    /** Total size of local files in bytes. Tables and remote files have no known size and count as very large. */
    public long bytes() {
        Path file = path == null || path.contains("://") ? null : Path.of(path);
        if (file == null || !Files.exists(file)) {
            return Long.MAX_VALUE / 4;
        }
        try (Stream<Path> files = Files.walk(file)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(one -> one.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new Fault(Fault.Kind.INFRASTRUCTURE, "Cannot list " + file + ": " + e.getMessage(), e);
        }
    }
}
