package cx.warehouse.night;

import cx.warehouse.contract.SourceContract;
import cx.warehouse.files.FileStore;
import cx.warehouse.ledger.LedgerFile;
import java.time.LocalDate;
import java.util.List;

/** Finds delivered files that no source reads, and explains why. */
final class UnclaimedFiles {

    private UnclaimedFiles() {}

    /**
     * The files of a date that no source reads, each with the reason as its message.
     *
     * @param all files in the drop zone for the date
     */
    static List<LedgerFile> of(List<SourceContract> contracts, LocalDate date, List<FileStore.Entry> all) {
        return all.stream()
                .filter(entry -> contracts.stream().noneMatch(contract -> SourceDelivery.isOf(contract, date, entry)))
                .map(entry -> LedgerFile.forUnclaimed(date, entry, why(contracts, date, entry)))
                .toList();
    }

    private static String why(List<SourceContract> contracts, LocalDate date, FileStore.Entry entry) {
        List<String> ofVendor = contracts.stream()
                .filter(contract -> entry.path().startsWith(SourceDelivery.folder(contract, date)))
                .map(contract -> contract.source() + " (" + contract.drop().file() + ")")
                .toList();
        return ofVendor.isEmpty()
                ? "no source contract has the name of its folder as `vendor`"
                : "its name does not match `drop.file` of " + String.join(" or ", ofVendor);
    }

    /** The message for dates without any file that a source reads. */
    static String noDeliveryMessage(List<LocalDate> dates, String dropZone, List<LedgerFile> unclaimed) {
        String where = (dates.size() == 1 ? dates.get(0) : dates.get(0) + " to " + dates.get(dates.size() - 1))
                + " below " + dropZone;
        if (unclaimed.isEmpty()) {
            return "Nothing was delivered for " + where + ". Is the date a delivery date, and the drop zone right?";
        }
        LedgerFile first = unclaimed.get(0);
        return "Nothing that a source reads was delivered for " + where + ". Of " + unclaimed.size()
                + " files the first is " + first.displayPath() + ": " + first.message() + ".";
    }
}
