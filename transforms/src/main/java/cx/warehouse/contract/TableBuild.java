package cx.warehouse.contract;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * The way a table is built: what it reads, which rows of it a load replaces, and the query if it is one.
 *
 * @param by column of the days that are replaced, or {@value #WHOLE} where all rows are; a column called {@value #WEEK}
 *     or {@value #MONTH} has the first day of a calendar week (a Monday) or month, which is replaced with all its days
 * @param reads the inputs, in the order of the declaration
 * @param isCompared true when only the rebuilt days whose rows changed are written: vendors deliver past days again,
 *     mostly as they were
 * @param sql a query over views that bear the names of the inputs; empty where a function in Java builds the table
 */
public record TableBuild(String by, List<TableRead> reads, boolean isCompared, String sql) implements Serializable {

    /** The word for a table whose rows are replaced all at once. */
    public static final String WHOLE = "whole";

    /** The column of a table that is replaced by calendar weeks. */
    public static final String WEEK = "week";

    /** The column of a table that is replaced by calendar months. */
    public static final String MONTH = "month";

    public TableBuild {
        reads = List.copyOf(reads);
    }

    /** True when all rows are replaced at once. */
    public boolean isWhole() {
        return by.equals(WHOLE);
    }

    /** True when a query builds the table. */
    public boolean hasSql() {
        return !sql.isEmpty();
    }

    /** The input of that name. */
    public Optional<TableRead> read(String name) {
        return reads.stream().filter(read -> read.name().equals(name)).findFirst();
    }
}
