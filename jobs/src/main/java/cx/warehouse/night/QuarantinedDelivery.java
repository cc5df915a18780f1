package cx.warehouse.night;

import cx.warehouse.contract.SourceContract;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** One source's delivery of a date of which something did not load: quarantined rows, or files rejected whole. */
public record QuarantinedDelivery(String source, LocalDate date) {

    /** Every such delivery of a declared source, in order of date and source. */
    static List<QuarantinedDelivery> all(Warehouse warehouse) {
        return warehouse.ledger().files().quarantinedFiles().stream()
                .map(file -> new QuarantinedDelivery(file.source(), file.businessDate()))
                .distinct()
                .filter(one -> one.contract(warehouse).isPresent())
                .toList();
    }

    private Optional<SourceContract> contract(Warehouse warehouse) {
        return warehouse.declarations().source(source);
    }

    SourceDelivery delivery(Warehouse warehouse) {
        return SourceDelivery.fromLanding(warehouse, contract(warehouse).orElseThrow(), date);
    }
}
