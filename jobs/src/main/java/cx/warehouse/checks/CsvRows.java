package cx.warehouse.checks;

import cx.warehouse.conform.CsvTextReader;
import cx.warehouse.conform.TextColumnTypes;
import cx.warehouse.conform.delivery.BadFileException;
import cx.warehouse.conform.delivery.DisplayText;
import cx.warehouse.files.Fault;
import cx.warehouse.spark.RowPipe;
import cx.warehouse.spark.SparkEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.TaskCompletionListener;

/** The rows of CSV files with typed columns. Files with a row that does not fit are refused. */
final class CsvRows {

    private static final int MOST_PROBLEMS = 10;

    private final SparkEngine engine;
    private final CsvFiles files;
    private final CsvOptions options;
    private final List<String> problems = new ArrayList<>();

    private CsvRows(SparkEngine engine, CsvFiles files, CsvOptions options) {
        this.engine = engine;
        this.files = files;
        this.options = options;
    }

    /**
     * Reads the files once, and keeps their rows.
     *
     * @param schema Spark DDL; null to find the types from the cells
     * @throws Fault USAGE with the first rows and cells that do not fit
     */
    static Dataset<Row> open(SparkEngine engine, CsvFiles files, CsvOptions options, String schema) {
        CsvRows rows = new CsvRows(engine, files, options);
        List<String> columns = rows.columns();
        StructType declared = schema == null ? null : rows.declaredTypes(schema, columns);
        rows.throwProblems();
        Dataset<Row> text = rows.text(columns);
        rows.collect(text, functions.col(quoted(CsvTextReader.FAULT)).isNotNull(), quoted(CsvTextReader.FAULT));
        rows.throwProblems();
        if (declared == null) {
            return typed(text, TextColumnTypes.find(text, columns));
        }
        rows.checkCells(text, declared);
        rows.throwProblems();
        return typed(text, declared);
    }

    /** The columns of the first file; other files may have them in another order. */
    private List<String> columns() {
        String file = files.names().get(0);
        try {
            List<String> columns = CsvTextReader.columns(options.format(), () -> files.open(file));
            if (columns.size() == 1 && !options.isDelimiterGiven()) {
                refuseOtherDelimiter(file, columns.get(0));
            }
            return columns;
        } catch (BadFileException e) {
            throw fault(file + " " + e.getMessage());
        }
    }

    private void refuseOtherDelimiter(String file, String header) {
        CsvOptions.DELIMITERS.forEach((word, delimiter) -> {
            if (header.indexOf(delimiter) > 0) {
                throw fault(file + " has one column, `" + DisplayText.of(header) + "`. It looks like a file with the"
                        + " delimiter " + word + ": give --delimiter " + word + ", or in a checkpoint \"delimiter\": \""
                        + word + "\". If it has one column, give the delimiter comma.");
            }
        });
    }

    private StructType declaredTypes(String schema, List<String> columns) {
        StructType types = new StructType();
        Map<String, StructField> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (StructField field : StructType.fromDDL(schema).fields()) {
            fields.put(field.name(), field);
        }
        for (String column : columns) {
            StructField field = fields.remove(column);
            if (field == null) {
                problems.add(files.names().get(0) + ": column `" + DisplayText.of(column) + "` is not in the schema");
            } else {
                types = types.add(column, field.dataType());
            }
        }
        fields.keySet()
                .forEach(name -> problems.add(files.names().get(0) + ": column `" + name + "` of the schema is not in"
                        + " the header; it has " + DisplayText.of(String.join(", ", columns))));
        return types;
    }

    private Dataset<Row> text(List<String> columns) {
        CsvTextReader reader = new CsvTextReader(options.format(), columns);
        CsvFiles source = files;
        List<String> names = files.names();
        JavaRDD<InternalRow> rows = JavaSparkContext.fromSparkContext(
                        engine.session().sparkContext())
                .parallelize(names, names.size())
                .mapPartitions(part -> read(part, source, reader));
        return engine.materialize(reader.frame(engine.session(), rows), (stored, count) -> stored);
    }

    private static Iterator<InternalRow> read(Iterator<String> names, CsvFiles files, CsvTextReader reader) {
        RowPipe rows = new RowPipe("read-csv", out -> {
            while (names.hasNext()) {
                String name = names.next();
                reader.read(name, () -> files.open(name), out);
            }
        });
        TaskContext.get().addTaskCompletionListener((TaskCompletionListener) context -> rows.close());
        return rows;
    }

    /** Finds the first cells that do not fit their types. */
    private void checkCells(Dataset<Row> text, StructType types) {
        Column isMisfit = functions.lit(false);
        Column reasons = functions.lit("");
        for (StructField field : types.fields()) {
            Column cell = functions.col(quoted(field.name()));
            Column isBad = cell.isNotNull().and(value(cell, field).isNull());
            Column reason = functions.concat(
                    functions.lit("; " + field.name() + ": '"),
                    functions.when(cell.contains("@"), "•••").otherwise(cell), // it may name a person
                    functions.lit("' is not " + article(field)
                            + field.dataType().sql().toLowerCase(Locale.ROOT)));
            isMisfit = isMisfit.or(isBad);
            reasons = functions.concat(reasons, functions.when(isBad, reason).otherwise(""));
        }
        collect(text.withColumn("reasons", functions.substring(reasons, 3, Integer.MAX_VALUE)), isMisfit, "reasons");
    }

    private void collect(Dataset<Row> text, Column isProblem, String reason) {
        Dataset<Row> found = text.filter(isProblem)
                .orderBy(quoted(CsvTextReader.FILE), quoted(CsvTextReader.LINE))
                .select(quoted(CsvTextReader.FILE), quoted(CsvTextReader.LINE), reason);
        for (Row row : found.takeAsList(MOST_PROBLEMS)) {
            String line = row.isNullAt(1) ? " " : " line " + row.getLong(1) + ": ";
            problems.add(row.getString(0) + line + row.getString(2));
        }
        if (problems.size() == MOST_PROBLEMS) {
            problems.add("and perhaps more; these are the first " + MOST_PROBLEMS);
        }
    }

    private static Dataset<Row> typed(Dataset<Row> text, StructType types) {
        return text.select(Arrays.stream(types.fields())
                .map(field -> value(functions.col(quoted(field.name())), field).as(field.name()))
                .toArray(Column[]::new));
    }

    private static Column value(Column cell, StructField field) {
        return field.dataType() instanceof StringType
                ? cell
                : functions.trim(cell).try_cast(field.dataType());
    }

    private static String article(StructField field) {
        return field.dataType().sql().startsWith("INT") ? "an " : "a ";
    }

    private void throwProblems() {
        if (!problems.isEmpty()) {
            throw fault(problems.size() == 1 ? problems.get(0) : "\n  " + String.join("\n  ", problems));
        }
    }

    private Fault fault(String why) {
        return new Fault(
                Fault.Kind.USAGE, "Cannot read " + files.path() + ":" + (why.startsWith("\n") ? "" : " ") + why);
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
