package cx.warehouse.bench;

import cx.warehouse.files.FileStore;
import cx.warehouse.sample.SampleGenerator;
import cx.warehouse.sample.world.SampleSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Writes the input of {@link ParseBench} once. It is a day of the sample's web events and two delimited exports, whose
 * rows are repeated with new keys until they are large. A smaller day before it is for warming up.
 */
final class ParseDrops {

    static final LocalDate WARM_UP = LocalDate.of(2026, 3, 2);
    static final LocalDate MEASURED = LocalDate.of(2026, 3, 3);

    /** The amount of delimited text for each web event. */
    private static final int BYTES_AN_EVENT = 250;

    private static final int FILES = 4;
    private static final int MAX_WARM_UP_EVENTS = 200_000;

    private final Path folder;
    private final long events;

    /**
     * Drops below {@code folder}.
     *
     * @param events web events of the measured day; the amount of delimited text follows from them
     */
    ParseDrops(Path folder, long events) {
        this.folder = folder;
        this.events = events;
    }

    /** The drop zone with the files of both days; the folder {@code reference} is next to it. */
    Path dropZone() {
        return folder.resolve("drops");
    }

    /** Writes the files, unless an earlier call wrote them. */
    void write() throws IOException, InterruptedException {
        if (Files.exists(folder.resolve("complete"))) {
            return;
        }
        FileStore.at(folder.toString(), null).delete("");
        writeDay(WARM_UP, Math.min(events, MAX_WARM_UP_EVENTS));
        writeDay(MEASURED, events);
        Files.createFile(folder.resolve("complete"));
    }

    private void writeDay(LocalDate delivery, long wanted) throws IOException, InterruptedException {
        Path sample = folder.resolve("sample");
        SampleGenerator.write(new SampleSpec(delivery.minusDays(1), 1, 400, 1, wanted, true), sample, file -> {});
        Path from = sample.resolve("drops").resolve(delivery.toString());
        Path to = Files.createDirectories(dropZone().resolve(delivery.toString()));
        Files.move(from.resolve("ga4"), to.resolve("ga4"));
        repeatRows(
                from.resolve("google_ads"), "click_view_", ',', 2, to.resolve("google_ads"), wanted * BYTES_AN_EVENT);
        repeatRows(from.resolve("snowplow"), "enriched_", '\t', 6, to.resolve("snowplow"), wanted * BYTES_AN_EVENT);
        if (!Files.exists(folder.resolve("reference"))) {
            Files.move(sample.resolve("reference"), folder.resolve("reference"));
        }
        FileStore.at(sample.toString(), null).delete("");
    }

    /**
     * Repeats the rows of a file until they have {@code bytes} in all, and appends a number to the key of each.
     *
     * @param key the position of the key's cell, from 0; no cell before it may be quoted
     */
    private static void repeatRows(Path from, String start, char delimiter, int key, Path to, long bytes)
            throws IOException {
        Path file = findFirst(from, start);
        List<String> lines;
        try (BufferedReader text = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            lines = text.lines().toList();
        }
        boolean hasHeader = delimiter == ',';
        List<String> rows = lines.subList(hasHeader ? 1 : 0, lines.size());
        Files.createDirectories(to);
        String name = file.getFileName().toString();
        int dot = name.indexOf('.');
        long number = 0;
        for (int part = 0; part < FILES; part++) {
            Path target = to.resolve(name.substring(0, dot) + "-" + part + name.substring(dot));
            try (Writer out = new OutputStreamWriter(
                    new GZIPOutputStream(Files.newOutputStream(target), 1 << 16), StandardCharsets.UTF_8)) {
                out.write(hasHeader ? lines.get(0) + "\n" : "");
                for (long written = 0; written < bytes / FILES; ) {
                    String row = withKeySuffix(rows.get((int) (number % rows.size())), delimiter, key, number++);
                    out.write(row);
                    written += row.length();
                }
            }
        }
    }

    private static String withKeySuffix(String row, char delimiter, int key, long number) {
        int end = -1;
        for (int place = 0; place <= key; place++) {
            end = row.indexOf(delimiter, end + 1);
        }
        return row.substring(0, end) + "-" + number + row.substring(end) + "\n";
    }

    private static Path findFirst(Path folder, String start) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(start))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }
}
