package cx.warehouse.spark;

/** Size of the input of queries, which decides how sessions plan and run them. Results do not depend on it. */
public enum NightSize {
    /** Little input and small tables: interpreted, each table as one partition, no broadcast. */
    TINY,
    /** Little input, tables of any size: interpreted. */
    SMALL,
    /** Compiled, as many partitions as the input needs. */
    LARGE;

    /**
     * The size of a night.
     *
     * @param inputRows rows that are read. The expressions of a night are always about the same, so that rows times
     *     expressions is decided by the rows
     * @param tableRows rows that the tables were filled from; {@code Long.MAX_VALUE} when unknown
     */
    public static NightSize of(long inputRows, long tableRows) {
        if (inputRows >= Tuning.INTERPRETED_ROWS) {
            return LARGE;
        }
        return tableRows < Tuning.ONE_PARTITION_TABLE_ROWS ? TINY : SMALL;
    }
}
