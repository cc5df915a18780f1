package cx.warehouse.experience.identity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.inline;

import cx.warehouse.experience.FrameLimits;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Rows in the driver's memory, together with a frame of the same rows.
 *
 * @param rows as many as fit into the driver's memory: a few million at most
 */
record DriverRows(List<Row> rows, Dataset<Row> frame) {

    DriverRows {
        rows = List.copyOf(rows);
    }

    private static final String ROWS = "rows";

    /** Computes a frame now and collects its rows. */
    static DriverRows of(Dataset<Row> frame, FrameLimits limits) {
        return of(frame.collectAsList(), frame.schema(), frame.sparkSession(), limits);
    }

    static DriverRows of(List<Row> rows, StructType shape, SparkSession spark, FrameLimits limits) {
        int perPlanRow = limits.rowsPerPlanRow();
        if (rows.size() <= perPlanRow) {
            return new DriverRows(rows, spark.createDataFrame(rows, shape));
        }
        // every rule of the optimizer walks over all rows of a plan, so the plan holds few rows with long arrays
        List<Row> few = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += perPlanRow) {
            few.add(RowFactory.create(rows.subList(from, Math.min(rows.size(), from + perPlanRow))));
        }
        StructType arrays = new StructType().add(ROWS, DataTypes.createArrayType(shape));
        return new DriverRows(rows, spark.createDataFrame(few, arrays).select(inline(col(ROWS))));
    }
}
