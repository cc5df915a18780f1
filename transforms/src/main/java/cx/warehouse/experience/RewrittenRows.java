package cx.warehouse.experience;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Two versions of the rows of a table on the days that a load wrote. On all other days both versions of the table are
 * the same.
 *
 * @param before the rows that readers see
 * @param now the rows that the load staged
 * @param count the rows of the files that went and came, which took no query: about those that differ, or more
 */
public record RewrittenRows(Dataset<Row> before, Dataset<Row> now, long count) {

    /** The values of some columns that only one of the versions has, or has more often. */
    public Dataset<Row> changedValues(String... columns) {
        return changedValues(before, now, columns);
    }

    /** The values of some columns that only one of two frames has, or has more often. */
    public static Dataset<Row> changedValues(Dataset<Row> before, Dataset<Row> now, String... columns) {
        Column[] values = Arrays.stream(columns).map(name -> col(name)).toArray(Column[]::new);
        return before.select(values)
                .withColumn("side", lit(-1))
                .unionByName(now.select(values).withColumn("side", lit(1)))
                .groupBy(values)
                .agg(sum("side").as("side"))
                .filter(col("side").notEqual(0))
                .select(values);
    }
}
