package cx.warehouse.report.dictionary;

import java.util.List;

/**
 * One table of the data dictionary.
 *
 * @param grain the meaning of one row
 * @param key the columns that identify a row, joined by commas; empty for none
 * @param partition the columns by which its files are partitioned, joined by commas; empty for none
 * @param checks expectations of the whole table, in words
 */
public record DictionaryTable(
        String name,
        String description,
        String grain,
        String key,
        String partition,
        List<DictionaryColumn> columns,
        List<String> checks) {

    public DictionaryTable {
        columns = List.copyOf(columns);
        checks = List.copyOf(checks);
    }

    /**
     * One column.
     *
     * @param type in Spark SQL
     * @param isRequired true when it is never null
     * @param meaning with unit and time zone
     * @param personal the class of personal data: personal, pseudonym, or empty for none
     * @param origins the vendors' columns that fill it, where it comes from a conformed shape unchanged
     * @param checks expectations of the column, in words
     */
    public record DictionaryColumn(
            String name,
            String type,
            boolean isRequired,
            String meaning,
            String personal,
            List<Origin> origins,
            List<String> checks) {

        public DictionaryColumn {
            origins = List.copyOf(origins);
            checks = List.copyOf(checks);
        }
    }

    /**
     * The columns of one vendor that fill a column.
     *
     * @param columns the vendor's names; empty for a value that the contract states itself
     */
    public record Origin(String source, List<String> columns) {

        public Origin {
            columns = List.copyOf(columns);
        }

        /** The source and the vendor's names. */
        @Override
        public String toString() {
            return columns.isEmpty() ? source : source + ": " + String.join(", ", columns);
        }
    }
}
