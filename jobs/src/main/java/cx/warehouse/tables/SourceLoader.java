package cx.warehouse.tables;

import cx.warehouse.conform.SourceReader;
import cx.warehouse.conform.delivery.FileReport;
import cx.warehouse.conform.delivery.LandedFile;
import cx.warehouse.conform.delivery.RepeatedRows;
import cx.warehouse.files.FileStore;
import cx.warehouse.files.Landing;
import cx.warehouse.spark.RowPipe;
import cx.warehouse.spark.SparkEngine;
import cx.warehouse.spark.Tuning;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Reads landed files, in one pass each, into a branch of their source table. Typed rows go to the table, rejected rows
 * to the quarantine.
 */
public final class SourceLoader {

    /**
     * The input of one load.
     *
     * @param reader the reader that the source's contract describes
     * @param table the source table, such as {@code source.google_ads_report}
     * @param files landed files, with the paths they were delivered under; all of one business date
     * @param progress called now and then, from another thread
     */
    public record LoadPlan(
            SourceReader reader, String table, String source, List<LandedFile> files, ReadProgress progress) {
        public LoadPlan {
            files = List.copyOf(files);
        }
    }

    /** Receives the number of rows of a load read so far, and the number of files read to their end. */
    @FunctionalInterface
    public interface ReadProgress {
        void onRead(long rows, long files);
    }

    private final SparkContext spark;
    private final IcebergTables tables;
    private final FileStore root;

    public SourceLoader(SparkEngine engine, IcebergTables tables, FileStore root) {
        this.spark = engine.session().sparkContext();
        this.tables = tables;
        this.root = root;
    }

    /**
     * Stages the rows of all readable files, in place of all rows of their business date. Unreadable files and repeated
     * rows are found only while reading. When any are found, the load is staged again without them.
     *
     * @return a report for every file, by path
     */
    public Map<String, FileReport> stage(LoadPlan plan, String branch, LocalDate date) {
        if (!plan.files().stream().allMatch(file -> file.businessDate().equals(date))) {
            // all rows go to one partition of the table
            throw new IllegalArgumentException("Cannot stage files of another date than " + date);
        }
        tables.ensure(plan.table(), plan.reader().description(), plan.reader().schema(), List.of("business_date"));
        Map<String, FileReport> settled = new TreeMap<>();
        Map<String, RepeatedRows> repeated = new HashMap<>();
        List<LandedFile> files = plan.files();
        while (true) {
            String place = quarantinePath(plan.source(), date);
            root.list(place).forEach(entry -> root.delete(entry.path()));
            Map<String, FileReport> reports = stageOnce(plan, files, repeated, branch, date);
            boolean isClean = true;
            List<LandedFile> readable = new ArrayList<>();
            for (LandedFile file : files) {
                FileReport report = reports.get(file.path());
                if (report.outcome() == FileReport.FileOutcome.REJECTED) {
                    settled.put(file.path(), report);
                    isClean = false;
                } else {
                    readable.add(file);
                    RepeatedRows known = repeated.getOrDefault(file.path(), RepeatedRows.NONE);
                    repeated.put(file.path(), known.plus(report.repeated()));
                    isClean &= repeated.get(file.path()).equals(known);
                }
            }
            if (isClean) {
                settled.putAll(reports);
                return settled;
            }
            files = readable;
        }
    }

    private Map<String, FileReport> stageOnce(
            LoadPlan plan, List<LandedFile> files, Map<String, RepeatedRows> repeated, String branch, LocalDate date) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark);
        CollectionAccumulator<FileReport> reports = spark.collectionAccumulator("files");
        CollectionAccumulator<DataFile> written = spark.collectionAccumulator("data files");
        List<List<LandedFile>> shares = shares(files);
        FileStore store = root;
        SourceReader reader = plan.reader();
        String source = plan.source();
        Map<String, RepeatedRows> known = new HashMap<>(repeated);
        DataFileWriter out = tables.fileWriter(plan.table(), reader.schema(), date);
        boolean isStaged = false;
        try (ReadCounter count = new ReadCounter(spark, plan.progress())) {
            LongAccumulator rows = count.rows();
            LongAccumulator ended = count.files();
            context.parallelize(shares, Math.max(1, shares.size())).foreachPartition(parts -> out.write(
                            read(parts, reader, source, store, known, reports, rows, ended), TaskContext.get())
                    .forEach(written::add));
            tables.stage(plan.table(), branch, written.value(), date);
            isStaged = true;
        } catch (CommitStateUnknownException e) {
            isStaged = true; // the files may be committed, so they must not be deleted
            throw e;
        } finally {
            if (!isStaged) {
                out.delete(written.value().stream().map(DataFile::location).toList());
            }
        }
        Map<String, FileReport> byPath = new TreeMap<>();
        reports.value().forEach(report -> byPath.put(report.path(), report));
        return byPath;
    }

    private static Iterator<InternalRow> read(
            Iterator<List<LandedFile>> shares,
            SourceReader reader,
            String source,
            FileStore store,
            Map<String, RepeatedRows> repeated,
            CollectionAccumulator<FileReport> reports,
            LongAccumulator rows,
            LongAccumulator ended) {
        RowPipe pushed = new RowPipe("read-" + source, out -> {
            while (shares.hasNext()) {
                for (LandedFile file : shares.next()) {
                    try (QuarantineWriter rejects = new QuarantineWriter(store, quarantinePath(source, file), file)) {
                        FileReport report = reader.read(
                                file,
                                landed -> Landing.open(store, landed, source),
                                repeated.getOrDefault(file.path(), RepeatedRows.NONE),
                                row -> {
                                    rows.add(1);
                                    out.accept(row);
                                },
                                rejects);
                        if (report.outcome() == FileReport.FileOutcome.LOADED) {
                            rejects.commit();
                        }
                        reports.add(report);
                        ended.add(1);
                    }
                }
            }
        });
        TaskContext.get().addTaskCompletionListener((TaskCompletionListener) context -> pushed.close());
        return pushed;
    }

    private static String quarantinePath(String source, LandedFile file) {
        return quarantinePath(source, file.businessDate()) + "/" + file.sha256().substring(0, 16) + ".jsonl";
    }

    /** The folder of the rejected rows of all files of one delivery. */
    private static String quarantinePath(String source, LocalDate date) {
        return "quarantine/source=" + source + "/business_date=" + date;
    }

    /**
     * Divides files into tasks. Large files get tasks of their own, the largest first. Small files share a task, so
     * that 2,000 files do not become 2,000 tasks.
     */
    private static List<List<LandedFile>> shares(List<LandedFile> files) {
        List<LandedFile> bySize = new ArrayList<>(files);
        bySize.sort(Comparator.comparingLong(LandedFile::bytes).reversed().thenComparing(LandedFile::path));
        List<List<LandedFile>> shares = new ArrayList<>();
        List<LandedFile> open = null;
        long size = 0;
        for (LandedFile file : bySize) {
            if (open == null || size + file.bytes() > Tuning.LOAD_TASK_BYTES) {
                open = new ArrayList<>();
                shares.add(open);
                size = 0;
            }
            open.add(file);
            size += file.bytes();
        }
        return shares;
    }
}
