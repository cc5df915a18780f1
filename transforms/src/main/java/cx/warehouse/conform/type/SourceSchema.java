package cx.warehouse.conform.type;

import cx.warehouse.contract.SourceColumn;
import cx.warehouse.contract.SourceContract;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Columns of a source's table: those of the contract, then those that every source has. */
public final class SourceSchema {
    public static final String EXTRA = "extra";
    public static final String BUSINESS_DATE = "business_date";
    public static final String SOURCE_FILE = "source_file";
    public static final String SOURCE_LINE = "source_line";
    public static final String LOAD_ID = "load_id";

    private SourceSchema() {}

    /** A column of a source's table, with its type in Spark SQL. */
    private record TypedColumn(String name, String type, String meaning) {}

    /** The names in order. */
    static List<String> names(SourceContract contract) {
        return columns(contract).stream().map(TypedColumn::name).toList();
    }

    /**
     * Names and types in order, with the meaning of each as comment. All columns may be null, because an old version
     * of a file may lack a newer column.
     */
    public static StructType schema(SourceContract contract) {
        StructType schema = new StructType();
        for (TypedColumn column : columns(contract)) {
            schema = schema.add(column.name(), DataType.fromDDL(column.type()), true, column.meaning());
        }
        return schema;
    }

    private static List<TypedColumn> columns(SourceContract contract) {
        List<TypedColumn> columns = new ArrayList<>();
        for (SourceColumn column : contract.columns()) {
            columns.add(new TypedColumn(column.name(), column.type().sql(), meaning(column)));
        }
        if (contract.lines() != null) {
            columns.add(new TypedColumn(
                    contract.lines().position(), "int", "number of the row in its group of lines, from 1"));
        }
        if (contract.account().column() == null) {
            columns.add(
                    new TypedColumn(SourceContract.ACCOUNT_ID, "string", "account at the vendor, from accounts.csv"));
        }
        columns.add(
                new TypedColumn(EXTRA, "map<string,string>", "columns of the file that the contract does not know"));
        columns.add(new TypedColumn(BUSINESS_DATE, "date", "business date: the day on which the row was delivered"));
        columns.add(new TypedColumn(SOURCE_FILE, "string", "path of the delivered file, below the drop zone"));
        columns.add(new TypedColumn(SOURCE_LINE, "bigint", "number of the record's first line in that file, from 1"));
        columns.add(new TypedColumn(LOAD_ID, "string", "id of the load that wrote the row"));
        return columns;
    }

    private static String meaning(SourceColumn column) {
        String place =
                column.headerOf() != null ? "the header of " + column.headerOf() : String.join(" or ", column.from());
        return "the vendor's " + place + (column.isPii() ? "; personal data" : "");
    }
}
