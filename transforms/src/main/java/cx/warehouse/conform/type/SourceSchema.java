package cx.warehouse.conform.type;

import cx.warehouse.contract.SourceColumn;
import cx.warehouse.contract.SourceContract;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.StructType;

/** Columns of a source's table: those of the contract, then those that every source has. */
public final class SourceSchema {
    public static final String EXTRA = "extra";
    public static final String BUSINESS_DATE = "business_date";
    public static final String SOURCE_FILE = "source_file";
    public static final String SOURCE_LINE = "source_line";
    public static final String LOAD_ID = "load_id";

    private SourceSchema() {}

    /** The names in order. */
    static List<String> names(SourceContract contract) {
        List<String> names = new ArrayList<>();
        columns(contract).forEach(column -> names.add(column.split(" ", 2)[0]));
        return names;
    }

    /** Names and types in order. All columns may be null, because an old version of a file may lack a newer column. */
    public static StructType schema(SourceContract contract) {
        return StructType.fromDDL(String.join(", ", columns(contract)));
    }

    private static List<String> columns(SourceContract contract) {
        List<String> columns = new ArrayList<>();
        for (SourceColumn column : contract.columns()) {
            columns.add(column.name() + " " + column.type().sql());
        }
        if (contract.lines() != null) {
            columns.add(contract.lines().position() + " int");
        }
        if (contract.account().column() == null) {
            columns.add(SourceContract.ACCOUNT_ID + " string");
        }
        columns.add(EXTRA + " map<string,string>");
        columns.add(BUSINESS_DATE + " date");
        columns.add(SOURCE_FILE + " string");
        columns.add(SOURCE_LINE + " bigint");
        columns.add(LOAD_ID + " string");
        return columns;
    }
}
