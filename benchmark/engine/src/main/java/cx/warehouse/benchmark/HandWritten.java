package cx.warehouse.benchmark;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.stddev_samp;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The first sixty rules as somebody would write them who knows this data and Spark: one aggregation, and one grouping
 * each for the key and for the distinct values, which a single aggregation would have to read three times over.
 */
public final class HandWritten {

    private HandWritten() {}

    /** Arguments: the data, where the result goes. */
    public static void main(String[] arguments) throws IOException {
        try (SparkSession spark = SparkSession.builder().getOrCreate()) {
            Dataset<Row> frame = spark.read().parquet(arguments[0]);
            Runs.measure("hand", spark.version(), Path.of(arguments[1]), () -> figures(frame));
        }
    }

    private static Map<String, Double> figures(Dataset<Row> frame) {
        Map<String, Double> figures = new TreeMap<>();
        List<Column> columns = columns();
        Row row = frame.agg(columns.get(0), columns.subList(1, columns.size()).toArray(Column[]::new))
                .head();
        for (String name : row.schema().fieldNames()) {
            figures.put(name, row.<Number>getAs(name).doubleValue());
        }
        Row twins = frame.where(col("s3").isNotNull())
                .groupBy("s3")
                .agg(count(lit(1)).as("rows"))
                .agg(sum(when(col("rows").gt(1), col("rows")).otherwise(0)))
                .head();
        figures.put("unique s3", (double) twins.getLong(0));
        figures.put("distinct s0", (double)
                frame.where(col("s0").isNotNull()).groupBy("s0").count().count());
        return figures;
    }

    private static List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        Column rows = count(lit(1));
        columns.add(rows.as("rows"));
        for (String column : Rules.COLUMNS) {
            columns.add(rows.minus(count(col(column))).as("present " + column));
        }
        for (int at = 0; at < 4; at++) {
            columns.add(broken("between i" + at, col("i" + at).between(0, 1000 * (at + 1))));
            columns.add(broken("between d" + at, col("d" + at).between(0.0, at == 3 ? 990.0 : 1000.0)));
            columns.add(avg("d" + at).as("mean d" + at));
        }
        columns.add(broken("between m0", col("m0").between(0, 1000)));
        columns.add(broken("between m1", col("m1").between(0, 2000)));
        columns.add(broken(
                "between t0",
                col("t0")
                        .between(
                                lit("2026-01-01 00:00:00").cast("timestamp"),
                                lit("2026-12-31 00:00:00").cast("timestamp"))));
        columns.add(broken(
                "between y0",
                col("y0")
                        .between(
                                lit("2026-01-10").cast("date"),
                                lit("2026-12-31").cast("date"))));
        for (int at = 0; at < 3; at++) {
            columns.add(broken("member s" + at, col("s" + at).isin(Rules.CHANNELS.toArray())));
            columns.add(sum("m" + at).as("sum m" + at));
        }
        columns.add(broken("matches s3", col("s3").rlike("^o-[0-9]{1,9}$")));
        columns.add(broken("matches s4", col("s4").rlike("^[^@]{1,20}@example[.]org$")));
        columns.add(broken("length s0", length(col("s0")).between(1, 20)));
        columns.add(broken("length s3", length(col("s3")).between(3, 12)));
        columns.add(broken("length s4", length(col("s4")).between(5, 40)));
        columns.add(broken("ordered t1 t0", col("t1").geq(col("t0"))));
        columns.add(broken("ordered m1 m0", col("m1").geq(col("m0"))));
        for (String column : List.of("i0", "i1", "d0")) {
            columns.add(max(column).as("max " + column));
        }
        for (String column : List.of("i0", "i1", "d1")) {
            columns.add(min(column).as("min " + column));
        }
        columns.add(stddev_samp("d0").as("deviation d0"));
        columns.add(stddev_samp("d1").as("deviation d1"));
        return columns;
    }

    /** How many rows break a rule; nulls keep it. */
    private static Column broken(String name, Column kept) {
        return count(when(not(kept), 1)).as(name);
    }
}
