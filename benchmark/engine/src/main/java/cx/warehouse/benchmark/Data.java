package cx.warehouse.benchmark;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.timestamp_seconds;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Writes the rows that all variants read: twenty columns of all common types, the same rows from the same seed. */
public final class Data {

    private static final long SPRING = 1_770_000_000L;
    private static final String DECIMAL = "decimal(18,2)";

    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final long rows;
    private final long seed;

    private Data(long rows, long seed) {
        this.rows = rows;
        this.seed = seed;
    }

    /** Arguments: folder to write, rows, seed. */
    public static void main(String[] arguments) throws IOException {
        try (SparkSession spark = SparkSession.builder().getOrCreate()) {
            Data data = new Data(Long.parseLong(arguments[1]), Long.parseLong(arguments[2]));
            data.numbers();
            data.texts();
            data.moments();
            data.money();
            Column[] selected = Rules.COLUMNS.stream()
                    .map(name -> data.columns.get(name).as(name))
                    .toArray(Column[]::new);
            spark.range(0, data.rows, 1, 8).select(selected).write().parquet(arguments[0]);
        }
    }

    private void numbers() {
        columns.put("i0", chance(0, 1000).cast("int"));
        columns.put("i1", missing(97, chance(1, 2000).cast("int")));
        columns.put("i2", missing(101, chance(2, 3000).cast("int")));
        columns.put("i3", missing(103, oneIn(211, lit(-1L), chance(3, 4000))));
        for (int at = 0; at < 4; at++) {
            columns.put("d" + at, missing(83 + at, chance(10 + at, 1_000_000).divide(1000.0)));
        }
    }

    private void texts() {
        for (int at = 0; at < 3; at++) {
            Column[] channels = Rules.CHANNELS.stream().map(functions::lit).toArray(Column[]::new);
            columns.put(
                    "s" + at,
                    element_at(array(channels), chance(20 + at, 7).plus(1).cast("int")));
        }
        columns.put("s1", missing(61, columns.get("s1")));
        columns.put("s2", missing(67, oneIn(503, lit("Unknown"), columns.get("s2"))));
        // a prime times the row's number, so that keys differ and do not come in order
        Column key = pmod(col("id").multiply(2_654_435_761L).plus(seed), lit(rows));
        columns.put("s3", concat(lit("o-"), key));
        Column at = oneIn(307, lit("_at_"), lit("@"));
        columns.put("s4", missing(71, concat(lit("user"), chance(23, 500_000), at, lit("example.org"))));
    }

    private void moments() {
        Column opened = chance(30, 5_000_000).plus(SPRING);
        Column closed = oneIn(401, opened.minus(60), opened.plus(chance(31, 86_400)));
        columns.put("t0", timestamp_seconds(opened));
        columns.put("t1", missing(73, timestamp_seconds(closed)));
        columns.put("y0", to_date(timestamp_seconds(opened)));
        columns.put("y1", missing(79, to_date(timestamp_seconds(closed))));
    }

    private void money() {
        Column net = cents(chance(40, 100_000));
        columns.put("m0", net);
        columns.put("m1", missing(89, cents(chance(40, 100_000).plus(chance(41, 20_000)))));
        columns.put("m2", missing(107, cents(chance(42, 100_000).minus(20_000))));
    }

    private static Column cents(Column whole) {
        return whole.cast(DECIMAL).divide(100).cast(DECIMAL);
    }

    /** A whole number from 0 to below {@code most}, by row, seed and {@code salt}. */
    private Column chance(int salt, int most) {
        return pmod(xxhash64(col("id"), lit(seed), lit(salt)), lit((long) most));
    }

    private static Column missing(int every, Column value) {
        return when(col("id").mod(every).notEqual(0), value);
    }

    private static Column oneIn(int every, Column odd, Column value) {
        return when(col("id").mod(every).equalTo(1), odd).otherwise(value);
    }
}
