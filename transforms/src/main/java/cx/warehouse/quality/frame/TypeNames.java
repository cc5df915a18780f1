package cx.warehouse.quality.frame;

import cx.warehouse.quality.suite.ExpectationFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.types.DataType;

/** PySpark's names of column types, which suites use, and the abstract types above each of them. */
public final class TypeNames {

    private static final Map<String, List<String>> PARENTS = Map.ofEntries(
            Map.entry("ByteType", List.of("IntegralType", "NumericType", "AtomicType")),
            Map.entry("ShortType", List.of("IntegralType", "NumericType", "AtomicType")),
            Map.entry("IntegerType", List.of("IntegralType", "NumericType", "AtomicType")),
            Map.entry("LongType", List.of("IntegralType", "NumericType", "AtomicType")),
            Map.entry("FloatType", List.of("FractionalType", "NumericType", "AtomicType")),
            Map.entry("DoubleType", List.of("FractionalType", "NumericType", "AtomicType")),
            Map.entry("DecimalType", List.of("FractionalType", "NumericType", "AtomicType")),
            Map.entry("StringType", List.of("AtomicType")),
            Map.entry("CharType", List.of("AtomicType")),
            Map.entry("VarcharType", List.of("AtomicType")),
            Map.entry("BinaryType", List.of("AtomicType")),
            Map.entry("BooleanType", List.of("AtomicType")),
            Map.entry("DateType", List.of("DatetimeType", "AtomicType")),
            Map.entry("TimestampType", List.of("DatetimeType", "AtomicType")),
            Map.entry("TimestampNTZType", List.of("DatetimeType", "AtomicType")),
            Map.entry("DayTimeIntervalType", List.of("AnsiIntervalType", "AtomicType")),
            Map.entry("YearMonthIntervalType", List.of("AnsiIntervalType", "AtomicType")),
            Map.entry("CalendarIntervalType", List.of()),
            Map.entry("ArrayType", List.of()),
            Map.entry("MapType", List.of()),
            Map.entry("StructType", List.of()),
            Map.entry("NullType", List.of()),
            Map.entry("VariantType", List.of("AtomicType")),
            Map.entry("UserDefinedType", List.of()));
    private static final Set<String> ABOVE = Set.of(
            "DataType",
            "AtomicType",
            "NumericType",
            "IntegralType",
            "FractionalType",
            "DatetimeType",
            "AnsiIntervalType");

    private TypeNames() {}

    /** Name of a type: {@code LongType} for a bigint column. */
    public static String of(DataType type) {
        return type.getClass().getSimpleName().replace("$", "");
    }

    /**
     * Whether the type is one of the named types or a subtype of one. Unknown names are ignored if at least one name is
     * known.
     *
     * @throws ExpectationFault if no name is known
     */
    public static boolean isOneOf(DataType type, List<String> names) {
        List<String> known = names.stream()
                .filter(name -> PARENTS.containsKey(name) || ABOVE.contains(name))
                .toList();
        if (known.isEmpty()) {
            throw new ExpectationFault(
                    "no type is called " + String.join(", ", names) + "; PySpark's names are meant, such as LongType");
        }
        List<String> own = new ArrayList<>(PARENTS.getOrDefault(of(type), List.of()));
        own.add(of(type));
        own.add("DataType");
        return own.stream().anyMatch(known::contains);
    }
}
