package cx.warehouse.cli;

import cx.warehouse.storage.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a command was told to write. */
final class OutputFile {

    private OutputFile() {}

    /** Writes the text, and the folder that it is in when there is none. */
    static void write(Path output, String text) {
        try {
            Files.createDirectories(output.toAbsolutePath().getParent());
            Files.writeString(output, text);
        } catch (IOException e) {
            throw new Fault(Fault.Kind.INFRASTRUCTURE, "Cannot write " + output + ": " + e.getMessage(), e);
        }
    }
}
