package cx.warehouse.spark;

/**
 * The limits of size that decide how this program uses Spark: each with its unit, its reason, and its measured gain. No
 * result depends on them. {@code docs/tuning.md} tells how gains are measured.
 */
public final class Tuning {

    private static final long KIB = 1L << 10;
    private static final long MIB = 1L << 20;

    private Tuning() {}

    // ---- A night

    /**
     * Bytes of delivered files below which queries are interpreted, without conclusions from conditions: compiling and
     * concluding were up to half of a small night.
     */
    public static final long INTERPRETED_INPUT_BYTES = 4 * MIB;

    /**
     * Bytes of all files delivered so far below which a small night reads each table as one partition and joins without
     * a broadcast: three nights of nine vendors took 302 jobs in place of 535, and 11 % less time.
     */
    public static final long ONE_PARTITION_TABLE_BYTES = 16 * MIB;

    /** Bytes of delivered files for each partition of a shuffle, since a smaller task costs its start: not measured. */
    public static final long SHUFFLE_PARTITION_BYTES = 8 * MIB;

    // ---- One query

    /**
     * Bytes of all tables of a query, as Spark estimates them, below which the query is interpreted in one partition
     * even in a large night: gain as for {@link #INTERPRETED_INPUT_BYTES}, for the many queries that ask small tables.
     */
    public static final long SMALL_QUERY_BYTES = 8 * MIB;

    /** Rows of a frame up to which it is sent to every task of a join, which saves a shuffle: not measured. */
    public static final long BROADCAST_ROWS = 1_000_000;

    /**
     * Rows of the driver that one row of a plan holds, because every rule of the optimizer walks over the rows of a
     * plan: not measured.
     */
    public static final int DRIVER_ROWS_PER_PLAN_ROW = 1_000;

    /** Independent queries that run at the same time, so that one is planned while another computes: not measured. */
    public static final int PARALLEL_TASKS = 3;

    // ---- One check

    /**
     * Bytes of a checked frame up to which one task reads it, which needs no shuffle and no second job: not measured.
     */
    public static final long CHECKED_PARTITION_BYTES = 32 * MIB;

    /**
     * Bytes of a checked frame up to which its scan collects the hashes of keys, so that uniqueness needs no query of
     * its own: not measured.
     */
    public static final long HASHES_IN_SCAN_BYTES = 8 * MIB;

    /** Hashes of keys up to which the driver compares them, 32 MiB of memory in place of a shuffle: not measured. */
    public static final long DRIVER_HASHES = 4L << 20;

    // ---- Reading and writing

    /**
     * Bytes of landed files that one task reads into a source table, so that small files share the start of a task: not
     * measured.
     */
    public static final long LOAD_TASK_BYTES = 4 * MIB;

    /** Rows that the reader of a file hands to its writer at once; a lock for each row would cost more: not measured. */
    public static final int PIPE_BATCH_ROWS = 512;

    /** Batches of rows that wait for the writer of a file, to bound the memory of a task: not measured. */
    public static final int PIPE_BATCHES = 16;

    /** Bytes of table files that one task reads, so that a file of a day is one task: not measured. */
    public static final long TABLE_SPLIT_BYTES = 8 * MIB;

    /** Bytes that a file counts at least when tasks are packed, so that many small files share a task: not measured. */
    public static final long FILE_OPEN_BYTES = 256 * KIB;

    /** Bytes at which a data file ends and the next begins, Iceberg's own default: not measured. */
    public static final long DATA_FILE_BYTES = 512 * MIB;

    /** Copies that the store of files makes at the same time when a version is published: not measured. */
    public static final int STORE_COPIES = 8;

    // ---- Compiled code and aggregates

    /** Compiled projections that stay in memory; a night has some hundreds and the next uses them: not measured. */
    public static final int CODE_CACHE_ENTRIES = 2_000;

    /** Bytes of a compiled method, above which the JVM does not compile it and Spark makes smaller ones: not measured. */
    public static final int COMPILED_METHOD_BYTES = 8_000;

    /** Groups that all tasks aggregate in memory before they sort; so visits need no sort: not measured. */
    static final int GROUPS_IN_MEMORY = 400_000;

    /** Groups that one task aggregates in memory at least, on machines of many cores: not measured. */
    static final int GROUPS_PER_TASK = 10_000;

    /**
     * The greatest number of partitions that a shuffle of a night needs.
     *
     * @param inputBytes size of the files that are read, as they lie on disk
     * @param most the operator's setting
     * @return 1 to {@code most}
     */
    static int shufflePartitions(long inputBytes, int most) {
        long needed = Math.max(1, (inputBytes + SHUFFLE_PARTITION_BYTES - 1) / SHUFFLE_PARTITION_BYTES);
        return (int) Math.min(most, needed);
    }

    /** Groups that one of several tasks aggregates in memory before it sorts. */
    static int groupsInMemory(int tasks) {
        return Math.max(GROUPS_PER_TASK, GROUPS_IN_MEMORY / tasks);
    }
}
