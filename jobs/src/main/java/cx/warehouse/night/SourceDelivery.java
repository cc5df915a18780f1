package cx.warehouse.night;

import cx.warehouse.contract.SourceContract;
import cx.warehouse.files.FileStore;
import cx.warehouse.files.Landing;
import cx.warehouse.ledger.LedgerFile;
import cx.warehouse.ledger.Load;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files of one source and business date, with the load that they form.
 *
 * @param files files in the drop zone; files landed by an earlier run are read from landing
 * @param bytes size of all files to read
 * @param isKnown true when the same inputs have been published
 */
record SourceDelivery(
        SourceContract contract,
        LocalDate date,
        String loadId,
        List<FileStore.Entry> files,
        long bytes,
        boolean isKnown) {

    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

    SourceDelivery {
        files = List.copyOf(files);
    }

    /**
     * The deliveries of a date: every source with files in the drop zone, or with files landed by an earlier run.
     *
     * @param all files in the drop zone for the date
     */
    static List<SourceDelivery> of(Warehouse warehouse, LocalDate date, List<FileStore.Entry> all) {
        List<SourceDelivery> deliveries = new ArrayList<>();
        for (SourceContract contract : warehouse.declarations().sources()) {
            List<FileStore.Entry> files =
                    all.stream().filter(entry -> isOf(contract, date, entry)).toList();
            List<LedgerFile> landed = warehouse.ledger().files().filesOf(contract.source(), date);
            if (!files.isEmpty() || !landed.isEmpty()) {
                String loadId = loadId(warehouse, contract, date, landed, files);
                boolean isKnown = warehouse
                        .ledger()
                        .publishedLoad(contract.source(), date)
                        .filter(load -> load.loadId().equals(loadId))
                        .isPresent();
                deliveries.add(new SourceDelivery(
                        contract,
                        date,
                        loadId,
                        files,
                        files.stream().mapToLong(FileStore.Entry::bytes).sum(),
                        isKnown));
            }
        }
        return deliveries;
    }

    /** True when a contract reads this file, or needs it together with other files. */
    static boolean isOf(SourceContract contract, LocalDate date, FileStore.Entry entry) {
        return entry.path().startsWith(folder(contract, date))
                && contract.drop().matches(entry.name());
    }

    /** The folder of a vendor's delivery, relative to the drop zone. */
    static String folder(SourceContract contract, LocalDate date) {
        return date + "/" + contract.vendor() + "/";
    }

    /**
     * The landed delivery of one source and date. It is known when a load of the same inputs was published or refused.
     */
    static SourceDelivery fromLanding(Warehouse warehouse, SourceContract contract, LocalDate date) {
        List<LedgerFile> landed = warehouse.ledger().files().filesOf(contract.source(), date);
        String loadId = loadId(warehouse, contract, date, landed, List.of());
        boolean isKnown = warehouse
                .ledger()
                .load(loadId)
                .filter(load -> load.state() == Load.State.PUBLISHED || load.state() == Load.State.REFUSED)
                .isPresent();
        long bytes = landed.stream().mapToLong(LedgerFile::bytes).sum();
        return new SourceDelivery(contract, date, loadId, List.of(), bytes, isKnown);
    }

    /** The dates of later deliveries whose repeats differ from those of a run in date order. */
    static List<LocalDate> outOfOrderAfter(Warehouse warehouse, SourceContract contract, LocalDate date) {
        return outOfOrder(warehouse, contract, date.plusDays(1), LAST);
    }

    private static List<LocalDate> outOfOrder(
            Warehouse warehouse, SourceContract contract, LocalDate from, LocalDate to) {
        return warehouse.ledger().files().outOfOrderFiles(contract.source(), from, to).stream()
                .filter(file -> contract.drop().hasRows(file.name()))
                .map(LedgerFile::businessDate)
                .distinct()
                .toList();
    }

    /**
     * The id of a load, made of its inputs: files, contract and the vendor's accounts. So the same inputs are the same
     * load. A number is appended when the inputs are read again: because an earlier date brought the same bytes or no
     * longer brings them, or because a load of other inputs was stopped meanwhile.
     */
    private static String loadId(
            Warehouse warehouse,
            SourceContract contract,
            LocalDate date,
            List<LedgerFile> landed,
            List<FileStore.Entry> delivered) {
        Map<String, String> inputs = new TreeMap<>();
        landed.forEach(file -> inputs.put(file.path(), file.bytes() + " " + file.tag()));
        delivered.forEach(entry -> inputs.put(entry.path(), entry.bytes() + " " + entry.tag()));
        String name = date + "-" + contract.source() + "-"
                + Landing.digest(
                        inputs + contract.toString() + warehouse.references().accounts(contract.vendor()));
        int reading = landed.stream()
                .mapToInt(file -> readingNumber(file.loadId(), name))
                .max()
                .orElse(0);
        if (!outOfOrder(warehouse, contract, date, date).isEmpty()) {
            reading++;
        }
        reading = readingAfterOthers(warehouse, contract, date, name, reading);
        return reading < 2 ? name : name + "-" + reading;
    }

    /**
     * The number of the reading. It continues the last load of the date when that had the same inputs. Else it is one
     * more than all readings so far, because the ledger's files and the table's branch may belong to the other load.
     */
    private static int readingAfterOthers(
            Warehouse warehouse, SourceContract contract, LocalDate date, String name, int reading) {
        List<Integer> readings = warehouse.ledger().loads(contract.source(), date).stream()
                .map(load -> readingNumber(load.loadId(), name))
                .toList();
        int last = readings.isEmpty() ? 0 : readings.get(readings.size() - 1);
        int most = readings.stream().max(Integer::compare).orElse(0);
        return last == 0 && most > 0 ? most + 1 : Math.max(reading, last);
    }

    /** The number of a load's reading of the inputs {@code name}, from 1; 0 for a load of other inputs. */
    private static int readingNumber(String loadId, String name) {
        if (!loadId.startsWith(name)) {
            return 0;
        }
        return loadId.length() == name.length() ? 1 : Integer.parseInt(loadId.substring(name.length() + 1));
    }
}
