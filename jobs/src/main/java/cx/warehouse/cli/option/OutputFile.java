package cx.warehouse.cli.option;

import cx.warehouse.files.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the output files of commands. */
public final class OutputFile {

    private OutputFile() {}

    /**
     * Refuses to overwrite a file.
     *
     * @throws Fault USAGE when the file exists
     */
    public static void refuseToReplace(Path output) {
        if (Files.exists(output)) {
            throw new Fault(Fault.Kind.USAGE, "Cannot write " + output + ": it already exists; --force overwrites it.");
        }
    }

    /** Writes the text, and creates missing parent folders. */
    public static void write(Path output, String text) {
        write(output, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes the bytes, and creates missing parent folders. */
    public static void write(Path output, byte[] bytes) {
        try {
            Files.createDirectories(output.toAbsolutePath().getParent());
            Files.write(output, bytes);
        } catch (IOException e) {
            throw new Fault(Fault.Kind.INFRASTRUCTURE, "Cannot write " + output + ": " + e.getMessage(), e);
        }
    }
}
