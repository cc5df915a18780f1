package cx.warehouse.sample.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The drop zone of a sample. It creates paths for the files and records the row counts of each file, by source and
 * delivery.
 */
public final class SampleDrops {

    /** One file and the row counts of one source in it. */
    private record Entry(String path, LocalDate delivery, String source, SampleRowCounts counts) {}

    private final Path out;
    private final Consumer<SampleProgress> progress;
    private final List<Entry> entries = new ArrayList<>();

    public SampleDrops(Path out, Consumer<SampleProgress> progress) throws IOException {
        this.out = out;
        this.progress = progress;
        if (Files.exists(out.resolve("drops"))) {
            throw new FileAlreadyExistsException(
                    out.resolve("drops").toString(), null, "Cannot write a sample here: there are drops already");
        }
    }

    /** The path of a new file; its folder is created. */
    public Path pathFor(LocalDate delivery, String vendor, String name) throws IOException {
        Path folder = out.resolve("drops").resolve(delivery.toString()).resolve(vendor);
        Files.createDirectories(folder);
        return folder.resolve(name);
    }

    /** Records the rows of one source in a written file. */
    public void recordFile(Path file, LocalDate delivery, String source, SampleRowCounts counts) throws IOException {
        String path = out.relativize(file).toString().replace('\\', '/');
        entries.add(new Entry(path, delivery, source, counts));
        progress.accept(new SampleProgress(path, counts.rowsRead(), Files.size(file)));
    }

    /** Reports a written file that has no rows of its own but belongs to one that has. */
    public void recordCompanion(Path file) throws IOException {
        String path = out.relativize(file).toString().replace('\\', '/');
        progress.accept(new SampleProgress(path, 0, Files.size(file)));
    }

    /** Delivers a file a second time, under the name that a browser gives to a repeated download. */
    public void deliverAgain(Path file, LocalDate delivery, String source, long rows) throws IOException {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        Path copy = file.resolveSibling(name.substring(0, dot) + " (1)" + name.substring(dot));
        Files.copy(file, copy);
        SampleRowCounts counts = new SampleRowCounts();
        counts.addRepeatedFile(rows);
        recordFile(copy, delivery, source, counts);
    }

    /** The rows of all files; a file with several sources counts for each. */
    public long rows() {
        return entries.stream().mapToLong(entry -> entry.counts().rowsRead()).sum();
    }

    /** The counts by source, in total and by delivery. */
    public Map<String, Object> sources() {
        Map<String, SampleRowCounts> totals = new TreeMap<>();
        Map<String, Map<String, SampleRowCounts>> days = new TreeMap<>();
        for (Entry entry : entries) {
            totals.computeIfAbsent(entry.source(), source -> new SampleRowCounts())
                    .add(entry.counts());
            days.computeIfAbsent(entry.source(), source -> new TreeMap<>())
                    .computeIfAbsent(entry.delivery().toString(), day -> new SampleRowCounts())
                    .add(entry.counts());
        }
        Map<String, Object> sources = new LinkedHashMap<>();
        totals.forEach((source, counts) -> {
            Map<String, Object> truth = counts.truth();
            Map<String, Object> byDate = new LinkedHashMap<>();
            days.get(source).forEach((day, dayCounts) -> byDate.put(day, dayCounts.truth()));
            truth.put("by_business_date", byDate);
            sources.put(source, truth);
        });
        return sources;
    }

    /** Every file with its counts, in the order of writing. */
    public List<Object> files() {
        List<Object> files = new ArrayList<>();
        for (Entry entry : entries) {
            Map<String, Object> file = new LinkedHashMap<>();
            file.put("path", entry.path());
            file.put("business_date", entry.delivery().toString());
            file.put("source", entry.source());
            file.putAll(entry.counts().truth());
            file.remove("files");
            files.add(file);
        }
        return files;
    }
}
