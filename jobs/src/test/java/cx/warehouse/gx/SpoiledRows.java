package cx.warehouse.gx;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;

/** Rows with a wrong value in every column, so that every expectation finds an unexpected one. */
final class SpoiledRows {

    private static final int ROWS = 12;
    private static final long SEED = 7;
    private static final String FAULT = "spoiled_fault";

    private SpoiledRows() {}

    /**
     * Repeats some of the rows and one empty row. In each repetition one column is missing, too low or odd, or too high
     * or empty.
     */
    static Dataset<Row> of(Dataset<Row> rows) {
        StructField[] fields = rows.schema().fields();
        Dataset<Row> faults = rows.sparkSession().range(3L * fields.length).toDF(FAULT);
        List<Column> columns = new ArrayList<>();
        for (int at = 0; at < fields.length; at++) {
            Column whole = col(fields[at].name());
            DataType type = fields[at].dataType();
            Column fault = col(FAULT).minus(3L * at);
            columns.add(when(fault.equalTo(0), lit(null).cast(type))
                    .when(fault.equalTo(1), low(whole, type))
                    .when(fault.equalTo(2), high(whole, type))
                    .otherwise(whole)
                    .as(fields[at].name()));
        }
        Column[] nothing = Arrays.stream(fields)
                .map(field -> lit(null).cast(field.dataType()).as(field.name()))
                .toArray(Column[]::new);
        Dataset<Row> some = rows.orderBy(functions.rand(SEED))
                .limit(ROWS)
                .unionAll(rows.sparkSession().range(1).select(nothing));
        return some.crossJoin(faults).select(columns.toArray(new Column[0]));
    }

    private static Column low(Column whole, DataType type) {
        if (type instanceof BooleanType) {
            return functions.not(whole);
        }
        return odd(whole, type, "-1", "1970-01-01", "#odd@");
    }

    private static Column high(Column whole, DataType type) {
        return odd(whole, type, "999", "2999-12-31", "");
    }

    private static Column odd(Column whole, DataType type, String number, String time, String text) {
        if (type instanceof NumericType) {
            return lit(number).try_cast(type);
        }
        if (type.equals(DataTypes.DateType) || type.equals(DataTypes.TimestampType)) {
            return lit(time).cast(type);
        }
        if (type instanceof StringType) {
            return lit(text);
        }
        return type instanceof MapType ? whole : lit(null).cast(type);
    }
}
