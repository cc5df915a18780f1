package cx.warehouse.conform;

import static org.apache.spark.sql.functions.bool_and;
import static org.apache.spark.sql.functions.bool_or;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.trim;

import cx.warehouse.contract.CodeTexts;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Finds the types of text columns: the narrowest type that every cell fits. Codes stay text. */
public final class TextColumnTypes {

    private static final String WHOLE = "^[+-]?[0-9]+$";
    private static final String NUMBER =
            "^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?$|^(NaN|[+-]?Inf(inity)?)$";
    private static final String DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
    private static final String INSTANT =
            "^" + DAY + "([ T][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?" + "( ?(Z|UTC|[+-][0-9]{2}:?[0-9]{2}))?)?$";

    /** A type to try, and the form that its cells must have besides; the narrower types come first. */
    private record CandidateType(DataType type, String form) {
        Column fits(Column cell) {
            return trim(cell)
                    .rlike(form)
                    .and(trim(cell).try_cast(type).isNotNull())
                    .or(cell.isNull());
        }
    }

    private static final List<CandidateType> CANDIDATES = List.of(
            new CandidateType(DataTypes.IntegerType, WHOLE),
            new CandidateType(DataTypes.LongType, WHOLE),
            new CandidateType(DataTypes.createDecimalType(38, 0), WHOLE),
            new CandidateType(DataTypes.DoubleType, NUMBER),
            new CandidateType(DataTypes.DateType, "^" + DAY + "$"),
            new CandidateType(DataTypes.TimestampType, INSTANT),
            new CandidateType(DataTypes.BooleanType, "(?i)^(true|false)$"));

    private TextColumnTypes() {}

    /**
     * Finds the type of every column.
     *
     * @param rows text columns, and perhaps further columns
     * @param columns names of the text columns
     * @return the columns with their types; text where no cell is filled, a cell has a leading zero, or the name says
     *     code
     */
    public static StructType find(Dataset<Row> rows, List<String> columns) {
        List<Column> measures = new ArrayList<>();
        for (String name : columns) {
            Column cell = rows.col("`" + name.replace("`", "``") + "`");
            List<Column> facts = new ArrayList<>();
            facts.add(coalesce(
                    bool_or(cell.isNotNull())
                            .and(bool_or(trim(cell).rlike(CodeTexts.LEADING_ZERO))
                                    .equalTo(false)),
                    lit(false)));
            CANDIDATES.forEach(candidate -> facts.add(bool_and(candidate.fits(cell))));
            measures.add(struct(facts.toArray(Column[]::new)));
        }
        StructType types = new StructType();
        if (columns.isEmpty()) {
            return types;
        }
        Row found = rows.agg(
                        measures.get(0), measures.subList(1, measures.size()).toArray(Column[]::new))
                .first();
        for (int at = 0; at < columns.size(); at++) {
            types = types.add(columns.get(at), type(columns.get(at), found.getStruct(at)));
        }
        return types;
    }

    private static DataType type(String name, Row facts) {
        boolean isTyped = facts.getBoolean(0) && !CodeTexts.isCodeName(name);
        for (int at = 0; isTyped && at < CANDIDATES.size(); at++) {
            if (facts.getBoolean(at + 1)) {
                return CANDIDATES.get(at).type();
            }
        }
        return DataTypes.StringType;
    }
}
