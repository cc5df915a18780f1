package cx.warehouse.cli;

import cx.warehouse.cli.option.WarehouseOptions;
import cx.warehouse.night.Warehouse;
import cx.warehouse.night.WarehouseRelocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs {@code cxw relocate}, which makes a copied or moved warehouse whole at its new place. */
@Command(
        name = "relocate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Makes a copied or moved warehouse whole at its new place, which --root names.",
            "Copy or move the whole folder first, with its database. The paths in the catalog and in the metadata of the"
                    + " tables are absolute; this command rewrites them. No row and no data file changes.",
            "It never reads or writes the old place. It is safe to run again, also after it was killed."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  mv /data/cx /disk2/cx && cxw relocate --root /disk2/cx"})
final class RelocateCommand implements Callable<Integer> {

    @Mixin
    private WarehouseOptions places;

    @Override
    public Integer call() {
        try (Warehouse warehouse = WarehouseOptions.openMovedWarehouse(places.settings())) {
            String here = warehouse.root().location();
            WarehouseRelocation.oldPlace(warehouse)
                    .ifPresent(old -> System.err.println("The tables of " + here + " point to " + old
                            + ". Their metadata and the catalog are rewritten; " + old + " is not read."));
            int tables = WarehouseRelocation.run(warehouse);
            System.out.println(
                    tables == 0
                            ? "Nothing to relocate: the tables of " + here + " are in place."
                            : String.format("Relocated %,d tables to %s.", tables, here));
        }
        return 0;
    }
}
