package cx.warehouse.batch;

import cx.warehouse.contract.SourceContract;
import cx.warehouse.storage.LedgerFile;
import cx.warehouse.storage.Load;
import cx.warehouse.storage.Store;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of one source and business date, and the load that they are.
 *
 * @param files what lies in the drop zone; what was landed on an earlier run is read again from landing
 * @param bytes of all that is read
 * @param isKnown true when the same inputs have been published
 */
record SourceDelivery(
        SourceContract contract, LocalDate date, String loadId, List<Store.Entry> files, long bytes, boolean isKnown) {

    SourceDelivery {
        files = List.copyOf(files);
    }

    /** What was delivered on a date, or landed on an earlier run of it, for every source that has anything. */
    static List<SourceDelivery> of(Warehouse warehouse, LocalDate date) {
        List<Store.Entry> all = warehouse.landing().delivered(date);
        List<SourceDelivery> deliveries = new ArrayList<>();
        for (SourceContract contract : warehouse.declarations().sources()) {
            List<Store.Entry> files = all.stream()
                    .filter(entry -> entry.path().startsWith(date + "/" + contract.vendor() + "/"))
                    .filter(entry -> contract.drop().matches(entry.name()))
                    .toList();
            List<LedgerFile> landed = warehouse.ledger().files().of(contract.source(), date);
            if (!files.isEmpty() || !landed.isEmpty()) {
                String loadId = IngestJob.loadId(contract, warehouse.references(), date, landed, files);
                boolean isKnown = warehouse
                        .ledger()
                        .published(contract.source(), date)
                        .filter(load -> load.loadId().equals(loadId))
                        .isPresent();
                deliveries.add(new SourceDelivery(
                        contract,
                        date,
                        loadId,
                        files,
                        files.stream().mapToLong(Store.Entry::bytes).sum(),
                        isKnown));
            }
        }
        return deliveries;
    }

    /** What is landed of one source and date; known when it would come out as it did. */
    static SourceDelivery landed(Warehouse warehouse, SourceContract contract, LocalDate date) {
        List<LedgerFile> landed = warehouse.ledger().files().of(contract.source(), date);
        String loadId = IngestJob.loadId(contract, warehouse.references(), date, landed, List.of());
        boolean isKnown = warehouse
                .ledger()
                .load(loadId)
                .filter(load -> load.state() == Load.State.PUBLISHED || load.state() == Load.State.REFUSED)
                .isPresent();
        long bytes = landed.stream().mapToLong(LedgerFile::bytes).sum();
        return new SourceDelivery(contract, date, loadId, List.of(), bytes, isKnown);
    }
}
