package cx.warehouse.night;

import cx.warehouse.ledger.Load;
import cx.warehouse.tables.BiFolder;
import cx.warehouse.tables.CompactionRule;
import cx.warehouse.tables.IcebergTables;
import cx.warehouse.tables.TableCompaction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Shows the checked tables of a load to readers, all at once. */
final class PublishStep {

    private static final String MART = "mart.";

    private final Warehouse warehouse;
    private final StagedTables staging;
    private final String loadId;

    PublishStep(Warehouse warehouse, StagedTables staging, String loadId) {
        this.warehouse = warehouse;
        this.staging = staging;
        this.loadId = loadId;
    }

    /**
     * Publishes the load and ends it.
     *
     * @param inputs the source loads that it took in
     * @return by published table, the rows of the files that the load wrote
     */
    Map<String, Long> run(List<Load> inputs) {
        IcebergTables tables = warehouse.tables();
        Map<String, Long> written = new TreeMap<>();
        warehouse.lease().ensureHeld();
        Load load = warehouse.ledger().load(loadId).orElseThrow();
        CompactionRule rule = StorageUpkeep.nightlyRule(warehouse, load.businessDate());
        Map<String, TableCompaction> compactions = new TreeMap<>();
        if (load.state() != Load.State.PUBLISHING) {
            // files are joined before the first table is published, so that all tables change within moments
            staging.snapshots().forEach((table, snapshot) -> tables.prepareJoin(table, snapshot, rule)
                    .ifPresent(compaction -> compactions.put(table, compaction)));
        }
        warehouse.ledger().startPublishing(loadId);
        staging.snapshots().forEach((table, snapshot) -> {
            String added = tables.summary(table, snapshot).getOrDefault("added-records", "0");
            if (table.startsWith(MART)) {
                written.put(table.substring(MART.length()), Long.parseLong(added));
            }
            warehouse.lease().ensureHeld();
            if (compactions.containsKey(table)) {
                tables.publish(table, staging.branch(), snapshot, loadId, compactions.get(table));
            } else {
                tables.publish(table, staging.branch(), snapshot, loadId);
            }
        });
        staging.refusals().keySet().forEach(table -> tables.discard(table, staging.branch()));
        if (!staging.snapshots().isEmpty()) {
            tables.list("mart").forEach(table -> tables.tag(table, loadId));
            StorageUpkeep.joinOtherFiles(warehouse, rule);
            show(warehouse, loadId);
        }
        warehouse.ledger().end(loadId, Load.State.PUBLISHED, null);
        // marked last: after a crash before this line the next run publishes the same loads again
        warehouse.ledger().markAssembled(inputs.stream().map(Load::loadId).toList(), loadId, staging.builds());
        return written;
    }

    /** Makes the published rows of all tables the version that readers see. */
    static void show(Warehouse warehouse, String loadId) {
        IcebergTables tables = warehouse.tables();
        Map<String, List<IcebergTables.TableFile>> shown = new TreeMap<>();
        for (String table : tables.list("mart")) {
            List<IcebergTables.TableFile> files = tables.files(table);
            shown.put(table.substring(MART.length()), hasDayFolders(warehouse, table) ? files : withoutFolders(files));
        }
        warehouse.lease().ensureHeld();
        new BiFolder(warehouse.root(), warehouse.settings().limits().bi().keepVersions())
                .publish(version(loadId), shown);
    }

    private static boolean hasDayFolders(Warehouse warehouse, String table) {
        return warehouse
                .declarations()
                .table(table)
                .map(contract ->
                        contract.hasDayFolders() && contract.partitionDay().isPresent())
                .orElse(true);
    }

    private static List<IcebergTables.TableFile> withoutFolders(List<IcebergTables.TableFile> files) {
        return files.stream()
                .map(file -> new IcebergTables.TableFile(file.location(), ""))
                .toList();
    }

    /** A name for the version; names sort in the order of publishing. */
    private static String version(String loadId) {
        return Instant.now().toString().replaceAll("[-:]", "").replaceFirst("\\..*", "Z") + "-" + loadId;
    }
}
