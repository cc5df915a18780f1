package cx.warehouse.conform;

import cx.warehouse.contract.Declarations;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.contract.TableContract;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
     * @param report what became of it
     * @param schema the columns of the rows
     * @param rows the good rows in Spark's own values, in order of the file; empty when the file was rejected
     * @param rejects the rows that broke a rule; empty when the file was rejected
     */
    public record Parsed(FileReport report, StructType schema, List<InternalRow> rows, List<Reject> rejects) {
        public Parsed {
            rows = List.copyOf(rows);
            rejects = List.copyOf(rejects);
        }
    }

    /**
     * A file read and conformed.
     *
     * @param parsed as read
     * @param typed the good rows as a frame
     * @param conformed by shape, what the contract makes of them
     */
    public record Checked(Parsed parsed, Dataset<Row> typed, Map<String, Dataset<Row>> conformed) {
        public Checked {
            conformed = new LinkedHashMap<>(conformed);
        }

        /** By shape, in the order of the contract. */
        @Override
        public Map<String, Dataset<Row>> conformed() {
            return new LinkedHashMap<>(conformed);
        }
    }

    /** Reads a small file, a second time where a key stands for two different rows. */
    public static Parsed parse(SourceContract contract, References references, LandedFile file, FileOpener opener) {
        return parse(contract, references, file, opener, Long.MAX_VALUE);
    }

    /**
     * The same for a file of any size.
     *
     * @param most about so many bytes of rows are kept, and of rejects; the report counts all
     */
    public static Parsed parse(
            SourceContract contract, References references, LandedFile file, FileOpener opener, long most) {
        Parsed first = read(contract, references, file, opener, Set.of(), most);
        return first.report().conflicts().isEmpty()
                ? first
                : read(contract, references, file, opener, first.report().conflicts(), most);
    }

    /**
     * Reads a small file and fills every shape its contract names.
     *
     * <p>Its expressions must be known to be SQL, see {@link ShapeRules}: Spark throws a checked exception, which nothing here
     * declares, for what it does not understand.
     */
    public static Checked check(
            SparkSession spark,
            SourceContract contract,
            Declarations declarations,
            References references,
            LandedFile file,
            FileOpener opener) {
        return check(spark, contract, declarations, references, parse(contract, references, file, opener));
    }

    /** Fills every shape that a contract names with the rows that were read. */
    public static Checked check(
            SparkSession spark,
            SourceContract contract,
            Declarations declarations,
            References references,
            Parsed parsed) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Dataset<Row> typed = SparkRows.frame(spark, context.parallelize(parsed.rows(), 1), parsed.schema());
        Map<String, Dataset<Row>> conformed = new LinkedHashMap<>();
        for (String shape : contract.conform().keySet()) {
            TableContract table = declarations.table("conformed." + shape).orElseThrow();
            conformed.put(shape, Shapes.shape(typed, contract, shape, table, references));
        }
        return new Checked(parsed, typed, conformed);
    }

    private static Parsed read(
            SourceContract contract,
            References references,
            LandedFile file,
            FileOpener opener,
            Set<Long> conflicts,
            long most) {
        SourceReader reader = new SourceReader(contract, references);
        FirstOnes<InternalRow> rows = new FirstOnes<>(most);
        FirstOnes<Reject> rejects = new FirstOnes<>(most);
        FileReport report = reader.read(file, opener, conflicts, rows, rejects);
        boolean isRejected = report.outcome() == FileReport.Outcome.REJECTED;
        return isRejected
                ? new Parsed(report, reader.schema(), List.of(), List.of())
                : new Parsed(report, reader.schema(), rows.kept, rejects.kept);
    }

    /** Keeps the first of what it is given, as long as they are not too much. */
    private static final class FirstOnes<T> implements Consumer<T> {
        private final List<T> kept = new ArrayList<>();
        private final boolean isAll;
        private long left;

        FirstOnes(long most) {
            isAll = most == Long.MAX_VALUE;
            left = most;
        }

        @Override
        public void accept(T one) {
            if (left > 0) {
                kept.add(one);
                left -= isAll ? 0 : SizeEstimator.estimate(one);
            }
        }
    }
}
