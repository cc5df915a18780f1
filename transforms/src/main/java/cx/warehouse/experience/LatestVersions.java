package cx.warehouse.experience;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.rank;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Picks the version of a row that counts: the latest delivery, and within it the vendor's latest change. */
public final class LatestVersions {

    private static final String RANK = "version_rank";
    private static final String REPEATED = "repeated_key";
    private static final String LATEST = "latest_delivery";

    private LatestVersions() {}

    /**
     * One row per key. The latest delivery wins, then the latest {@code version_at} (rows without one come last), then
     * the greatest file name and line number.
     *
     * @param rows conformed rows of one or more deliveries, with the lineage columns; version_at is optional
     * @param key columns that identify the row; nulls equal each other
     */
    public static Dataset<Row> latest(Dataset<Row> rows, String... key) {
        return latest(rows, Arrays.stream(key).map(c -> col(c)).toArray(Column[]::new));
    }

    private static Dataset<Row> latest(Dataset<Row> rows, Column... key) {
        return rankVersions(rows, key).filter(col(RANK).equalTo(1)).drop(RANK);
    }

    /**
     * The latest version of each of the vendor's rows, from the source that counts for its key: that of the latest
     * delivery. When the vendor's rows are finer than the key, several of them stay.
     *
     * @param rows as for {@link #latest}
     * @param record column with the vendor's own key of a row; the rows made of one row share it, and all stay
     * @param key columns that identify the row; nulls equal each other
     */
    public static Dataset<Row> ofLatestSource(Dataset<Row> rows, String record, String... key) {
        Column[] keys = Arrays.stream(key).map(name -> col(name)).toArray(Column[]::new);
        Column[] order = latestFirst(rows);
        Column source = col(Interaction.SOURCE);
        Column[] recordKeys =
                Stream.concat(Arrays.stream(keys), Stream.of(col(record))).toArray(Column[]::new);
        return rows.withColumn(
                        LATEST, first(source).over(Window.partitionBy(keys).orderBy(order)))
                .filter(col(LATEST).equalTo(source))
                .withColumn(RANK, rank().over(Window.partitionBy(recordKeys).orderBy(order)))
                .filter(col(RANK).equalTo(1))
                .drop(LATEST, RANK);
    }

    private static Dataset<Row> rankVersions(Dataset<Row> rows, Column... key) {
        return rows.withColumn(RANK, row_number().over(Window.partitionBy(key).orderBy(latestFirst(rows))));
    }

    private static Column[] latestFirst(Dataset<Row> rows) {
        List<Column> order = new ArrayList<>();
        order.add(col(Interaction.BUSINESS_DATE).desc());
        if (Arrays.asList(rows.columns()).contains(Interaction.VERSION_AT)) {
            order.add(col(Interaction.VERSION_AT).desc());
        }
        order.add(col(Interaction.SOURCE_FILE).desc());
        order.add(col(Interaction.SOURCE_LINE).desc());
        return order.toArray(Column[]::new);
    }

    /**
     * Returns the same rows as {@link #latest}, for frames in which few keys have several versions. Only rows of those
     * keys are sorted.
     *
     * @param rows as for {@link #latest}; read more than once
     */
    public static Dataset<Row> latestOfMostlyUnique(Dataset<Row> rows, IntermediateFrames frames, String... key) {
        Column[] keys = Arrays.stream(key).map(name -> col(name)).toArray(Column[]::new);
        Column hash = xxhash64(keys);
        CountedFrame repeated = frames.materializeAndCount(rows.select(hash.as(REPEATED))
                .groupBy(REPEATED)
                .count()
                .filter(col("count").gt(1))
                .select(REPEATED));
        if (repeated.count() == 0) {
            return rows;
        }
        String[] place = Stream.concat(
                        Arrays.stream(key),
                        Stream.of(Interaction.BUSINESS_DATE, Interaction.SOURCE_FILE, Interaction.SOURCE_LINE))
                .toArray(String[]::new);
        CountedFrame old = frames.materializeAndCount(
                rankVersions(rows.join(broadcast(repeated.rows()), hash.equalTo(col(REPEATED)), "left_semi"), keys)
                        .filter(col(RANK).gt(1))
                        .select(Arrays.stream(place).map(name -> col(name)).toArray(Column[]::new)));
        return rows.join(frames.broadcastIfSmall(old), place, "left_anti");
    }

    /** Returns the rows of {@link #latest} without rows whose latest version the vendor withdrew. */
    public static Dataset<Row> latestNotWithdrawn(Dataset<Row> rows, String... key) {
        return latest(rows, key).filter(isNotWithdrawn());
    }

    public static Column isNotWithdrawn() {
        return coalesce(col(Interaction.IS_WITHDRAWN), lit(false)).equalTo(false);
    }
}
