package cx.warehouse.cli.option;

import cx.warehouse.files.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a command was told to write. */
public final class OutputFile {

    private OutputFile() {}

    /**
     * Refuses to write over a file.
     *
     * @throws Fault USAGE when it is there
     */
    public static void refuseToReplace(Path output) {
        if (Files.exists(output)) {
            throw new Fault(
                    Fault.Kind.USAGE, "Cannot write " + output + ": it is there already; --force writes over it.");
        }
    }

    /** Writes the text, and the folder that it is in when there is none. */
    public static void write(Path output, String text) {
        write(output, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes the bytes, and the folder that they are in when there is none. */
    public static void write(Path output, byte[] bytes) {
        try {
            Files.createDirectories(output.toAbsolutePath().getParent());
            Files.write(output, bytes);
        } catch (IOException e) {
            throw new Fault(Fault.Kind.INFRASTRUCTURE, "Cannot write " + output + ": " + e.getMessage(), e);
        }
    }
}
