package cx.warehouse.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Groups the commands about source contracts under {@code cxw source}. */
@Command(
        name = "source",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Works on source contracts, which describe how a vendor's files are read.",
        subcommands = InferCommand.class)
final class SourceCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }
}
