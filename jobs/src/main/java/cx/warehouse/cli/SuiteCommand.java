package cx.warehouse.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Groups the commands about expectation suites under {@code cxw suite}. */
@Command(
        name = "suite",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Works on Great Expectations suites.",
        subcommands = SuggestCommand.class)
final class SuiteCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }
}
