package cx.warehouse.batch;

import cx.warehouse.conform.ReferenceException;
import cx.warehouse.conform.References;
import cx.warehouse.storage.Fault;
import cx.warehouse.storage.Landing;
import cx.warehouse.storage.Store;
import java.util.List;

/**
 * The files that come beside the drops: accounts, rates, categories of traffic sources.
 *
 * @param digest changes when one of them changes
 */
record ReferenceFiles(
        References references,
        List<References.FxRate> fxRates,
        List<References.SourceCategory> sourceCategories,
        String digest) {

    static ReferenceFiles read(Store place) {
        String accounts = text(place, "accounts.csv");
        String rates = text(place, "fx_rates.csv");
        String categories = text(place, "source_categories.csv");
        try {
            return new ReferenceFiles(
                    References.accounts(place.uri("accounts.csv"), accounts),
                    References.fxRates(place.uri("fx_rates.csv"), rates),
                    References.sourceCategories(place.uri("source_categories.csv"), categories),
                    Landing.digest(accounts + "\u0000" + rates + "\u0000" + categories));
        } catch (ReferenceException e) {
            throw new Fault(Fault.Kind.USAGE, e.getMessage(), e);
        }
    }

    private static String text(Store place, String name) {
        if (!place.exists(name)) {
            throw new Fault(
                    Fault.Kind.USAGE,
                    "Cannot find the reference file " + place.uri(name)
                            + "; the setting `reference` (or CXW_REFERENCE) names the folder that holds it.");
        }
        return place.readText(name);
    }
}
