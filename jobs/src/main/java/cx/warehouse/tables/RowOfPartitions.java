package cx.warehouse.tables;

import org.apache.iceberg.Schema;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.spark.sql.catalyst.InternalRow;

/** Shows rows of Spark to Iceberg, as far as columns go by which a table may be partitioned. */
final class RowOfPartitions implements StructLike {

    private final Schema schema;
    private InternalRow row;

    /** @param schema the columns of the rows, in their order */
    RowOfPartitions(Schema schema) {
        this.schema = schema;
    }

    /** Shows the next row. */
    RowOfPartitions show(InternalRow next) {
        row = next;
        return this;
    }

    @Override
    public int size() {
        return schema.columns().size();
    }

    @Override
    public <T> T get(int at, Class<T> type) {
        return row.isNullAt(at) ? null : type.cast(value(at, schema.columns().get(at)));
    }

    private Object value(int at, Types.NestedField column) {
        Type.TypeID stored = column.type().typeId();
        return switch (stored) {
            case STRING -> row.getUTF8String(at).toString();
            case DATE, INTEGER -> row.getInt(at);
            case LONG, TIMESTAMP -> row.getLong(at);
            case BOOLEAN -> row.getBoolean(at);
            case DECIMAL -> {
                Types.DecimalType decimal = (Types.DecimalType) column.type();
                yield row.getDecimal(at, decimal.precision(), decimal.scale()).toJavaBigDecimal();
            }
            default ->
                throw new IllegalArgumentException("Cannot partition by the column " + column.name() + ": it is a "
                        + column.type() + ", and no text, date, number or truth value");
        };
    }

    @Override
    public <T> void set(int at, T value) {
        throw new UnsupportedOperationException("rows are only read");
    }
}
