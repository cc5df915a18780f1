package cx.warehouse.cli;

import cx.warehouse.checks.TableSuites;
import cx.warehouse.cli.option.WarehouseOptions;
import cx.warehouse.files.FileStore;
import cx.warehouse.report.dictionary.DataDictionary;
import cx.warehouse.report.dictionary.DictionaryPages;
import cx.warehouse.settings.DeclarationFiles;
import cx.warehouse.settings.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs {@code cxw dictionary}, which writes the meaning of every table and column. */
@Command(
        name = "dictionary",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Writes the data dictionary: the grain of every published table, and of each column the meaning, unit, vendors' columns, personal data and checks.",
            "It comes from the declarations, your own included. `cxw sql` has the same meanings as table `data_dictionary`."
        })
final class DictionaryCommand implements Callable<Integer> {

    /** A form of the dictionary. */
    enum Form {
        HTML,
        MARKDOWN
    }

    @Option(
            names = "--format",
            paramLabel = "FORM",
            defaultValue = "markdown",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Form form;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description =
                    "Write dictionary.html and dictionary.md there: a folder, or s3a://bucket/prefix (default: print it).")
    private String output;

    @Mixin
    private WarehouseOptions places;

    @Override
    public Integer call() {
        Settings settings = places.settings();
        DataDictionary dictionary = DataDictionary.of(
                DeclarationFiles.read(settings.schemas()), TableSuites.descriptions(settings.schemas()));
        if (output == null) {
            System.out.print(
                    form == Form.HTML ? DictionaryPages.html(dictionary) : DictionaryPages.markdown(dictionary));
            return 0;
        }
        FileStore site = FileStore.at(output, settings.s3());
        site.writeText("dictionary.html", DictionaryPages.html(dictionary));
        site.writeText("dictionary.md", DictionaryPages.markdown(dictionary));
        System.out.println(site.uri("dictionary.html"));
        return 0;
    }
}
