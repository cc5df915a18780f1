package cx.warehouse.contract;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The type of a source column: the texts that its cells may hold and the Spark type that they become.
 *
 * @param kind the family of the type
 * @param precision digits of a decimal in all; 0 for other types
 * @param scale digits after the decimal point; 0 for other types
 */
public record ColumnType(Kind kind, int precision, int scale) implements Serializable {

    /** The type names of the contract language. */
    public enum Kind {
        STRING,
        INT,
        BIGINT,
        DECIMAL,
        DOUBLE,
        PERCENT,
        BOOLEAN,
        DATE,
        TIMESTAMP,
        JSON,
        MAP
    }

    public static final List<String> WORDS = List.of(
            "string",
            "int",
            "bigint",
            "decimal(18,2)",
            "double",
            "percent",
            "boolean",
            "date",
            "timestamp",
            "json",
            "map");

    private static final Pattern DECIMAL = Pattern.compile("decimal\\(\\s*(\\d{1,2})\\s*,\\s*(\\d{1,2})\\s*\\)");

    /** Reads a type as a contract writes it; empty when there is no such type. */
    static Optional<ColumnType> of(String text) {
        String word = text.trim().toLowerCase(Locale.ROOT);
        Matcher decimal = DECIMAL.matcher(word);
        if (decimal.matches()) {
            int precision = Integer.parseInt(decimal.group(1));
            int scale = Integer.parseInt(decimal.group(2));
            boolean possible = precision >= 1 && precision <= 38 && scale <= precision;
            return possible ? Optional.of(new ColumnType(Kind.DECIMAL, precision, scale)) : Optional.empty();
        }
        if (word.equals("percent")) {
            return Optional.of(new ColumnType(Kind.PERCENT, 18, 8));
        }
        for (Kind kind : Kind.values()) {
            if (kind != Kind.DECIMAL && kind.name().toLowerCase(Locale.ROOT).equals(word)) {
                return Optional.of(new ColumnType(kind, 0, 0));
            }
        }
        return Optional.empty();
    }

    /** True for the types whose cells are numbers. */
    public boolean isNumber() {
        return switch (kind) {
            case INT, BIGINT, DECIMAL, DOUBLE, PERCENT -> true;
            default -> false;
        };
    }

    /** True for dates and timestamps. */
    public boolean isTime() {
        return kind == Kind.DATE || kind == Kind.TIMESTAMP;
    }

    /** The type in Spark SQL. */
    public String sql() {
        return switch (kind) {
            case DECIMAL, PERCENT -> "decimal(" + precision + "," + scale + ")";
            case JSON -> "string";
            case MAP -> "map<string,string>";
            default -> kind.name().toLowerCase(Locale.ROOT);
        };
    }

    /** The type as a contract writes it, for messages. */
    @Override
    public String toString() {
        return kind == Kind.DECIMAL ? sql() : kind.name().toLowerCase(Locale.ROOT);
    }
}
