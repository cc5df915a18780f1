package cx.warehouse.quality;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;

/** Rules about what a text can be read as. No column expression reads as Python does, so these are functions of Java. */
final class TextRules {

    private TextRules() {}

    static Check matchesSchema(Arguments arguments) {
        Shape.Field column = text(arguments);
        JsonNode schema =
                arguments.value("json_schema").orElseThrow(() -> new ExpectationFault("`json_schema` is missing"));
        Column code =
                functions.udf(JsonSchemas.of(schema), DataTypes.IntegerType).apply(column.column());
        return new Check.EachRow(
                ColumnRules.scope(arguments),
                code.equalTo(JsonSchemas.BREAKS),
                Optional.of(new Check.Unanswerable(code.equalTo(JsonSchemas.IS_NO_JSON), "the value is not JSON")),
                arguments.mostly(),
                new Guard.None());
    }

    /** Values of other types are no JSON text, whatever they hold. */
    static Check jsonParseable(Arguments arguments) {
        Shape.Field column = arguments.column();
        return column.type() instanceof StringType
                ? parsed(arguments, column, JsonText::parses)
                : new Check.EachRow(ColumnRules.scope(arguments), functions.lit(true), arguments.mostly());
    }

    static Check strftime(Arguments arguments) {
        Strptime format = Strptime.of(arguments.text("strftime_format"));
        return parsed(arguments, text(arguments), format::parses);
    }

    static Check dateutil(Arguments arguments) {
        return parsed(arguments, text(arguments), DateText::parses);
    }

    private static Check parsed(Arguments arguments, Shape.Field column, UDF1<String, Boolean> parses) {
        Column isRead = functions.udf(parses, DataTypes.BooleanType).apply(column.column());
        return new Check.EachRow(ColumnRules.scope(arguments), functions.not(isRead), arguments.mostly());
    }

    private static Shape.Field text(Arguments arguments) {
        Shape.Field column = arguments.column();
        if (!(column.type() instanceof StringType)) {
            throw new ExpectationFault("column `" + column.name() + "` must be text, and is "
                    + column.type().simpleString());
        }
        return column;
    }
}
