package cx.warehouse.batch;

import cx.warehouse.contract.SourceContract;
import cx.warehouse.storage.LedgerFile;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One source's delivery of a date of which something did not load.
 *
 * @param rows quarantined rows
 * @param files files that were rejected whole
 */
public record HeldBack(String source, LocalDate date, long rows, long files) {

    /** Every delivery with quarantined rows or rejected files, of declared sources, in order of date and source. */
    static List<HeldBack> all(Warehouse warehouse) {
        Map<String, HeldBack> held = new LinkedHashMap<>();
        for (LedgerFile file : warehouse.ledger().heldBack()) {
            boolean isRejected = file.outcome().equals("rejected");
            HeldBack one = new HeldBack(file.source(), file.businessDate(), file.quarantined(), isRejected ? 1 : 0);
            held.merge(file.businessDate() + " " + file.source(), one, HeldBack::plus);
        }
        return held.values().stream()
                .filter(one -> one.contract(warehouse).isPresent())
                .toList();
    }

    private HeldBack plus(HeldBack more) {
        return new HeldBack(source, date, rows + more.rows, files + more.files);
    }

    private Optional<SourceContract> contract(Warehouse warehouse) {
        return warehouse.declarations().source(source);
    }

    SourceDelivery delivery(Warehouse warehouse) {
        return SourceDelivery.landed(warehouse, contract(warehouse).orElseThrow(), date);
    }
}
