package cx.warehouse.sample;

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

/** The drop zone that is being filled, with a book of what lies in each file, by source and by delivery. */
final class Drops {

    /** One file and the rows of one source in it. */
    private record Entry(String path, LocalDate delivery, String source, Counts counts) {}

    private final Path out;
    private final Consumer<Progress> progress;
    private final List<Entry> entries = new ArrayList<>();

    Drops(Path out, Consumer<Progress> progress) throws IOException {
        this.out = out;
        this.progress = progress;
        if (Files.exists(out.resolve("drops"))) {
            throw new FileAlreadyExistsException(
                    out.resolve("drops").toString(), null, "Cannot write a sample here: there are drops already");
        }
    }

    /** The path of a file to be written; its folder exists. */
    Path place(LocalDate delivery, String vendor, String name) throws IOException {
        Path folder = out.resolve("drops").resolve(delivery.toString()).resolve(vendor);
        Files.createDirectories(folder);
        return folder.resolve(name);
    }

    /** Notes the rows of one source in a file that is written. */
    void wrote(Path file, LocalDate delivery, String source, Counts counts) throws IOException {
        String path = out.relativize(file).toString().replace('\\', '/');
        entries.add(new Entry(path, delivery, source, counts));
        progress.accept(new Progress(path, counts.read(), Files.size(file)));
    }

    /** Notes a file that holds no rows of its own but goes with one that does. */
    void wroteBeside(Path file) throws IOException {
        String path = out.relativize(file).toString().replace('\\', '/');
        progress.accept(new Progress(path, 0, Files.size(file)));
    }

    /** Delivers a file once more, under the name a browser gives to a second download. */
    void again(Path file, LocalDate delivery, String source, long rows) throws IOException {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        Path copy = file.resolveSibling(name.substring(0, dot) + " (1)" + name.substring(dot));
        Files.copy(file, copy);
        Counts counts = new Counts();
        counts.repeated(rows);
        wrote(copy, delivery, source, counts);
    }

    /** Rows of all files; a file with several sources counts for each. */
    long rows() {
        return entries.stream().mapToLong(entry -> entry.counts().read()).sum();
    }

    /** Counts by source, in total and by delivery. */
    Map<String, Object> sources() {
        Map<String, Counts> totals = new TreeMap<>();
        Map<String, Map<String, Counts>> days = new TreeMap<>();
        for (Entry entry : entries) {
            totals.computeIfAbsent(entry.source(), source -> new Counts()).add(entry.counts());
            days.computeIfAbsent(entry.source(), source -> new TreeMap<>())
                    .computeIfAbsent(entry.delivery().toString(), day -> new Counts())
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
    List<Object> files() {
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
