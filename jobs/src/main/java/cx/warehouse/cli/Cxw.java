package cx.warehouse.cli;

import cx.warehouse.bench.BenchCommand;
import cx.warehouse.bench.ProcessCost;
import cx.warehouse.bench.duckdb.DuckDbNightCommand;
import cx.warehouse.cli.show.ProgressDisplay;
import cx.warehouse.files.Fault;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.TimeZone;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The {@code cxw} command, which runs all subcommands. */
@Command(
        name = "cxw",
        versionProvider = Cxw.Version.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "A nightly customer-experience warehouse: vendor exports in, one checked fact table out.",
        footerHeading = "%nFirst steps:%n",
        footer = {
            "  cxw demo                       make a sample, run its nights, show what to try next",
            "  cxw nightly --date 2026-03-14  run the night of one delivery date",
            "  cxw sql \"select * from mart_channel_day limit 5\"",
            "",
            "Exit codes: 0 published, or nothing new; 1 unexpected fault; 2 usage, settings",
            "or declarations; 3 refused by the checks; 4 input not ready; 5 another run",
            "holds the warehouse; 6 infrastructure; 143 stopped.",
            "A scheduler retries 1, 4, 5 and 6, and gives up at once on 2 and 3."
        },
        subcommands = {
            DemoCommand.class,
            NightlyCommand.class,
            BackfillCommand.class,
            RestateCommand.class,
            CompactCommand.class,
            GcCommand.class,
            RelocateCommand.class,
            StatusCommand.class,
            SqlCommand.class,
            FingerprintCommand.class,
            QuarantineCommand.class,
            CampaignsCommand.class,
            DocsCommand.class,
            DictionaryCommand.class,
            CheckCommand.class,
            ValidateCommand.class,
            CheckpointCommand.class,
            SourceCommand.class,
            SuiteCommand.class,
            SampleCommand.class,
            BenchCommand.class,
            DuckDbNightCommand.class,
            HelpCommand.class
        })
public final class Cxw implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private static volatile boolean isOver;

    private Cxw() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Runtime.getRuntime().addShutdownHook(new Thread(Cxw::sayStopped, "stopped"));
        int code = run(arguments);
        ProcessCost.writeIfAsked();
        isOver = true;
        System.out.flush();
        System.err.flush();
        System.exit(code);
    }

    /** Runs one command and returns its exit code. */
    public static int run(String... arguments) {
        Locale.setDefault(Locale.ROOT);
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        return new CommandLine(new Cxw())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((thrown, command, parsed) -> reportFailure(thrown))
                .execute(arguments);
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }

    /**
     * Prints a message when the process is asked to stop. Later output is dropped: it only reports failures because
     * Spark is gone.
     */
    private static void sayStopped() {
        if (!isOver) {
            PrintStream out = System.err;
            PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
            System.setErr(nowhere);
            System.setOut(nowhere);
            if (ProgressDisplay.isTerminal()) {
                out.println(); // below the live line, which stays
            }
            out.println("cxw: stopped. Nothing half done is visible; the same command goes on where this one stopped.");
        }
    }

    private static int reportFailure(Throwable thrown) {
        Fault fault = Fault.of(thrown);
        if (fault != null) {
            System.err.println("cxw: " + fault.getMessage());
            LoggerFactory.getLogger(Cxw.class).warn("ended by a fault", thrown);
            return fault.kind().exitCode();
        }
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        System.err.println("cxw: an unexpected fault, please report it with these lines:\n" + trace);
        return Fault.Kind.BUG.exitCode();
    }

    /** The version of the packaged build. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String built = Cxw.class.getPackage().getImplementationVersion();
            return new String[] {"cxw " + (built == null ? "(not packaged)" : built)};
        }
    }
}
