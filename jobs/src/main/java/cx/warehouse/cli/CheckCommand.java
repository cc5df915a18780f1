package cx.warehouse.cli;

import cx.warehouse.batch.Warehouse;
import cx.warehouse.contract.Declarations;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cxw check}: are all declarations right? */
@Command(name = "check", mixinStandardHelpOptions = true, description = "Checks all declarations.")
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private Places places;

    @Override
    public Integer call() {
        Declarations declarations = Warehouse.declarations(Path.of(places.settings().schemas()));
        System.out.println(declarations.sources().size() + " sources, " + declarations.tables().size() + " tables");
        return 0;
    }
}
