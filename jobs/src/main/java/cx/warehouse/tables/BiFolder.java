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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The Parquet folders for tools that open only folders: {@code bi/<table>/<day column>=D/*.parquet}. Each publish makes
 * a new version folder that holds every table, then switches to it in one step, so that facts and dimensions change
 * together.
 */
public final class BiFolder {

    private static final String VERSIONS = "bi-versions";
    private static final String POINTER = "bi/CURRENT";

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
     * @param version name of the version folder
     * @param tables the data files of every table, by name of the table
     */
    public void publish(String version, Map<String, List<IcebergTables.TableFile>> tables) {
        root.delete(VERSIONS + "/" + version);
        if (root instanceof LocalFileStore) {
            link(version, tables);
        } else {
            copy(version, tables);
        }
        List<String> versions = root.folders(VERSIONS);
        for (String old : versions.subList(0, Math.max(0, versions.size() - keep))) {
            if (!old.equals(version)) {
                root.delete(VERSIONS + "/" + old);
            }
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

    private void copy(String version, Map<String, List<IcebergTables.TableFile>> tables) {
        S3FileStore target = (S3FileStore) root.folder(VERSIONS + "/" + version);
        ExecutorService copies = Executors.newFixedThreadPool(Tuning.STORE_COPIES);
        try {
            List<Future<?>> running = tables.entrySet().stream()
                    .flatMap(table -> table.getValue().stream()
                            .<Future<?>>map(file -> copies.submit(() -> target.copyFrom(
                                    S3Location.of(file.location()), table.getKey() + "/" + pathInTable(file)))))
                    .toList();
            for (Future<?> copy : running) {
                copy.get();
            }
        } catch (ExecutionException e) {
            throw new Fault(
                    Fault.Kind.INFRASTRUCTURE, "Cannot publish to " + target.location() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Fault(Fault.Kind.INFRASTRUCTURE, "Interrupted while publishing to " + target.location(), e);
        } finally {
            copies.shutdownNow();
        }
        root.writeText(POINTER, VERSIONS + "/" + version + "\n");
    }

    /**
     * The path of a file below its table's folder. Only the first partition column, the day, becomes a folder, even
     * where the table has more of them. Names do not collide, because Iceberg gives every file of a table a unique
     * name.
     */
    private static String pathInTable(IcebergTables.TableFile file) {
        String name = file.location().substring(file.location().lastIndexOf('/') + 1);
        return file.partition().isEmpty() ? name : file.partition().split("/", 2)[0] + "/" + name;
    }

    private static Path localPath(String location) {
        return location.startsWith("file:") ? Path.of(URI.create(location).getPath()) : Path.of(location);
    }

    private static Fault failure(String what, Path where, IOException e) {
        return new Fault(Fault.Kind.INFRASTRUCTURE, "Cannot " + what + " " + where + ": " + e.getMessage(), e);
    }
}
