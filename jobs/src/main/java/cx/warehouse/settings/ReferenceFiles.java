package cx.warehouse.settings;

import cx.warehouse.conform.type.ReferenceData;
import cx.warehouse.conform.type.ReferenceDataException;
import cx.warehouse.files.Fault;
import cx.warehouse.files.FileStore;
import cx.warehouse.files.Landing;
import java.util.List;

/**
 * The reference files next to the drops: accounts, exchange rates, categories of traffic sources.
 *
 * @param digest digest of the texts of all three files
 */
public record ReferenceFiles(
        ReferenceData references,
        List<ReferenceData.FxRate> fxRates,
        List<ReferenceData.SourceCategory> sourceCategories,
        String digest) {

    public static ReferenceFiles read(FileStore place) {
        String accounts = text(place, "accounts.csv");
        String rates = text(place, "fx_rates.csv");
        String categories = text(place, "source_categories.csv");
        try {
            return new ReferenceFiles(
                    ReferenceData.accounts(place.uri("accounts.csv"), accounts),
                    ReferenceData.fxRates(place.uri("fx_rates.csv"), rates),
                    ReferenceData.sourceCategories(place.uri("source_categories.csv"), categories),
                    Landing.digest(accounts + "\u0000" + rates + "\u0000" + categories));
        } catch (ReferenceDataException e) {
            throw new Fault(Fault.Kind.USAGE, e.getMessage(), e);
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
