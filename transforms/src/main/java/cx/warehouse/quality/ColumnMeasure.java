package cx.warehouse.quality;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DatetimeType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;

/** What to aggregate over a column to know what it holds; which figures there are depends on its type. */
final class ColumnMeasure {

    private static final double DEVIATION = 0.03;

    private enum Figure {
        ROWS,
        PRESENT,
        DISTINCT,
        LEAST,
        GREATEST,
        MEAN,
        DEVIATION,
        SHORTEST,
        LONGEST,
        SPACED,
        VALUES,
        PATTERNS
    }

    private ColumnMeasure() {}

    static Measure<ColumnProfile> of(StructField field) {
        Map<Figure, Column> figures = figures(field);
        return new Measure<>(List.copyOf(figures.values()), found -> {
            Map<Figure, Object> values = new EnumMap<>(Figure.class);
            int at = 0;
            for (Figure figure : figures.keySet()) {
                values.put(figure, found.get(at++));
            }
            return read(field, values);
        });
    }

    private static Map<Figure, Column> figures(StructField field) {
        Column column = functions.col("`" + field.name().replace("`", "``") + "`");
        DataType type = field.dataType();
        Map<Figure, Column> figures = new EnumMap<>(Figure.class);
        figures.put(Figure.ROWS, functions.count(functions.lit(1)));
        figures.put(Figure.PRESENT, functions.count(column));
        if (type instanceof BooleanType || type instanceof DatetimeType) {
            figures.put(Figure.DISTINCT, functions.approx_count_distinct(column, DEVIATION));
        }
        if (type instanceof DatetimeType) {
            extremes(figures, column);
        } else if (type instanceof NumericType) {
            numbers(figures, column, type instanceof DoubleType || type instanceof FloatType);
        } else if (type instanceof StringType) {
            texts(figures, column);
        }
        return figures;
    }

    private static void extremes(Map<Figure, Column> figures, Column column) {
        figures.put(Figure.LEAST, functions.min(column));
        figures.put(Figure.GREATEST, functions.max(column));
    }

    /** What is no number, or infinite, has no place among the others. */
    private static void numbers(Map<Figure, Column> figures, Column column, boolean isFloating) {
        Column finite =
                isFloating ? functions.when(functions.abs(column).lt(Double.POSITIVE_INFINITY), column) : column;
        extremes(figures, finite);
        figures.put(Figure.DISTINCT, functions.approx_count_distinct(column, DEVIATION));
        figures.put(Figure.MEAN, functions.avg(finite.cast("double")));
        figures.put(Figure.DEVIATION, functions.stddev_pop(finite.cast("double")));
        if (!isFloating) {
            figures.put(Figure.VALUES, Tally.aggregate(column));
        }
    }

    private static void texts(Map<Figure, Column> figures, Column column) {
        extremes(figures, column);
        figures.put(Figure.DISTINCT, functions.approx_count_distinct(column, DEVIATION));
        figures.put(Figure.SHORTEST, functions.min(functions.length(column)));
        figures.put(Figure.LONGEST, functions.max(functions.length(column)));
        figures.put(Figure.SPACED, functions.count_if(functions.trim(column).contains(" ")));
        figures.put(Figure.VALUES, Tally.aggregate(column));
        figures.put(Figure.PATTERNS, Tally.aggregate(TextForm.label(column)));
    }

    private static ColumnProfile read(StructField field, Map<Figure, Object> found) {
        long present = (Long) found.get(Figure.PRESENT);
        return new ColumnProfile(
                field.name(),
                field.dataType(),
                (Long) found.get(Figure.ROWS),
                present,
                (Long) found.getOrDefault(Figure.DISTINCT, 0L),
                Optional.ofNullable(found.get(Figure.LEAST))
                        .map(least -> new ColumnProfile.Extremes(least, found.get(Figure.GREATEST))),
                Optional.ofNullable(found.get(Figure.MEAN))
                        .map(mean -> new ColumnProfile.Spread((Double) mean, (Double) found.get(Figure.DEVIATION))),
                Optional.ofNullable(found.get(Figure.SHORTEST))
                        .map(shortest -> new ColumnProfile.Lengths(
                                (Integer) shortest, (Integer) found.get(Figure.LONGEST), (Long)
                                        found.get(Figure.SPACED))),
                tally(found.get(Figure.VALUES), present),
                tally(found.get(Figure.PATTERNS), present),
                false);
    }

    private static Tally tally(Object found, long present) {
        return found == null ? Tally.none() : Tally.of(found, present);
    }
}
