package cx.warehouse.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A file store in a folder of a local disk. The tag of a file is its time of modification. */
public final class LocalFileStore implements FileStore {

    private final String base;

    LocalFileStore(String location) {
        String folder = location.startsWith("file:") ? location.replaceFirst("^file:(//)?", "") : location;
        this.base = Path.of(folder).toAbsolutePath().normalize().toString();
    }

    @Override
    public String location() {
        return base;
    }

    @Override
    public String uri(String path) {
        return file(path).toString();
    }

    @Override
    public FileStore folder(String folder) {
        return new LocalFileStore(file(folder).toString());
    }

    @Override
    public List<Entry> list(String folder) {
        Path top = file(folder);
        try (Stream<Path> walk = Files.walk(top)) {
            return walk.filter(Files::isRegularFile)
                    .map(this::entry)
                    .sorted(Comparator.comparing(Entry::path))
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException | UncheckedIOException e) {
            throw failure("list", top, e);
        }
    }

    @Override
    public List<String> folders(String folder) {
        Path top = file(folder);
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(top, Files::isDirectory)) {
            children.forEach(child -> names.add(child.getFileName().toString()));
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw failure("list", top, e);
        }
        names.sort(Comparator.naturalOrder());
        return names;
    }

    @Override
    public boolean exists(String path) {
        return Files.isRegularFile(file(path));
    }

    @Override
    public InputStream open(Entry entry) throws IOException {
        return Files.newInputStream(file(entry.path()));
    }

    @Override
    public void write(String path, Content content) {
        Path target = file(path);
        Path part = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            Files.createDirectories(target.getParent());
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
                content.writeTo(out);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failure("write", target, e);
        } finally {
            part.toFile().delete(); // gone already where the file was moved
        }
    }

    @Override
    public void delete(String path) {
        Path top = file(path);
        try (Stream<Path> walk = Files.walk(top)) {
            for (Path found : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(found);
            }
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            throw failure("delete", top, e);
        }
    }

    private Path file(String path) {
        Path found = Path.of(base, path).normalize();
        if (!found.startsWith(base)) {
            throw new Fault(Fault.Kind.USAGE, "Cannot use the path " + path + ": it leads out of " + base);
        }
        return found;
    }

    private Entry entry(Path file) {
        try {
            String path = Path.of(base).relativize(file).toString().replace('\\', '/');
            FileTime changed = Files.getLastModifiedTime(file);
            return new Entry(path, Files.size(file), Long.toString(changed.toMillis()), changed.toInstant());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Fault failure(String what, Path where, Exception e) {
        return new Fault(
                Fault.Kind.INFRASTRUCTURE,
                "Cannot " + what + " " + where + ": " + e.getClass().getSimpleName() + " " + e.getMessage(),
                e);
    }
}
