package cx.warehouse.tables;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.conv;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_entries;
import static org.apache.spark.sql.functions.map_from_entries;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;

/**
 * The content of one table in a few values. The order of rows and columns and the layout of files do not change them.
 *
 * <p>The hash is a sum of one SHA-256 digest per row, so it counts duplicates. A digest covers the row as JSON: columns
 * sorted by name, values as text, maps sorted by key, timestamps in the zone of the session. Nulls are left out. So is
 * {@code load_id}, which names the run that wrote the row.
 *
 * @param rows number of rows
 * @param hash 64 hex digits; zeros for a table without rows
 * @param sums exact sum of each integer and decimal column, by column; nulls are ignored
 */
public record TableFingerprint(long rows, String hash, SortedMap<String, String> sums) {

    private static final String LOAD_ID = "load_id";
    private static final List<DataType> INTEGERS =
            List.of(DataTypes.ByteType, DataTypes.ShortType, DataTypes.IntegerType, DataTypes.LongType);

    /** Number of 64-bit parts of a digest. Each part is summed separately, modulo 2^64. */
    private static final int PARTS = 4;

    private static final int HEX_DIGITS = 16;
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(64);

    public TableFingerprint {
        sums = Collections.unmodifiableSortedMap(new TreeMap<>(sums));
    }

    /**
     * Computes the fingerprint of a table in one aggregation over all its rows. The session of the table must show
     * timestamps in UTC.
     */
    public static TableFingerprint of(Dataset<Row> table) {
        List<StructField> columns = Stream.of(table.schema().fields())
                .filter(column -> !column.name().equals(LOAD_ID))
                .sorted(Comparator.comparing(StructField::name))
                .toList();
        List<StructField> numbers =
                columns.stream().filter(TableFingerprint::isSummed).toList();
        List<Column> aggregates = new ArrayList<>();
        Column digest = digest(columns);
        for (int part = 0; part < PARTS; part++) {
            Column digits = substring(digest, 1 + part * HEX_DIGITS, HEX_DIGITS);
            aggregates.add(sum(conv(digits, HEX_DIGITS, 10).cast("decimal(38,0)")));
        }
        numbers.forEach(column -> aggregates.add(sum(exact(column))));
        Row totals = table.agg(count(lit(1)), aggregates.toArray(Column[]::new)).head();

        StringBuilder hash = new StringBuilder();
        for (int part = 0; part < PARTS; part++) {
            hash.append(String.format(
                    "%016x", total(totals, 1 + part).toBigInteger().mod(MODULUS)));
        }
        SortedMap<String, String> sums = new TreeMap<>();
        for (int i = 0; i < numbers.size(); i++) {
            sums.put(numbers.get(i).name(), total(totals, 1 + PARTS + i).toPlainString());
        }
        return new TableFingerprint(totals.getLong(0), hash.toString(), sums);
    }

    /** The fingerprint in one line of text. */
    public String text() {
        return "rows=" + rows + " hash=" + hash + " sums="
                + sums.entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining(","));
    }

    private static Column digest(List<StructField> columns) {
        Column[] cells = columns.stream().map(TableFingerprint::cell).toArray(Column[]::new);
        return sha2(to_json(struct(cells), Map.of("ignoreNullFields", "true")).cast("binary"), 256);
    }

    private static Column cell(StructField column) {
        Column value = col(column.name());
        Column canonical = column.dataType() instanceof MapType
                ? map_from_entries(sort_array(map_entries(value)))
                : value.cast("string");
        return canonical.as(column.name());
    }

    private static boolean isSummed(StructField column) {
        return column.dataType() instanceof DecimalType || INTEGERS.contains(column.dataType());
    }

    private static Column exact(StructField column) {
        Column value = col(column.name());
        return column.dataType() instanceof DecimalType ? value : value.cast("decimal(20,0)");
    }

    private static BigDecimal total(Row totals, int at) {
        return totals.isNullAt(at) ? BigDecimal.ZERO : totals.getDecimal(at);
    }
}
