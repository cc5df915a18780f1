package cx.warehouse.contract;

import cx.warehouse.contract.TableContract.TableColumn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a table contract from YAML. */
final class TableParser {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*\\.[a-z][a-z0-9_]*");

    /** Names in {@code cxw sql} that are taken by views over the ledger, the quarantine and the fact. */
    private static final Set<String> RESERVED =
            Set.of("broken_row", "customer_experience", "ledger_figure", "ledger_file", "ledger_load", "quarantine");

    private TableParser() {}

    static TableContract table(YamlFields fields) {
        String table = fields.text("table");
        if (!NAME.matcher(table).matches()) {
            fields.fault("table", "`" + table + "` is no name of a table, such as `mart.mart_store_day`");
        }
        if (table.startsWith("mart.") && RESERVED.contains(table.substring("mart.".length()))) {
            fields.fault("table", "`" + table + "` is reserved: `cxw sql` has a view of this name; choose another");
        }
        String description = fields.text("description");
        String grain = fields.text("grain");
        List<String> key = fields.texts("key");
        List<String> partition = fields.texts("partition");
        boolean isSplitByDay = !fields.has("day_folders") || fields.flag("day_folders");
        List<TableColumn> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (YamlFields column : fields.maps("columns")) {
            String name = column.text("name");
            if (!names.add(name)) {
                column.fault("name", "is declared twice; leave one of them out");
            }
            if (table.startsWith("mart.") && name.equalsIgnoreCase("day")) {
                column.fault(
                        "name",
                        "no published column is called `day`: readers of folders take that name for a partition's;"
                                + " did you mean `event_date`?");
            }
            columns.add(
                    new TableColumn(name, column.text("type"), column.flag("required"), column.text("description")));
            column.rejectUnknownKeys();
        }
        if (columns.isEmpty()) {
            fields.fault("columns", "is missing");
        }
        for (String column : key) {
            requireColumn(fields, "key", column, names);
        }
        for (String column : partition) {
            requireColumn(fields, "partition", column, names);
        }
        TableBuild build = fields.has("build") ? BuildParser.build(fields.map("build")) : null;
        fields.rejectUnknownKeys();
        return new TableContract(
                table, description, grain, key, partition, isSplitByDay && !partition.isEmpty(), columns, build);
    }

    private static void requireColumn(YamlFields fields, String key, String column, Set<String> names) {
        if (!names.contains(column)) {
            fields.fault(key, "no column `" + column + "`" + SpellingGuess.hint(column, names));
        }
    }
}
