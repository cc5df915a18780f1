package cx.warehouse.tables;

import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_entries;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import java.time.LocalDate;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The days on which two versions of a table have different rows.
 *
 * @param days the days, without null
 * @param hasDayless true when rows without a day differ
 */
public record ChangedDays(SortedSet<LocalDate> days, boolean hasDayless) {

    public ChangedDays {
        days = Collections.unmodifiableSortedSet(new TreeSet<>(days));
    }

    /**
     * Compares two versions in one query, by the number of rows of a day and by 64-bit hashes of the rows. The order of
     * rows does not count; a null counts at its place.
     *
     * @param before rows with the same columns as {@code now}
     * @param day the column of days, a date
     */
    public static ChangedDays between(Dataset<Row> before, Dataset<Row> now, String day) {
        Dataset<Row> former = dayHashes(before, day, "before");
        Dataset<Row> current = dayHashes(now, day, "now");
        TreeSet<LocalDate> days = new TreeSet<>();
        boolean hasDayless = false;
        for (Row row : former.join(current, former.col("before_day").eqNullSafe(current.col("now_day")), "full")
                .where(not(col("before_hash").eqNullSafe(col("now_hash"))))
                .select(coalesce(col("before_day"), col("now_day")).cast("string"))
                .collectAsList()) {
            if (row.isNullAt(0)) {
                hasDayless = true;
            } else {
                days.add(LocalDate.parse(row.getString(0)));
            }
        }
        return new ChangedDays(days, hasDayless);
    }

    public boolean isEmpty() {
        return days.isEmpty() && !hasDayless;
    }

    /** True for rows of these days; null for other rows without a day. Iceberg can replace the rows that match. */
    public Column isIn(String day) {
        Column isDayless = col(day).isNull();
        Column isDated = col(day).isin(days.toArray());
        return !hasDayless ? isDated : days.isEmpty() ? isDayless : isDated.or(isDayless);
    }

    private static Dataset<Row> dayHashes(Dataset<Row> rows, String day, String side) {
        Column hash = rowHash(rows.schema());
        return rows.groupBy(col(day).as(side + "_day"))
                .agg(
                        count(lit(1)).as("row_count"),
                        sum(hash.cast("decimal(38,0)")).as("hash_sum"),
                        bit_xor(hash).as("hash_xor"))
                .select(
                        col(side + "_day"),
                        struct(col("row_count"), col("hash_sum"), col("hash_xor"))
                                .as(side + "_hash"));
    }

    private static Column rowHash(StructType schema) {
        return xxhash64(Stream.of(schema.fields())
                .flatMap(
                        column -> Stream.of(hashable(column), col(column.name()).isNull()))
                .toArray(Column[]::new));
    }

    private static Column hashable(StructField column) {
        Column value = col(column.name());
        return column.dataType() instanceof MapType ? sort_array(map_entries(value)) : value;
    }
}
