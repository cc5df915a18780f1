package cx.warehouse.quality.suggest;

import cx.warehouse.quality.check.Measure;
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

/** Aggregates that profile one column; the column's type decides which of them apply. */
final class ColumnMeasure {

    private static final double DEVIATION = 0.03;

    private enum Metric {
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
        Map<Metric, Column> figures = metrics(field);
        return new Measure<>(List.copyOf(figures.values()), found -> {
            Map<Metric, Object> values = new EnumMap<>(Metric.class);
            int at = 0;
            for (Metric figure : figures.keySet()) {
                values.put(figure, found.get(at++));
            }
            return read(field, values);
        });
    }

    private static Map<Metric, Column> metrics(StructField field) {
        Column column = functions.col("`" + field.name().replace("`", "``") + "`");
        DataType type = field.dataType();
        Map<Metric, Column> figures = new EnumMap<>(Metric.class);
        figures.put(Metric.ROWS, functions.count(functions.lit(1)));
        figures.put(Metric.PRESENT, functions.count(column));
        if (type instanceof BooleanType || type instanceof DatetimeType) {
            figures.put(Metric.DISTINCT, functions.approx_count_distinct(column, DEVIATION));
        }
        if (type instanceof DatetimeType) {
            addExtremes(figures, column);
        } else if (type instanceof NumericType) {
            addNumberMetrics(figures, column, type instanceof DoubleType || type instanceof FloatType);
        } else if (type instanceof StringType) {
            addTextMetrics(figures, column);
        }
        return figures;
    }

    private static void addExtremes(Map<Metric, Column> figures, Column column) {
        figures.put(Metric.LEAST, functions.min(column));
        figures.put(Metric.GREATEST, functions.max(column));
    }

    /** Metrics of numbers; NaN and infinities are left out of the range and the mean. */
    private static void addNumberMetrics(Map<Metric, Column> figures, Column column, boolean isFloating) {
        Column finite =
                isFloating ? functions.when(functions.abs(column).lt(Double.POSITIVE_INFINITY), column) : column;
        addExtremes(figures, finite);
        figures.put(Metric.DISTINCT, functions.approx_count_distinct(column, DEVIATION));
        figures.put(Metric.MEAN, functions.avg(finite.cast("double")));
        figures.put(Metric.DEVIATION, functions.stddev_pop(finite.cast("double")));
        if (!isFloating) {
            figures.put(Metric.VALUES, FrequentValues.aggregate(column));
        }
    }

    private static void addTextMetrics(Map<Metric, Column> figures, Column column) {
        addExtremes(figures, column);
        figures.put(Metric.DISTINCT, functions.approx_count_distinct(column, DEVIATION));
        figures.put(Metric.SHORTEST, functions.min(functions.length(column)));
        figures.put(Metric.LONGEST, functions.max(functions.length(column)));
        figures.put(Metric.SPACED, functions.count_if(functions.trim(column).contains(" ")));
        figures.put(Metric.VALUES, FrequentValues.aggregate(column));
        figures.put(Metric.PATTERNS, FrequentValues.aggregate(TextForm.label(column)));
    }

    private static ColumnProfile read(StructField field, Map<Metric, Object> found) {
        long present = (Long) found.get(Metric.PRESENT);
        return new ColumnProfile(
                field.name(),
                field.dataType(),
                (Long) found.get(Metric.ROWS),
                present,
                (Long) found.getOrDefault(Metric.DISTINCT, 0L),
                Optional.ofNullable(found.get(Metric.LEAST))
                        .map(least -> new ColumnProfile.Extremes(least, found.get(Metric.GREATEST))),
                Optional.ofNullable(found.get(Metric.MEAN))
                        .map(mean -> new ColumnProfile.Spread((Double) mean, (Double) found.get(Metric.DEVIATION))),
                Optional.ofNullable(found.get(Metric.SHORTEST))
                        .map(shortest -> new ColumnProfile.Lengths(
                                (Integer) shortest, (Integer) found.get(Metric.LONGEST), (Long)
                                        found.get(Metric.SPACED))),
                frequentValues(found.get(Metric.VALUES), present),
                frequentValues(found.get(Metric.PATTERNS), present),
                false);
    }

    private static FrequentValues frequentValues(Object found, long present) {
        return found == null ? FrequentValues.none() : FrequentValues.of(found, present);
    }
}
