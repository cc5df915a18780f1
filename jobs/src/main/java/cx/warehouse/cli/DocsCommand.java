package cx.warehouse.cli;

import cx.warehouse.cli.option.WarehouseOptions;
import cx.warehouse.cli.show.JsonPrinter;
import cx.warehouse.files.Fault;
import cx.warehouse.files.FileStore;
import cx.warehouse.report.DataDocs;
import cx.warehouse.settings.DeclarationFiles;
import cx.warehouse.settings.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs {@code cxw docs}, which writes the expectations and results of every table as web pages. */
@Command(
        name = "docs",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Writes a site of static pages from all validation results: the expectations of every table, their results, and the history of the runs.",
            "Every night updates the site by itself; this command rewrites it, here or elsewhere. It opens in any browser, without a network."
        })
final class DocsCommand implements Callable<Integer> {

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description =
                    "Where to write: a folder, or s3a://bucket/prefix (default: reports/quality of the warehouse).")
    private String output;

    @Option(names = "--json", description = "Print what was written as JSON, and nothing else, on standard output.")
    private boolean isJson;

    @Mixin
    private WarehouseOptions places;

    @Override
    public Integer call() {
        Settings settings = places.settings();
        FileStore root = FileStore.at(settings.root(), settings.s3());
        FileStore site = output == null ? root.folder(DataDocs.PLACE) : FileStore.at(output, settings.s3());
        if (root.list("validations").isEmpty()) {
            throw new Fault(
                    Fault.Kind.NOT_READY,
                    "Nothing was checked yet below " + root.uri("validations")
                            + ": run a night first. Is --root right?");
        }
        DataDocs.SiteSummary written = DataDocs.of(
                        root,
                        site,
                        DeclarationFiles.read(settings.schemas()),
                        settings.limits().docs().keepRuns())
                .rebuild();
        written.unreadable().forEach(why -> System.err.println("Left out: " + why));
        if (isJson) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("index", written.index());
            json.put("tables", written.tables());
            json.put("pages", written.pages());
            json.put("unreadable", written.unreadable());
            JsonPrinter.printLine(json);
        } else {
            System.out.println(written.index());
        }
        return 0;
    }
}
