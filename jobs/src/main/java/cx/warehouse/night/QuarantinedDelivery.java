package cx.warehouse.night;

import cx.warehouse.contract.SourceContract;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** A source's delivery of a date with quarantined rows or with files that were rejected whole. */
public record QuarantinedDelivery(String source, LocalDate date) {

    /** Lists all such deliveries of declared sources, ordered by date and source. */
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
