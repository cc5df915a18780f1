package cx.warehouse.contract;

import cx.warehouse.contract.TableContract.TableColumn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads a table contract. */
final class TableParser {
    private TableParser() {}

    static TableContract table(Fields fields) {
        String table = fields.text("table");
        String description = fields.text("description");
        String grain = fields.text("grain");
        List<String> key = fields.texts("key");
        List<String> partition = fields.texts("partition");
        List<TableColumn> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Fields column : fields.maps("columns")) {
            String name = column.text("name");
            if (!names.add(name)) {
                column.fault("name", "stands twice");
            }
            columns.add(
                    new TableColumn(name, column.text("type"), column.flag("required"), column.text("description")));
            column.done();
        }
        if (columns.isEmpty()) {
            fields.fault("columns", "is missing");
        }
        for (String column : key) {
            known(fields, "key", column, names);
        }
        for (String column : partition) {
            known(fields, "partition", column, names);
        }
        fields.done();
        return new TableContract(table, description, grain, key, partition, columns);
    }

    private static void known(Fields fields, String key, String column, Set<String> names) {
        if (!names.contains(column)) {
            fields.fault(key, "no column `" + column + "`" + Guess.hint(column, names));
        }
    }
}
