package cx.warehouse.testing;

import cx.warehouse.files.FileStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Copies and changes files in the folder of a test. */
public final class Folders {

    private Folders() {}

    /** Copies all files below a folder. */
    public static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Copies the files below a folder of one store to the same paths of another. */
    public static void bring(FileStore from, String folder, FileStore to) {
        for (FileStore.Entry entry : from.list(folder)) {
            try (InputStream in = from.open(entry)) {
                to.write(entry.path(), in::transferTo);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Changes the text of a file. It fails when the text stays the same. */
    public static void change(Path file, UnaryOperator<String> change) {
        try {
            String before = Files.readString(file);
            String after = change.apply(before);
            if (after.equals(before)) {
                throw new AssertionError("nothing to change in " + file);
            }
            Files.writeString(file, after);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
