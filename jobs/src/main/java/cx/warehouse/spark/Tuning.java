package cx.warehouse.spark;

/**
 * The limits of size that decide how this program uses Spark: each with its unit, its reason, and its measured gain in
 * CPU seconds. No result depends on them. {@code docs/tuning.md} tells how gains are measured, and lists the limits
 * that were tried and removed.
 */
public final class Tuning {

    private static final long MIB = 1L << 20;

    private Tuning() {}

    // ---- A night

    /**
     * Rows of a night below which queries are interpreted, without conclusions from conditions, because compiling and
     * concluding cost more than they save: 16 % of the demo, together with the next limit.
     */
    public static final long INTERPRETED_ROWS = 60_000;

    /**
     * Rows of all files delivered so far below which a small night reads each table as one partition and joins without
     * a broadcast: 7 % of the demo.
     */
    public static final long ONE_PARTITION_TABLE_ROWS = 250_000;

    /** Bytes of a delivered file, mostly packed, for each row in it: an estimate for files that nobody has read yet. */
    static final long FILE_BYTES_A_ROW = 64;

    /** Bytes of delivered files for each partition of a shuffle. It is no trick: some number has to be chosen. */
    public static final long SHUFFLE_PARTITION_BYTES = 8 * MIB;

    // ---- One query

    /**
     * Visits, or older versions of rows, up to which they are sent to every task that joins them to wide rows, which
     * need no shuffle then: 2 to 5 % of a night of a million events.
     */
    public static final long BROADCAST_ROWS = 1_000_000;

    /**
     * Bytes of a source's files up to which the queries that check it are joined with those of other sources: a
     * demo's first night runs 38 SQL executions in place of 103. It saves no CPU seconds, because planning costs as much.
     */
    public static final long SHARED_QUERY_INPUT_BYTES = MIB;

    /** Independent queries that run at the same time: no CPU is saved, but both cores stay busy. */
    public static final int PARALLEL_TASKS = 3;

    /**
     * Bytes of a compiled method, above which the JVM does not compile it and Spark makes smaller ones: 1 % of a night
     * of a million events, together with the groups in memory.
     */
    public static final int COMPILED_METHOD_BYTES = 8_000;

    /**
     * Compiled projections that stay in memory, because a night has some hundreds and the next one in the process uses
     * them: 11 % of three nights of 200,000 events, together with the code that sessions share.
     */
    public static final int CODE_CACHE_ENTRIES = 2_000;

    /** Groups that all tasks aggregate in memory before they sort; so visits need no sort. */
    static final int GROUPS_IN_MEMORY = 400_000;

    /** Groups that one task aggregates in memory at least, on machines of many cores. */
    static final int GROUPS_PER_TASK = 10_000;

    // ---- One check

    /** Bytes of a checked frame that one task reads at most, so that examples of broken rows keep the files' order. */
    public static final long CHECKED_PARTITION_BYTES = 32 * MIB;

    /**
     * Bytes of a checked frame up to which its scan collects the hashes of keys, so that uniqueness needs no query of
     * its own: 8 % of the demo. Its queries are joined with those of other frames.
     */
    public static final long SMALL_CHECKED_BYTES = 16 * MIB;

    // ---- Reading and writing; these are no tricks: some number has to be chosen

    /** Bytes of landed files that one task reads into a source table, so that small files share the start of a task. */
    public static final long LOAD_TASK_BYTES = 4 * MIB;

    /** Rows that the reader of a file hands to its writer at once, so that not every row needs a lock. */
    public static final int PIPE_BATCH_ROWS = 512;

    /** Batches of rows that wait for the writer of a file, to bound the memory of a task. */
    public static final int PIPE_BATCHES = 16;

    /** Bytes at which a data file ends and the next begins: Iceberg's own default. */
    public static final long DATA_FILE_BYTES = 512 * MIB;

    /**
     * Bytes of the files of a table that one night joins at most, so that a long history is joined over several nights.
     */
    public static final long JOINED_BYTES_A_NIGHT = 256 * MIB;

    /** Copies that the store of files makes at the same time when a version is published. */
    public static final int STORE_COPIES = 8;

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
