package cx.warehouse.settings;

import cx.warehouse.conform.type.ReferenceData;
import cx.warehouse.conform.type.ReferenceDataException;
import cx.warehouse.files.Fault;
import cx.warehouse.files.FileStore;
import cx.warehouse.files.Landing;
import java.util.List;

/**
 * The reference files next to the drops: accounts, exchange rates, categories of traffic sources, map of campaigns.
 *
 * <p>The exchange rates may be absent: then there are no rates, and {@link #requireRates} refuses sources with amounts.
 * The map of campaigns may be absent, too: then no campaign is mapped.
 *
 * @param missingRates the place where fx_rates.csv was looked for and is not; null where it is there
 * @param digest digest of the texts of all files
 */
public record ReferenceFiles(
        ReferenceData references,
        List<ReferenceData.FxRate> fxRates,
        List<ReferenceData.SourceCategory> sourceCategories,
        List<ReferenceData.CampaignMapping> campaignMap,
        String missingRates,
        String digest) {

    private static final String RATES = "fx_rates.csv";
    private static final String CAMPAIGNS = "campaign_map.csv";

    /**
     * Reads the files of a folder.
     *
     * @throws Fault USAGE when the accounts or the categories are absent, or a file has a fault
     */
    public static ReferenceFiles read(FileStore place) {
        String accounts = text(place, "accounts.csv");
        boolean hasRates = place.exists(RATES);
        String rates = hasRates ? place.readText(RATES) : "";
        String categories = text(place, "source_categories.csv");
        boolean hasCampaigns = place.exists(CAMPAIGNS);
        String campaigns = hasCampaigns ? place.readText(CAMPAIGNS) : "";
        try {
            return new ReferenceFiles(
                    ReferenceData.accounts(place.uri("accounts.csv"), accounts),
                    hasRates ? ReferenceData.fxRates(place.uri(RATES), rates) : List.of(),
                    ReferenceData.sourceCategories(place.uri("source_categories.csv"), categories),
                    hasCampaigns ? ReferenceData.campaignMap(place.uri(CAMPAIGNS), campaigns) : List.of(),
                    hasRates ? null : place.uri(RATES),
                    Landing.digest(accounts + "\u0000" + rates + "\u0000" + categories + campaigns));
        } catch (ReferenceDataException e) {
            throw new Fault(Fault.Kind.USAGE, e.getMessage(), e);
        }
    }

    /**
     * Checks that there are exchange rates for the amounts of some sources.
     *
     * @param sources the sources whose files hold amounts
     * @throws Fault USAGE with the missing file and the sources
     */
    public void requireRates(List<String> sources) {
        if (missingRates != null && !sources.isEmpty()) {
            throw new Fault(
                    Fault.Kind.USAGE,
                    "Cannot find the reference file " + missingRates + ", and amounts of " + String.join(", ", sources)
                            + " need exchange rates; the setting `reference` (or CXW_REFERENCE) names the folder that"
                            + " holds it. If all amounts are in the reporting currency, a file with the header alone is"
                            + " enough: rate_date,base_currency,quote_currency,rate");
        }
    }

    private static String text(FileStore place, String name) {
        if (!place.exists(name)) {
            throw new Fault(
                    Fault.Kind.USAGE,
                    "Cannot find the reference file " + place.uri(name)
                            + "; the setting `reference` (or CXW_REFERENCE) names the folder that holds it.");
        }
        return place.readText(name);
    }
}
