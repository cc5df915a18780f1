package cx.warehouse.conform.type;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Builds rows of Spark's internal values. Rows of the public API would be encoded one by one, and no public API makes a
 * frame of internal rows or hands them to the writer of a table.
 */
public final class SparkRows {

    /** Converts one column's values to Spark's; never called with null. */
    private interface ValueConverter {
        Object convert(Object value);
    }

    private final ValueConverter[] columns;

    public SparkRows(StructType schema) {
        this.columns = new ValueConverter[schema.size()];
        for (int index = 0; index < columns.length; index++) {
            columns[index] = converter(schema.apply(index).dataType());
        }
    }

    /** Makes a frame of such rows. */
    public static Dataset<Row> frame(SparkSession spark, JavaRDD<InternalRow> rows, StructType schema) {
        return ((org.apache.spark.sql.classic.SparkSession) spark).internalCreateDataFrame(rows.rdd(), schema, false);
    }

    /**
     * Builds a row from typed values: text, dates, instants and decimals of Java, maps of texts, and types that Java
     * and Spark share.
     */
    public InternalRow row(Object[] typed) {
        Object[] values = new Object[columns.length];
        for (int index = 0; index < values.length; index++) {
            Object value = typed[index];
            values[index] = value == null || columns[index] == null ? value : columns[index].convert(value);
        }
        return new GenericInternalRow(values);
    }

    private static ValueConverter converter(DataType type) {
        if (type instanceof StringType) {
            return new TextConverter();
        }
        if (type instanceof DateType) {
            return value -> (int) ((LocalDate) value).toEpochDay();
        }
        if (type instanceof TimestampType) {
            return value -> DateTimeUtils.instantToMicros((Instant) value);
        }
        if (type instanceof DecimalType decimal) {
            return value -> Decimal.apply((BigDecimal) value, decimal.precision(), decimal.scale());
        }
        return type instanceof MapType ? value -> map((Map<?, ?>) value) : null;
    }

    private static ArrayBasedMapData map(Map<?, ?> map) {
        Object[] keys = new Object[map.size()];
        Object[] values = new Object[map.size()];
        int at = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            keys[at] = UTF8String.fromString((String) entry.getKey());
            values[at++] = UTF8String.fromString((String) entry.getValue());
        }
        return new ArrayBasedMapData(new GenericArrayData(keys), new GenericArrayData(values));
    }

    /** Converts text, and encodes equal consecutive instances only once: a file's path, a session's country. */
    private static final class TextConverter implements ValueConverter {
        private Object last;
        private UTF8String encoded;

        @Override
        @SuppressWarnings("ReferenceEquality") // comparing the characters would cost as much as the encoding
        public Object convert(Object value) {
            if (value != last) {
                last = value;
                encoded = UTF8String.fromString((String) value);
            }
            return encoded;
        }
    }
}
