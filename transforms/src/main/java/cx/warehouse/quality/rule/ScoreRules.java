package cx.warehouse.quality.rule;

import cx.warehouse.quality.check.FrameCheck;
import cx.warehouse.quality.check.Measure;
import cx.warehouse.quality.check.RowScope;
import cx.warehouse.quality.frame.FrameColumns;
import cx.warehouse.quality.suite.ExpectationFault;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Rules that compare each value with the others of its column: its distance from their mean, and its order among them.
 */
final class ScoreRules {

    private ScoreRules() {}

    /**
     * Each value is less than the threshold from the mean, in standard deviations. If the deviation is 0, NaN or
     * absent, every value is as expected.
     */
    static FrameCheck zScores(ExpectationArguments arguments) {
        FrameColumns.Field field = AggregateRules.requireNumeric(arguments.column());
        double threshold = arguments.number("threshold");
        boolean isDoubleSided = arguments.value("double_sided").isEmpty() || arguments.flag("double_sided");
        RowScope rows = ColumnRules.scope(arguments);
        double mostly = arguments.mostly();
        Column value = field.column().cast(DataTypes.DoubleType);
        Column counted = functions.when(rows.inScope(), value);
        return new FrameCheck.Measurement(
                new Measure<>(List.of(functions.avg(counted), functions.stddev_samp(counted)), figures -> {
                    Double deviation = (Double) figures.get(1);
                    if (deviation == null || deviation == 0 || deviation.isNaN()) {
                        return new FrameCheck.EachRow(rows, functions.lit(false), mostly);
                    }
                    Column score = value.minus(figures.get(0)).divide(deviation);
                    Column isNear = isDoubleSided ? functions.abs(score).lt(Math.abs(threshold)) : score.lt(threshold);
                    return new FrameCheck.EachRow(rows, functions.not(isNear), mostly);
                }));
    }

    static FrameCheck increasing(ExpectationArguments arguments) {
        return orderCheck(
                arguments,
                arguments.flag("strictly") ? FrameCheck.ForbiddenStep.DOWN_OR_LEVEL : FrameCheck.ForbiddenStep.DOWN);
    }

    static FrameCheck decreasing(ExpectationArguments arguments) {
        return orderCheck(
                arguments,
                arguments.flag("strictly") ? FrameCheck.ForbiddenStep.UP_OR_LEVEL : FrameCheck.ForbiddenStep.UP);
    }

    /** Order check. Timestamps are compared by their days, as in Great Expectations on Spark; NaN is skipped. */
    private static FrameCheck orderCheck(ExpectationArguments arguments, FrameCheck.ForbiddenStep turn) {
        FrameColumns.Field field = arguments.column();
        DataType type = field.type();
        Column value = field.column();
        if (type instanceof StringType && arguments.flag("parse_strings_as_datetimes")) {
            value = functions.to_date(functions.try_to_timestamp(value));
        } else if (type instanceof TimestampType || type instanceof TimestampNTZType || type instanceof DateType) {
            value = functions.to_date(value);
        } else if (type instanceof DoubleType || type instanceof FloatType) {
            value = functions.when(functions.not(functions.isnan(value)), value);
        } else if (!(type instanceof NumericType || type instanceof StringType)) {
            throw new ExpectationFault(
                    "column `" + field.name() + "` is " + type.simpleString() + ", which has no order");
        }
        return new FrameCheck.InOrder(ColumnRules.scope(arguments), value, turn, arguments.mostly());
    }
}
