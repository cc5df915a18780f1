package cx.warehouse.cli;

import cx.warehouse.authoring.CampaignMatch;
import cx.warehouse.cli.option.WarehouseOptions;
import cx.warehouse.cli.show.JsonPrinter;
import cx.warehouse.files.Fault;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Groups the commands about campaigns under {@code cxw campaigns}. */
@Command(
        name = "campaigns",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Brings the campaigns of visits and the billed campaigns together.",
        footerHeading = "%nExample:%n",
        footer = "  cxw campaigns suggest > reference/campaign_map.csv")
final class CampaignsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }

    @Command(
            name = "suggest",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Suggests the reference file campaign_map.csv: for each campaign that only visits name, the billed campaign whose name is equal but for capitals, blanks and signs, or near (Jaro-Winkler similarity of 0.9 or more).",
                "Read the lines and delete those that you doubt, then save them beside accounts.csv. The next night shows visits, revenue and cost of a mapped campaign under the billed name in mart_attribution."
            })
    int suggest(
            @Mixin WarehouseOptions places,
            @Option(names = "--json", description = "Print JSON, with the similarity of each pair.") boolean isJson)
            throws IOException {
        List<String> ofVisits = new ArrayList<>();
        List<String> billed = new ArrayList<>();
        String query = "select campaign_name, platform is null from dim_campaign where campaign_name is not null";
        try (DuckDbQueries analyst = DuckDbQueries.open(places.settings(), query);
                Statement statement = analyst.connection().createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                (rows.getBoolean(2) ? ofVisits : billed).add(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new Fault(Fault.Kind.INFRASTRUCTURE, "Cannot read the campaigns: " + e.getMessage(), e);
        }
        List<CampaignMatch> matches = CampaignMatch.suggest(ofVisits, billed);
        if (isJson) {
            JsonPrinter.print(matches);
        } else {
            printCsv(matches);
        }
        return 0;
    }

    private static void printCsv(List<CampaignMatch> matches) throws IOException {
        CsvWriter csv = CsvWriter.builder().build(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
        csv.writeRecord("visit_campaign", "billed_campaign");
        matches.forEach(match -> csv.writeRecord(match.visitCampaign(), match.billedCampaign()));
        csv.flush();
    }
}
