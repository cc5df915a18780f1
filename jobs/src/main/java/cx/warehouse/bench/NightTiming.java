package cx.warehouse.bench;

import cx.warehouse.cli.show.TextTable;
import cx.warehouse.ledger.LedgerFile;
import cx.warehouse.night.NightReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The measurement of one night, as the JSON has it.
 *
 * @param cpuSeconds processor time of the whole process, compilation and garbage collection included
 * @param rows rows that the sources delivered
 * @param rowsWritten rows that the night wrote into all tables
 * @param filesWritten growth of the number of files below {@code warehouse/}
 */
record NightTiming(
        String date,
        double seconds,
        double cpuSeconds,
        long rows,
        long rowsPerSecond,
        long rowsWritten,
        long filesWritten,
        long bytesWritten,
        TableStorage storage,
        List<StepTiming> steps) {

    /** One step in the table and the JSON. */
    record StepTiming(String source, String step, double seconds, long rows, long rowsPerSecond) {}

    NightTiming {
        steps = List.copyOf(steps);
    }

    /** Takes the measurements of a night, with the tables before it and now. */
    static NightTiming of(
            String date,
            NightReport report,
            StepClock clock,
            double cpuSeconds,
            long rowsWritten,
            TableStorage before,
            TableStorage now) {
        Map<String, Long> rows = new TreeMap<>();
        for (NightReport.SourceReport source : report.sources()) {
            rows.merge(
                    source.source(),
                    source.files().stream().mapToLong(LedgerFile::read).sum(),
                    Long::sum);
        }
        long all = rows.values().stream().mapToLong(Long::longValue).sum();
        List<StepTiming> steps = clock.spans().stream()
                .map(span ->
                        stepTiming(span.source(), span.step(), span.seconds(), rows.getOrDefault(span.source(), all)))
                .toList();
        StepTiming whole = stepTiming("whole night", "", clock.elapsedTime().toMillis() / 1000.0, all);
        return new NightTiming(
                date,
                whole.seconds(),
                cpuSeconds,
                all,
                whole.rowsPerSecond(),
                rowsWritten,
                now.files() - before.files(),
                now.bytes() - before.bytes(),
                now,
                steps);
    }

    private static StepTiming stepTiming(String source, String step, double seconds, long rows) {
        return new StepTiming(source, step, seconds, rows, (long) (rows / Math.max(0.001, seconds)));
    }

    /** One row a step, and one for the whole night. */
    static String stepTable(List<NightTiming> nights) {
        List<List<String>> rows = new ArrayList<>();
        for (NightTiming night : nights) {
            for (StepTiming step : night.steps()) {
                rows.add(row(night.date(), step));
            }
            String written = String.format("%,d files, %,d MiB", night.filesWritten(), night.bytesWritten() >> 20);
            rows.add(row(night.date(), stepTiming("whole night", written, night.seconds(), night.rows())));
        }
        return TextTable.draw(List.of("night", "source", "step", "seconds", "rows", "rows/s"), rows);
    }

    /** One row a night: what it cost, what it wrote, and how much lies on disk after it. */
    static String growthTable(List<NightTiming> nights) {
        List<List<String>> rows = nights.stream()
                .map(night -> List.of(
                        night.date(),
                        String.format("%.1f", night.cpuSeconds()),
                        String.format("%,d", night.rows()),
                        String.format("%,d", night.rowsWritten()),
                        String.format("%.2f", (double) night.rowsWritten() / Math.max(1, night.rows())),
                        String.format("%,d", night.filesWritten()),
                        mebibytes(night.storage().liveBytes()),
                        mebibytes(night.storage().bytes()),
                        mebibytes(night.storage().metadataBytes())))
                .toList();
        return TextTable.draw(
                List.of(
                        "night",
                        "CPU s",
                        "delivered",
                        "written",
                        "written/delivered",
                        "new files",
                        "live MiB",
                        "disk MiB",
                        "metadata MiB"),
                rows);
    }

    private static String mebibytes(long bytes) {
        return String.format("%.1f", bytes / 1024.0 / 1024);
    }

    private static List<String> row(String date, StepTiming step) {
        return List.of(
                date,
                step.source(),
                step.step(),
                String.format("%.2f", step.seconds()),
                String.format("%,d", step.rows()),
                String.format("%,d", step.rowsPerSecond()));
    }
}
