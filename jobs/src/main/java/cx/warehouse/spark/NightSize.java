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
     * @param inputBytes size of the files that are read, as they lie on disk
     * @param tableBytes size of the files that the tables were filled from; {@code Long.MAX_VALUE} when unknown
     */
    public static NightSize of(long inputBytes, long tableBytes) {
        if (inputBytes >= Tuning.INTERPRETED_INPUT_BYTES) {
            return LARGE;
        }
        return tableBytes < Tuning.ONE_PARTITION_TABLE_BYTES ? TINY : SMALL;
    }
}
