package cx.warehouse.bench;

import cx.warehouse.cli.option.WarehouseOptions;
import cx.warehouse.cli.show.JsonPrinter;
import cx.warehouse.cli.show.ProgressDisplay;
import cx.warehouse.cli.show.TextTable;
import cx.warehouse.files.FileStore;
import cx.warehouse.ledger.LedgerFile;
import cx.warehouse.night.Night;
import cx.warehouse.night.NightReport;
import cx.warehouse.night.Warehouse;
import cx.warehouse.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Measures how fast delivered files become typed Parquet: extract and conform, one source after the other. */
final class ParseBench {

    private final WarehouseOptions places;
    private final Path work;
    private final long events;

    /**
     * The measurement of one source.
     *
     * @param textBytes the size of its files after decompression
     * @param processorSeconds the processor time of all cores together
     */
    record SourceTiming(
            String source,
            int files,
            long rows,
            long textBytes,
            double seconds,
            double processorSeconds,
            long rowsPerSecond,
            double megabytesPerSecond) {}

    ParseBench(WarehouseOptions places, Path work, long events) {
        this.places = places;
        this.work = work;
        this.events = events;
    }

    /** Makes the files once, reads them into a fresh warehouse, prints the measurements and returns the exit code. */
    int run(boolean isJson) throws IOException, InterruptedException {
        ParseDrops drops = new ParseDrops(work.resolve("parse-" + events), events);
        Path warehouse = work.resolve("warehouse");
        drops.write();
        FileStore.at(warehouse.toString(), null).delete("");
        Settings settings = places.settings(Map.of(
                "root",
                warehouse.toString(),
                "drop-zone",
                drops.dropZone().toString(),
                "reference",
                drops.dropZone().resolveSibling("reference").toString(),
                "night.sources-at-once",
                "1"));
        List<SourceTiming> measured = new ArrayList<>();
        try (Warehouse opened = WarehouseOptions.openWarehouse(settings);
                ProgressDisplay watch = ProgressDisplay.open(isJson)) {
            new Night(opened, watch).ingest(ParseDrops.WARM_UP);
            StepClock clock = new StepClock(watch);
            for (NightReport.SourceReport source : new Night(opened, clock).ingest(ParseDrops.MEASURED)) {
                if (source.fault().isPresent()) {
                    throw source.fault().get();
                }
                measured.add(sourceTiming(source, clock, drops.dropZone()));
            }
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("events", events);
        json.putAll(MachineFacts.facts());
        json.put("sources", measured);
        if (!isJson) {
            System.out.printf("%s%n%n%s%n%n", table(measured), MachineFacts.sentence());
        }
        JsonPrinter.print(json);
        return 0;
    }

    private static SourceTiming sourceTiming(NightReport.SourceReport source, StepClock clock, Path dropZone)
            throws IOException {
        long bytes = 0;
        for (LedgerFile file : source.files()) {
            bytes += unpackedBytes(dropZone.resolve(file.path()));
        }
        double seconds = 0;
        double processor = 0;
        for (StepClock.StepTime span : clock.spans()) {
            if (span.source().equals(source.source())
                    && List.of("extract", "conform").contains(span.step())) {
                seconds += span.seconds();
                processor += span.processorSeconds();
            }
        }
        long rows = source.files().stream().mapToLong(LedgerFile::loaded).sum();
        return new SourceTiming(
                source.source(),
                source.files().size(),
                rows,
                bytes,
                seconds,
                processor,
                Math.round(rows / seconds),
                bytes / seconds / 1e6);
    }

    /** The size of a gzip file after decompression, in bytes. */
    private static long unpackedBytes(Path file) throws IOException {
        try (InputStream plain = new GZIPInputStream(Files.newInputStream(file), 1 << 16)) {
            return plain.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static String table(List<SourceTiming> sources) {
        return TextTable.draw(
                List.of("source", "files", "rows", "MB of text", "seconds", "processor seconds", "rows/s", "MB/s"),
                sources.stream()
                        .map(source -> List.of(
                                source.source(),
                                String.format("%d", source.files()),
                                String.format("%,d", source.rows()),
                                String.format("%,.1f", source.textBytes() / 1e6),
                                String.format("%.2f", source.seconds()),
                                String.format("%.2f", source.processorSeconds()),
                                String.format("%,d", source.rowsPerSecond()),
                                String.format("%,.1f", source.megabytesPerSecond())))
                        .toList());
    }
}
