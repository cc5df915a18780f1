package cx.warehouse.bench;

import cx.warehouse.files.FileStore;
import cx.warehouse.tables.IcebergTables;
import java.util.List;

/**
 * The size of all tables after a night.
 *
 * @param liveBytes data files of published rows
 * @param bytes all files below {@code warehouse/}
 * @param metadataBytes those among them that are no data files
 */
record TableStorage(long liveBytes, long bytes, long files, long metadataFiles, long metadataBytes) {

    static final TableStorage NOTHING = new TableStorage(0, 0, 0, 0, 0);

    static TableStorage of(IcebergTables tables, FileStore root) {
        List<FileStore.Entry> all = root.list("warehouse");
        List<FileStore.Entry> metadata =
                all.stream().filter(file -> file.path().contains("/metadata/")).toList();
        return new TableStorage(
                tables.statistics().liveBytes(), bytes(all), all.size(), metadata.size(), bytes(metadata));
    }

    private static long bytes(List<FileStore.Entry> files) {
        return files.stream().mapToLong(FileStore.Entry::bytes).sum();
    }
}
