package cx.warehouse.tables;

import cx.warehouse.contract.SpellingGuess;
import cx.warehouse.contract.TableContract;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Compares the columns of a frame with those of a table contract; a column that is missing is never filled. */
public final class TableColumns {

    private static final List<DataType> INTEGERS =
            List.of(DataTypes.ByteType, DataTypes.ShortType, DataTypes.IntegerType, DataTypes.LongType);

    /** Digits before the point that hold every value of the integer types, in their order. */
    private static final List<Integer> DIGITS = List.of(3, 5, 10, 19);

    private TableColumns() {}

    /** The columns of a contract as Spark knows them, each with its meaning as comment; required ones are not nullable. */
    public static StructType schema(TableContract contract) {
        StructType schema = new StructType();
        for (TableContract.TableColumn column : contract.columns()) {
            schema = schema.add(
                    column.name(), DataType.fromDDL(column.type()), !column.isRequired(), column.description());
        }
        return schema;
    }

    /** Every way in which a frame differs from a contract, in the order of the contract; empty when its rows fit. */
    public static List<String> problems(StructType frame, TableContract contract) {
        List<String> problems = new ArrayList<>();
        List<String> there = List.of(frame.fieldNames());
        List<String> extra =
                there.stream().filter(name -> contract.column(name).isEmpty()).toList();
        for (TableContract.TableColumn column : contract.columns()) {
            List<StructField> found = Arrays.stream(frame.fields())
                    .filter(field -> field.name().equals(column.name()))
                    .toList();
            if (found.isEmpty()) {
                problems.add("column `" + column.name() + "` is missing" + SpellingGuess.hint(column.name(), extra));
            } else if (found.size() > 1) {
                problems.add("column `" + column.name() + "` stands " + found.size()
                        + " times; give each an alias of its own");
            } else if (!isSafe(found.get(0).dataType(), DataType.fromDDL(column.type()))) {
                problems.add("column `" + column.name() + "` is a "
                        + found.get(0).dataType().catalogString() + ", the contract says " + column.type()
                        + "; write cast(... as " + column.type() + ")");
            }
        }
        for (String name : Set.copyOf(extra).stream().sorted().toList()) {
            problems.add("column `" + name + "` is not in the contract; add it to `columns`, or leave it out");
        }
        return problems;
    }

    /**
     * The same rows with the columns in the order and the types of a contract.
     *
     * @throws IllegalArgumentException with every problem of the columns
     */
    public static Dataset<Row> fit(Dataset<Row> rows, TableContract contract) {
        List<String> problems = problems(rows.schema(), contract);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("Cannot write " + contract.table() + ": " + String.join("; ", problems));
        }
        return rows.select(contract.columns().stream()
                .map(column -> functions
                        .col("`" + column.name() + "`")
                        .cast(column.type())
                        .as(column.name()))
                .toArray(Column[]::new));
    }

    /** True when every value of a type is one of the other, to the last digit. */
    private static boolean isSafe(DataType from, DataType to) {
        if (from.catalogString().equals(to.catalogString())) {
            return true;
        }
        int integer = INTEGERS.indexOf(from);
        if (integer >= 0 && INTEGERS.contains(to)) {
            return integer <= INTEGERS.indexOf(to);
        }
        if (to instanceof DecimalType wide) {
            if (integer >= 0) {
                return wide.precision() - wide.scale() >= DIGITS.get(integer);
            }
            return from instanceof DecimalType narrow
                    && wide.scale() >= narrow.scale()
                    && wide.precision() - wide.scale() >= narrow.precision() - narrow.scale();
        }
        return from.equals(DataTypes.FloatType) && to.equals(DataTypes.DoubleType);
    }
}
