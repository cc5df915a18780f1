package cx.warehouse.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** What tests share: one local Spark session for the whole run, and frames written as text. */
public abstract class SparkTest {

    /** The session of all tests of this JVM: local, UTC, two partitions, no UI. */
    protected static SparkSession spark() {
        return Session.SPARK;
    }

    /**
     * A frame from text: a line a row, cells divided by {@code |} and trimmed, an empty cell is null.
     *
     * @param schema columns as in SQL: {@code "visitor_key string, occurred_at timestamp"}
     */
    protected static Dataset<Row> frame(String schema, String rows) {
        StructType wanted = StructType.fromDDL(schema);
        List<StructField> text = new ArrayList<>();
        for (StructField field : wanted.fields()) {
            text.add(DataTypes.createStructField(field.name(), DataTypes.StringType, true));
        }
        List<Row> cells = rows.lines()
                .filter(line -> !line.isBlank())
                .map(line -> RowFactory.create(Arrays.stream(line.split("\\|", -1))
                        .map(cell -> cell.isBlank() ? null : cell.trim())
                        .toArray()))
                .collect(Collectors.toList());
        Column[] typed = Arrays.stream(wanted.fields())
                .map(field -> functions.col("`" + field.name() + "`").cast(field.dataType()))
                .toArray(Column[]::new);
        return spark().createDataFrame(cells, DataTypes.createStructType(text))
                .select(typed)
                .toDF(wanted.fieldNames());
    }

    /** The named columns as text, a line a row in order of those columns, nulls empty. */
    protected static String text(Dataset<Row> frame, String... columns) {
        Column[] shown = Arrays.stream(columns)
                .map(column -> functions.coalesce(functions.col(column).cast("string"), functions.lit("")))
                .toArray(Column[]::new);
        Column[] order = Arrays.stream(columns)
                .map(column -> functions.col(column).asc())
                .toArray(Column[]::new);
        return frame.orderBy(order).select(shown).collectAsList().stream()
                .map(row -> row.mkString(" | "))
                .collect(Collectors.joining("\n"));
    }

    private static final class Session {
        static final SparkSession SPARK = SparkSession.builder()
                .master("local[2]")
                .appName("tests")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate();
    }
}
