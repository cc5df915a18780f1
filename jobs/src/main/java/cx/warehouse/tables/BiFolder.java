package cx.warehouse.tables;

import cx.warehouse.files.Fault;
import cx.warehouse.files.FileStore;
import cx.warehouse.files.LocalFileStore;
import cx.warehouse.files.S3FileStore;
import cx.warehouse.files.S3Location;
import cx.warehouse.spark.Tuning;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The Parquet folders for tools that open only folders: {@code bi/<table>/day=D/*.parquet}. No table has a column
 * {@code day}, so readers that make a column of the folder's name meet no other of that name. Each publish makes a
 * version folder that holds every table, then switches to it in one step, so that facts and dimensions change together.
 * On a local disk each version is a new folder of links. On S3, where a link is a copy, the oldest version becomes the
 * new one: only the files that it lacks are copied.
 */
public final class BiFolder {

    private static final String VERSIONS = "bi-versions";
    private static final String POINTER = "bi/CURRENT";

    /**
     * The folder's value for rows without a day. Hive has a word of its own for it, but beside folders of days pandas 3
     * cannot read it. With this one pandas, pyarrow, polars and DuckDB read the days as text.
     */
    private static final String NO_DAY = "none";

    private final FileStore root;
    private final int keep;

    /**
     * Keeps the newest {@code keep} versions and removes older ones. A local reader that resolved the link keeps the
     * files that it has open.
     */
    public BiFolder(FileStore root, int keep) {
        this.root = root;
        this.keep = keep;
    }

    /**
     * Makes these files the current version. A version that exists already is written again and becomes current again.
     *
     * @param version name of the version folder on a local disk
     * @param tables the data files of every table, by name of the table
     */
    public void publish(String version, Map<String, List<IcebergTables.TableFile>> tables) {
        if (root instanceof S3FileStore) {
            String folder = nextFolder();
            renew((S3FileStore) root.folder(folder), tables);
            root.writeText(POINTER, folder + "\n");
            removeOthers(folder);
            return;
        }
        root.delete(VERSIONS + "/" + version);
        link(version, tables);
        List<String> versions = root.folders(VERSIONS);
        for (String old : versions.subList(0, Math.max(0, versions.size() - keep))) {
            if (!old.equals(version)) {
                root.delete(VERSIONS + "/" + old);
            }
        }
    }

    /**
     * Removes {@code bi} where it points to no version. A copy may have turned the link into a folder, or it comes from
     * another kind of store.
     */
    public static void removeBrokenPointer(FileStore root) {
        if (current(root) == null) {
            root.delete("bi");
        }
    }

    /** The folder of the current version, or null before the first publish. */
    public static String current(FileStore root) {
        if (root instanceof LocalFileStore) {
            Path link = Path.of(root.uri("bi"));
            try {
                return Files.isSymbolicLink(link) ? link.toRealPath().toString() : null;
            } catch (IOException e) {
                throw failure("resolve", link, e);
            }
        }
        return root.exists(POINTER) ? root.uri(root.readText(POINTER).trim()) : null;
    }

    private void link(String version, Map<String, List<IcebergTables.TableFile>> tables) {
        Path folder = Path.of(root.uri(VERSIONS), version);
        Path link = Path.of(root.uri("bi"));
        Path next = Path.of(root.uri(".bi-next"));
        try {
            for (Map.Entry<String, List<IcebergTables.TableFile>> table : tables.entrySet()) {
                Path top = Files.createDirectories(folder.resolve(table.getKey()));
                for (IcebergTables.TableFile file : table.getValue()) {
                    Path place = top.resolve(pathInTable(file));
                    Files.createDirectories(place.getParent());
                    Files.createLink(place, localPath(file.location()));
                }
            }
            Files.deleteIfExists(next);
            Files.createSymbolicLink(next, Path.of(VERSIONS, version));
            Files.move(next, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failure("publish", folder, e);
        }
    }

    /** The folder of the oldest version on S3: folders have the numbers 1, 2, 3 and so on, and follow in a circle. */
    private String nextFolder() {
        String now = root.exists(POINTER) ? root.readText(POINTER).trim() : "";
        String number = now.substring(now.lastIndexOf('/') + 1);
        return VERSIONS + "/" + (number.matches("\\d{1,6}") ? Integer.parseInt(number) % folders() + 1 : 1);
    }

    /** The number of folders on S3; readers of the current version need one that is not changed. */
    private int folders() {
        return Math.max(2, keep);
    }

    /** Makes a folder hold these files alone. Files have unique names and never change, so those there stay. */
    private static void renew(S3FileStore target, Map<String, List<IcebergTables.TableFile>> tables) {
        Map<String, String> wanted = new TreeMap<>();
        tables.forEach(
                (table, files) -> files.forEach(file -> wanted.put(table + "/" + pathInTable(file), file.location())));
        List<Runnable> removals = new ArrayList<>();
        for (FileStore.Entry there : target.list("")) {
            if (wanted.remove(there.path()) == null) {
                removals.add(() -> target.delete(there.path()));
            }
        }
        // first, because a reader who still has this folder open must not see rows twice
        runAll(removals, target);
        List<Runnable> copies = new ArrayList<>();
        wanted.forEach((path, location) -> copies.add(() -> target.copyFrom(S3Location.of(location), path)));
        runAll(copies, target);
    }

    private static void runAll(List<Runnable> changes, S3FileStore target) {
        ExecutorService pool = Executors.newFixedThreadPool(Tuning.STORE_COPIES);
        try {
            List<Future<?>> running =
                    changes.stream().<Future<?>>map(pool::submit).toList();
            for (Future<?> change : running) {
                change.get();
            }
        } catch (ExecutionException e) {
            throw new Fault(
                    Fault.Kind.INFRASTRUCTURE, "Cannot publish to " + target.location() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Fault(Fault.Kind.INFRASTRUCTURE, "Interrupted while publishing to " + target.location(), e);
        } finally {
            pool.shutdownNow();
        }
    }

    /** Removes folders of an earlier release, and those above a smaller {@code bi.keep-versions}. */
    private void removeOthers(String current) {
        Set<String> kept =
                IntStream.rangeClosed(1, folders()).mapToObj(Integer::toString).collect(Collectors.toSet());
        root.folders(VERSIONS).stream()
                .filter(name -> !kept.contains(name) && !current.endsWith("/" + name))
                .forEach(name -> root.delete(VERSIONS + "/" + name));
    }

    /**
     * The path of a file below its table's folder. Only the first partition column, the day, becomes a folder, even
     * where the table has more of them. Rows without a day lie in the folder {@code day=none}. Names do not collide,
     * because Iceberg gives every file of a table a unique name.
     */
    private static String pathInTable(IcebergTables.TableFile file) {
        String name = file.location().substring(file.location().lastIndexOf('/') + 1);
        if (file.partition().isEmpty()) {
            return name;
        }
        String day = file.partition().split("/", 2)[0].replaceFirst("^[^=]*=", "");
        return "day=" + (day.equals("null") ? NO_DAY : day) + "/" + name;
    }

    private static Path localPath(String location) {
        return location.startsWith("file:") ? Path.of(URI.create(location).getPath()) : Path.of(location);
    }

    private static Fault failure(String what, Path where, IOException e) {
        return new Fault(Fault.Kind.INFRASTRUCTURE, "Cannot " + what + " " + where + ": " + e.getMessage(), e);
    }
}
