package cx.warehouse.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import cx.warehouse.cli.Cxw;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;
import org.apache.logging.log4j.core.config.Configurator;

/**
 * The {@code cxw} command as a person types it. It runs in this process and uses the Spark of all tests, so that no
 * second JVM has to start.
 */
public final class CxwShell {

    /** The result of a command, with its standard output and its standard error. */
    public record CommandOutput(int exitCode, String out, String err) {

        /** Standard output as JSON. It fails when the command printed anything else there. */
        public JsonNode json() {
            try {
                return new ObjectMapper().readTree(out);
            } catch (IOException e) {
                throw new AssertionError("no JSON: " + out + err, e);
            }
        }

        /** Exit code and both outputs, for the message of a failed assertion. */
        public String all() {
            return out + err;
        }
    }

    private CxwShell() {}

    /** Runs one command. */
    public static CommandOutput run(String... arguments) {
        return runWithInput("", arguments);
    }

    /** Runs one command with a text on standard input. */
    public static CommandOutput runWithInput(String input, String... arguments) {
        Nights.keepSpark();
        return captureOutput(input, () -> Cxw.run(arguments));
    }

    /** Runs any code that returns an exit code, and captures its output. */
    public static synchronized CommandOutput captureOutput(String input, IntSupplier command) {
        InputStream in = System.in;
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        ByteArrayOutputStream warned = new ByteArrayOutputStream();
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(warned, true, StandardCharsets.UTF_8));
        try {
            int code = command.getAsInt();
            System.out.flush();
            return new CommandOutput(
                    code, said.toString(StandardCharsets.UTF_8), warned.toString(StandardCharsets.UTF_8));
        } finally {
            System.setIn(in);
            System.setOut(out);
            System.setErr(err);
            // a command redirects logging to its warehouse, so the logging of other tests is restored here
            Configurator.reconfigure();
        }
    }
}
