package cx.warehouse.quality.rule;

import com.fasterxml.jackson.databind.JsonNode;
import cx.warehouse.quality.check.FrameCheck;
import cx.warehouse.quality.check.RulePrefilter;
import cx.warehouse.quality.frame.FrameColumns;
import cx.warehouse.quality.python.DateText;
import cx.warehouse.quality.python.JsonSchemaMatcher;
import cx.warehouse.quality.python.PythonJson;
import cx.warehouse.quality.python.StrptimeFormat;
import cx.warehouse.quality.suite.ExpectationFault;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;

/**
 * Rules about the formats that a text can be parsed as. No column expression parses as Python does, so these rules use
 * Java functions.
 */
final class TextRules {

    private TextRules() {}

    static FrameCheck matchesSchema(ExpectationArguments arguments) {
        FrameColumns.Field column = requireText(arguments);
        JsonNode schema =
                arguments.value("json_schema").orElseThrow(() -> new ExpectationFault("`json_schema` is missing"));
        Column code = functions
                .udf(JsonSchemaMatcher.of(schema), DataTypes.IntegerType)
                .apply(column.column());
        return new FrameCheck.EachRow(
                ColumnRules.scope(arguments),
                code.equalTo(JsonSchemaMatcher.BREAKS),
                Optional.of(new FrameCheck.Unanswerable(
                        code.equalTo(JsonSchemaMatcher.IS_NO_JSON), "the value is not JSON")),
                arguments.mostly(),
                new RulePrefilter.None());
    }

    /** Values of other types than text are never JSON text. */
    static FrameCheck jsonParseable(ExpectationArguments arguments) {
        FrameColumns.Field column = arguments.column();
        return column.type() instanceof StringType
                ? parseCheck(arguments, column, PythonJson::parses)
                : new FrameCheck.EachRow(ColumnRules.scope(arguments), functions.lit(true), arguments.mostly());
    }

    static FrameCheck strftime(ExpectationArguments arguments) {
        StrptimeFormat format = StrptimeFormat.of(arguments.text("strftime_format"));
        return parseCheck(arguments, requireText(arguments), format::parses);
    }

    static FrameCheck dateutil(ExpectationArguments arguments) {
        return parseCheck(arguments, requireText(arguments), DateText::parses);
    }

    private static FrameCheck parseCheck(
            ExpectationArguments arguments, FrameColumns.Field column, UDF1<String, Boolean> parses) {
        Column isRead = functions.udf(parses, DataTypes.BooleanType).apply(column.column());
        return new FrameCheck.EachRow(ColumnRules.scope(arguments), functions.not(isRead), arguments.mostly());
    }

    private static FrameColumns.Field requireText(ExpectationArguments arguments) {
        FrameColumns.Field column = arguments.column();
        if (!(column.type() instanceof StringType)) {
            throw new ExpectationFault("column `" + column.name() + "` must be text, and is "
                    + column.type().simpleString());
        }
        return column;
    }
}
