package cx.warehouse.quality.frame;

import cx.warehouse.quality.suite.ExpectationFault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns of a frame, looked up by name before any query runs. */
public record FrameColumns(StructType schema) {

    /** A column that exists: its name in the suite, its Spark expression, and its type. */
    public record Field(String name, Column column, DataType type) {}

    public List<String> names() {
        return List.of(schema.fieldNames());
    }

    public boolean has(String name) {
        return find(name).isPresent();
    }

    /**
     * Finds the column of that name; {@code a.b} finds a member of a struct.
     *
     * @throws ExpectationFault if there is no such column
     */
    public Field field(String name) {
        return find(name).orElseThrow(() -> new ExpectationFault("there is no column `" + name + "`; " + hint(name)));
    }

    /** All columns as Spark expressions, in the frame's order. */
    public List<Column> columns() {
        return fields(names()).stream().map(Field::column).toList();
    }

    public List<Field> fields(List<String> names) {
        return names.stream().map(this::field).toList();
    }

    private Optional<Field> find(String name) {
        Optional<StructField> whole = member(schema, name);
        if (whole.isPresent()) {
            return Optional.of(
                    new Field(name, functions.col(quote(name)), whole.get().dataType()));
        }
        DataType type = schema;
        List<String> path = new ArrayList<>();
        for (String part : name.split("\\.", -1)) {
            Optional<StructField> inner =
                    type instanceof StructType struct ? member(struct, part) : Optional.<StructField>empty();
            if (inner.isEmpty()) {
                return Optional.empty();
            }
            path.add(quote(part));
            type = inner.get().dataType();
        }
        return Optional.of(new Field(name, functions.col(String.join(".", path)), type));
    }

    private static Optional<StructField> member(StructType struct, String name) {
        return Arrays.stream(struct.fields())
                .filter(field -> field.name().equals(name))
                .findFirst();
    }

    private static String quote(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    private String hint(String name) {
        return names().stream()
                .min(Comparator.comparingInt(known -> distance(known, name)))
                .filter(known -> distance(known, name) <= 1 + name.length() / 3)
                .map(known -> "did you mean `" + known + "`?")
                .orElse("this table has: " + String.join(", ", names()));
    }

    /** Edit distance between two names, ignoring case. */
    private static int distance(String one, String two) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = two.toLowerCase(Locale.ROOT);
        int[] above = new int[b.length() + 1];
        Arrays.setAll(above, at -> at);
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int swap = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(swap, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
