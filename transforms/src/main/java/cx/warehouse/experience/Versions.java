package cx.warehouse.experience;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Which of the delivered versions of a row counts: the later delivery, then the vendor's own later change. */
public final class Versions {

    private static final String RANK = "version_rank";

    private Versions() {}

    /**
     * One row a key: of the latest delivery, within it the latest {@code version_at} (rows without one come last),
     * then the last file and line by name and number.
     *
     * @param rows conformed rows of one or several deliveries, with the lineage columns; version_at may be missing
     * @param key columns that name the row; nulls equal each other
     */
    public static Dataset<Row> latest(Dataset<Row> rows, String... key) {
        return latest(rows, Arrays.stream(key).map(c -> col(c)).toArray(Column[]::new));
    }

    static Dataset<Row> latest(Dataset<Row> rows, Column... key) {
        List<Column> order = new ArrayList<>();
        order.add(col(Interaction.BUSINESS_DATE).desc());
        if (Arrays.asList(rows.columns()).contains(Interaction.VERSION_AT)) {
            order.add(col(Interaction.VERSION_AT).desc());
        }
        order.add(col(Interaction.SOURCE_FILE).desc());
        order.add(col(Interaction.SOURCE_LINE).desc());
        return rows.withColumn(RANK, row_number().over(Window.partitionBy(key).orderBy(order.toArray(Column[]::new))))
                .filter(col(RANK).equalTo(1))
                .drop(RANK);
    }

    /** {@link #latest} without the rows that the vendor took back in their latest version. */
    public static Dataset<Row> standing(Dataset<Row> rows, String... key) {
        return latest(rows, key).filter(stands());
    }

    static Column stands() {
        return coalesce(col(Interaction.IS_WITHDRAWN), lit(false)).equalTo(false);
    }
}
