package cx.warehouse.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cxw source}: what there is to do with source contracts. */
@Command(
        name = "source",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Works on source contracts: how a vendor's files are read.",
        subcommands = InferCommand.class)
final class SourceCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }
}
