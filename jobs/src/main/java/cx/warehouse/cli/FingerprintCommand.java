package cx.warehouse.cli;

import cx.warehouse.cli.option.WarehouseOptions;
import cx.warehouse.cli.show.JsonPrinter;
import cx.warehouse.contract.Declarations;
import cx.warehouse.contract.SpellingGuess;
import cx.warehouse.contract.TableContract;
import cx.warehouse.files.Fault;
import cx.warehouse.files.FileStore;
import cx.warehouse.ledger.Database;
import cx.warehouse.night.CurrentCustomers;
import cx.warehouse.settings.DeclarationFiles;
import cx.warehouse.settings.Settings;
import cx.warehouse.spark.CatalogProperties;
import cx.warehouse.spark.SparkEngine;
import cx.warehouse.tables.IcebergTables;
import cx.warehouse.tables.TableColumns;
import cx.warehouse.tables.TableFingerprint;
import cx.warehouse.tables.TableLayout;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs {@code cxw fingerprint}, which prints row count, hash and column sums of published tables. */
@Command(
        name = "fingerprint",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Prints the row count, a hash and the column sums of every published table, from the Iceberg tables.",
            "Two warehouses with the same rows print the same lines. The order of rows and columns, the layout of files and load_id do not count.",
            "Customer keys are current ones, so it does not count in which night a visitor was identified."
        })
final class FingerprintCommand implements Callable<Integer> {

    private static final String PUBLISHED = "mart.";

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            description = "A published table, such as fact_spend; may be repeated (default: all).")
    private List<String> names;

    @Option(names = "--json", description = "Print JSON: an object with one member per table.")
    private boolean isJson;

    @Mixin
    private WarehouseOptions places;

    @Override
    public Integer call() {
        Settings settings = places.settings();
        Declarations declarations = DeclarationFiles.read(settings.schemas());
        List<TableContract> contracts = contracts(declarations);
        TableContract customers = declarations.table("mart.dim_customer").orElseThrow();
        FileStore root = FileStore.at(settings.root(), settings.s3());
        Map<String, TableFingerprint> fingerprints = new LinkedHashMap<>();
        try (Database database = settings.database().open();
                SparkEngine engine =
                        SparkEngine.start(settings.spark(), CatalogProperties.jdbc(database, root, settings.s3()))) {
            TableLayout.warnOfElsewhere(database, root);
            for (TableContract contract : contracts) {
                fingerprints.put(contract.name(), TableFingerprint.of(rows(engine, contract, customers)));
            }
        }
        if (isJson) {
            JsonPrinter.print(fingerprints);
        } else {
            fingerprints.forEach((table, fingerprint) -> System.out.println(table + " " + fingerprint.text()));
        }
        return 0;
    }

    /**
     * The contracts of the tables on the command line, or of all published tables when none is given, sorted by name.
     *
     * @throws Fault USAGE with every name that is not a published table
     */
    private List<TableContract> contracts(Declarations declarations) {
        List<TableContract> published = declarations.tables().stream()
                .filter(table -> table.table().startsWith(PUBLISHED))
                .sorted(Comparator.comparing(TableContract::name))
                .toList();
        if (names == null) {
            return published;
        }
        List<String> wanted = names.stream()
                .map(name -> name.startsWith(PUBLISHED) ? name.substring(PUBLISHED.length()) : name)
                .toList();
        List<String> known = published.stream().map(TableContract::name).toList();
        String problems = wanted.stream()
                .filter(name -> !known.contains(name))
                .map(name -> "  " + name + ": no such published table" + SpellingGuess.hint(name, known) + "\n")
                .collect(Collectors.joining());
        if (!problems.isEmpty()) {
            throw new Fault(
                    Fault.Kind.USAGE,
                    "Cannot fingerprint:\n" + problems + "The published tables are " + String.join(", ", known) + ".");
        }
        return published.stream().filter(table -> wanted.contains(table.name())).toList();
    }

    /** The published rows of a table with current customer keys; no rows while the table does not exist. */
    private static Dataset<Row> rows(SparkEngine engine, TableContract contract, TableContract customers) {
        return CurrentCustomers.rows(contract.table(), rows(engine, contract), rows(engine, customers));
    }

    private static Dataset<Row> rows(SparkEngine engine, TableContract contract) {
        IcebergTables tables = new IcebergTables(engine);
        if (tables.exists(contract.table())) {
            return tables.read(contract.table());
        }
        return engine.session().createDataFrame(List.of(), TableColumns.schema(contract));
    }
}
