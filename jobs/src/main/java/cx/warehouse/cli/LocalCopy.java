package cx.warehouse.cli;

import cx.warehouse.files.Fault;
import cx.warehouse.files.FileStore;
import cx.warehouse.files.Landing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * A local copy of the parts of an S3 warehouse that queries read. Files that are already here are not fetched again.
 */
final class LocalCopy {

    private static final int FETCHES_AT_ONCE = 16;

    private static final String PART = ".part";

    private final FileStore root;
    private final Path cache;

    LocalCopy(FileStore root, Path cache) {
        this.root = root;
        this.cache = cache;
    }

    /** The copy of one warehouse in the user's cache folder. */
    static LocalCopy of(FileStore root) {
        Path caches = Path.of(System.getProperty("user.home"), ".cache", "cx-warehouse");
        return new LocalCopy(root, caches.resolve(Landing.digest(root.location())));
    }

    /**
     * Copies one version of the bi folder and returns its local path. A file never changes, and most are in another
     * version under the same name; those are linked. Files that the version no longer has are removed. One other
     * version is kept for commands that still read it.
     */
    Path copyVersion(String folder) {
        Path here = cache.resolve(folder);
        List<Path> others = new ArrayList<>(pathsBelow(here.getParent(), 1));
        others.remove(here);
        Set<Path> current = ConcurrentHashMap.newKeySet();
        fetch(folder, entry -> {
            String name = entry.path().substring(folder.length() + 1);
            Path file = here.resolve(name);
            current.add(file);
            if (!isCopy(file, entry)) {
                Files.createDirectories(file.getParent());
                for (Path other : others) {
                    if (isCopy(other.resolve(name), entry)) {
                        link(file, other.resolve(name));
                        return;
                    }
                }
                download(entry, file);
            }
        });
        deleteOthers(here, current);
        others.stream().sorted(Comparator.reverseOrder()).skip(1).forEach(LocalCopy::delete);
        return here;
    }

    /**
     * Copies a folder whose files may change or disappear, and returns its local path. The name of each copy contains a
     * digest of the file's S3 tag.
     */
    Path copyLines(String folder) {
        Path here = cache.resolve(folder);
        Set<Path> current = ConcurrentHashMap.newKeySet();
        fetch(folder, entry -> {
            String name = entry.path().substring(folder.length() + 1);
            String tagged = name.replaceFirst("(\\.[^./]*)?$", "." + Landing.digest(entry.tag()) + "$1");
            Path file = here.resolve(tagged);
            current.add(file);
            if (!isCopy(file, entry)) {
                Files.createDirectories(file.getParent());
                download(entry, file);
            }
        });
        deleteOthers(here, current);
        return here;
    }

    private static void deleteOthers(Path here, Set<Path> current) {
        pathsBelow(here, Integer.MAX_VALUE).stream()
                .filter(file -> Files.isRegularFile(file)
                        && !current.contains(file)
                        && !file.toString().endsWith(PART)) // of another command, still downloading
                .forEach(LocalCopy::delete);
    }

    private interface FileFetcher {
        void fetchFile(FileStore.Entry entry) throws IOException;
    }

    private void fetch(String folder, FileFetcher bring) {
        ExecutorService pool = Executors.newFixedThreadPool(FETCHES_AT_ONCE);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (FileStore.Entry entry : root.list(folder)) {
                running.add(pool.submit(() -> {
                    bring.fetchFile(entry);
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new Fault(
                    Fault.Kind.INFRASTRUCTURE,
                    "Cannot fetch " + root.uri(folder) + ": " + e.getCause().getMessage(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Fault(Fault.Kind.INFRASTRUCTURE, "Interrupted while fetching " + root.uri(folder), e);
        } finally {
            pool.shutdownNow();
        }
    }

    private void download(FileStore.Entry entry, Path file) throws IOException {
        Path part = Files.createTempFile(file.getParent(), ".", PART);
        try (InputStream in = root.open(entry)) {
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void link(Path file, Path there) throws IOException {
        try {
            Files.createLink(file, there);
        } catch (FileAlreadyExistsException e) {
            // another command was faster
            return;
        }
    }

    private static boolean isCopy(Path file, FileStore.Entry entry) throws IOException {
        return Files.exists(file) && Files.size(file) == entry.bytes();
    }

    private static List<Path> pathsBelow(Path folder, int depth) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(folder, depth)) {
            return found.filter(path -> !path.equals(folder)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path top) {
        try (Stream<Path> found = Files.walk(top)) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new Fault(Fault.Kind.INFRASTRUCTURE, "Cannot clear " + top + ": " + e.getMessage(), e);
        }
    }
}
