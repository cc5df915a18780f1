package cx.warehouse.contract;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * Declares one table: its grain, its key, and the meaning of its columns.
 *
 * @param table the name with its schema: {@code conformed.interaction}
 * @param grain the meaning of one row
 * @param key the columns that identify a row; empty when the table promises none
 * @param partition the columns by which the table's files are partitioned; empty for none
 * @param hasDayFolders true when readers of folders find a folder for each day; false for a table whose days only say
 *     when a row was first seen, so that readers want all files of it
 * @param build how the rows are built; null where steps of a load write them
 */
public record TableContract(
        String table,
        String description,
        String grain,
        List<String> key,
        List<String> partition,
        boolean hasDayFolders,
        List<TableColumn> columns,
        TableBuild build)
        implements Serializable {

    public TableContract {
        key = List.copyOf(key);
        partition = List.copyOf(partition);
        columns = List.copyOf(columns);
    }

    /** The same table with some of its columns. */
    public TableContract withColumns(List<TableColumn> some) {
        return new TableContract(table, description, grain, key, partition, hasDayFolders, some, build);
    }

    /** How its rows are made; empty where steps of a load write them. */
    public Optional<TableBuild> declaredBuild() {
        return Optional.ofNullable(build);
    }

    /** Its description and its grain, as one text. */
    public String meaning() {
        return description + " " + Character.toUpperCase(grain.charAt(0)) + grain.substring(1) + ".";
    }

    /** True when readers see the table. */
    public boolean isPublished() {
        return table.startsWith("mart.");
    }

    /** The name without its schema. */
    public String name() {
        return table.substring(table.lastIndexOf('.') + 1);
    }

    /** The column with that name, if the table has one. */
    public Optional<TableColumn> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /** The column of days by which the table's files are partitioned first, if it is one. */
    public Optional<String> partitionDay() {
        return partition.stream()
                .limit(1)
                .filter(name -> column(name)
                        .filter(column -> column.type().equals("date"))
                        .isPresent())
                .findFirst();
    }

    /** The names of the columns, in order. */
    public List<String> columnNames() {
        return columns.stream().map(TableColumn::name).toList();
    }

    /**
     * One column of a table.
     *
     * @param type in Spark SQL
     * @param isRequired true when the column is never null
     * @param description the meaning of the column, with unit and time zone
     */
    public record TableColumn(String name, String type, boolean isRequired, String description)
            implements Serializable {}
}
