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

/** The {@code cxw} command as a person types it, in this process with the Spark of all tests: a JVM less to wait for. */
public final class CxwShell {

    /** How a command ended, and what it said on standard output and on standard error. */
    public record CommandOutput(int exitCode, String out, String err) {

        /** What stands on standard output as JSON; a command that says anything else there is an error. */
        public JsonNode json() {
            try {
                return new ObjectMapper().readTree(out);
            } catch (IOException e) {
                throw new AssertionError("no JSON: " + out + err, e);
            }
        }

        /** All of it, to be shown beside an assertion that fails. */
        public String all() {
            return out + err;
        }
    }

    private CxwShell() {}

    /** Runs one command. */
    public static CommandOutput run(String... arguments) {
        return runWithInput("", arguments);
    }

    /** Runs one command that finds a text on standard input. */
    public static CommandOutput runWithInput(String input, String... arguments) {
        Nights.keepSpark();
        return captureOutput(input, () -> Cxw.run(arguments));
    }

    /** Runs anything that ends with an exit code, and hears what it says. */
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
            // a command sends what is logged to its warehouse; what other tests log is none of its business
            Configurator.reconfigure();
        }
    }
}
