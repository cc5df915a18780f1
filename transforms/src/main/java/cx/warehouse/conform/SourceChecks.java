package cx.warehouse.conform;

import cx.warehouse.conform.delivery.FileOpener;
import cx.warehouse.conform.delivery.FileReport;
import cx.warehouse.conform.delivery.LandedFile;
import cx.warehouse.conform.delivery.QuarantinedRow;
import cx.warehouse.conform.delivery.RepeatedRows;
import cx.warehouse.conform.shape.ShapeMapper;
import cx.warehouse.conform.type.ReferenceData;
import cx.warehouse.conform.type.SparkRows;
import cx.warehouse.contract.Declarations;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.contract.TableContract;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SizeEstimator;

/** Tries a source contract on a small file, as {@code cxw check} does. */
public final class SourceChecks {
    private SourceChecks() {}

    /**
     * A file read by its contract.
     *
     * @param report outcome of the file
     * @param schema columns of the rows
     * @param rows the good rows in Spark's internal values, in order of the file; empty if the file was rejected
     * @param quarantinedRows the rows that broke a rule; empty if the file was rejected
     */
    public record ParsedFile(
            FileReport report, StructType schema, List<InternalRow> rows, List<QuarantinedRow> quarantinedRows) {
        public ParsedFile {
            rows = List.copyOf(rows);
            quarantinedRows = List.copyOf(quarantinedRows);
        }
    }

    /**
     * A file read and conformed.
     *
     * @param parsedFile the file as read
     * @param typedRows the good rows as a frame, with the columns of {@link SourceReader#schema()}
     * @param shapes the conformed rows, by shape
     */
    public record ConformedFile(ParsedFile parsedFile, Dataset<Row> typedRows, Map<String, Dataset<Row>> shapes) {
        public ConformedFile {
            shapes = new LinkedHashMap<>(shapes);
        }

        /** The conformed rows by shape, in the order of the contract. */
        @Override
        public Map<String, Dataset<Row>> shapes() {
            return new LinkedHashMap<>(shapes);
        }
    }

    /** Reads a small file; reads it a second time if rows repeat earlier ones of their key. */
    public static ParsedFile parse(
            SourceContract contract, ReferenceData references, LandedFile file, FileOpener opener) {
        return parse(contract, references, file, opener, Long.MAX_VALUE);
    }

    /**
     * Reads a file of any size, and keeps only the first rows.
     *
     * @param most approximate limit in bytes for the rows, and again for the rejects; the report counts all
     */
    public static ParsedFile parse(
            SourceContract contract, ReferenceData references, LandedFile file, FileOpener opener, long most) {
        ParsedFile first = read(contract, references, file, opener, RepeatedRows.NONE, most);
        return first.report().repeated().isEmpty()
                ? first
                : read(contract, references, file, opener, first.report().repeated(), most);
    }

    /**
     * Reads a small file and fills every shape that its contract names.
     *
     * <p>The contract's expressions must have passed {@code ShapeRules}. For invalid SQL, Spark throws a checked
     * exception that this method does not declare.
     */
    public static ConformedFile check(
            SparkSession spark,
            SourceContract contract,
            Declarations declarations,
            ReferenceData references,
            LandedFile file,
            FileOpener opener) {
        return check(spark, contract, declarations, references, parse(contract, references, file, opener));
    }

    /** Fills every shape that a contract names with the rows that were read. */
    public static ConformedFile check(
            SparkSession spark,
            SourceContract contract,
            Declarations declarations,
            ReferenceData references,
            ParsedFile parsed) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Dataset<Row> typed = SparkRows.frame(spark, context.parallelize(parsed.rows(), 1), parsed.schema());
        Map<String, Dataset<Row>> conformed = new LinkedHashMap<>();
        for (String shape : contract.conform().keySet()) {
            TableContract table = declarations.table("conformed." + shape).orElseThrow();
            conformed.put(shape, ShapeMapper.fillShape(typed, contract, shape, table, references));
        }
        return new ConformedFile(parsed, typed, conformed);
    }

    private static ParsedFile read(
            SourceContract contract,
            ReferenceData references,
            LandedFile file,
            FileOpener opener,
            RepeatedRows repeated,
            long most) {
        SourceReader reader = new SourceReader(contract, references);
        SizeLimitedList<InternalRow> rows = new SizeLimitedList<>(most);
        SizeLimitedList<QuarantinedRow> rejects = new SizeLimitedList<>(most);
        FileReport report = reader.read(file, opener, repeated, rows, rejects);
        boolean isRejected = report.outcome() == FileReport.FileOutcome.REJECTED;
        return isRejected
                ? new ParsedFile(report, reader.schema(), List.of(), List.of())
                : new ParsedFile(report, reader.schema(), rows.items, rejects.items);
    }

    /** Keeps the first items until their estimated size reaches a limit. */
    private static final class SizeLimitedList<T> implements Consumer<T> {
        private final List<T> items = new ArrayList<>();
        private final boolean isAll;
        private long left;

        SizeLimitedList(long most) {
            isAll = most == Long.MAX_VALUE;
            left = most;
        }

        @Override
        public void accept(T one) {
            if (left > 0) {
                items.add(one);
                left -= isAll ? 0 : SizeEstimator.estimate(one);
            }
        }
    }
}
