package cx.warehouse.tables;

import cx.warehouse.files.Fault;
import cx.warehouse.files.FileStore;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.ReachableFileUtil;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/** Removes the files of a table that neither its metadata nor any of its snapshots refers to. */
final class UnreferencedFiles {

    private static final String TABLES = "warehouse/";

    private final Table table;
    private final Set<String> referenced = new HashSet<>();

    private UnreferencedFiles(Table table) {
        this.table = table;
    }

    /**
     * Removes the files. The lease must be held, so that no other run is writing. A table whose metadata lies outside
     * of the store, as after a copy of its folder, is left alone.
     *
     * @param root the store that holds the table at {@code warehouse/<namespace>/<name>}
     * @param before files that changed at this instant or later stay, because a reader may have them open
     */
    static RemovedFiles remove(Table table, FileStore root, Instant before) {
        List<FileStore.Entry> files =
                root.list(TABLES + IcebergTables.nameOf(table).replace('.', '/'));
        UnreferencedFiles found = new UnreferencedFiles(table);
        found.collectMetadata();
        boolean isHere = files.stream().anyMatch(file -> found.isReferenced(root, file));
        if (!isHere || files.stream().noneMatch(file -> isOld(file, before) && !found.isReferenced(root, file))) {
            return RemovedFiles.NONE;
        }
        found.collectDataFiles();
        RemovedFiles removed = RemovedFiles.NONE;
        for (FileStore.Entry file : files) {
            if (isOld(file, before) && !found.isReferenced(root, file)) {
                root.delete(file.path());
                removed = removed.plus(new RemovedFiles(1, file.bytes()));
            }
        }
        return removed;
    }

    private static boolean isOld(FileStore.Entry file, Instant before) {
        return file.changedAt() != null && file.changedAt().isBefore(before);
    }

    private boolean isReferenced(FileStore root, FileStore.Entry file) {
        return referenced.contains(plainPath(root.uri(file.path())));
    }

    private void collectMetadata() {
        ReachableFileUtil.metadataFileLocations(table, false).forEach(this::add);
        ReachableFileUtil.statisticsFilesLocations(table).forEach(this::add);
    }

    private void collectDataFiles() {
        ReachableFileUtil.manifestListLocations(table).forEach(this::add);
        Set<String> read = new HashSet<>();
        for (Snapshot snapshot : table.snapshots()) {
            for (ManifestFile manifest : snapshot.allManifests(table.io())) {
                if (read.add(manifest.path())) {
                    add(manifest.path());
                    collectFiles(manifest);
                }
            }
        }
    }

    private void collectFiles(ManifestFile manifest) {
        try (ManifestReader<? extends ContentFile<?>> entries = manifest.content() == ManifestContent.DATA
                ? ManifestFiles.read(manifest, table.io(), table.specs())
                : ManifestFiles.readDeleteManifest(manifest, table.io(), table.specs())) {
            for (ContentFile<?> file : entries) {
                add(file.location());
            }
        } catch (IOException e) {
            throw new Fault(Fault.Kind.INFRASTRUCTURE, "Cannot read " + manifest.path() + ": " + e.getMessage(), e);
        }
    }

    private void add(String location) {
        referenced.add(plainPath(location));
    }

    /** A location without its scheme, since Iceberg and the store may write the same place in several ways. */
    private static String plainPath(String location) {
        return location.replaceFirst("^[A-Za-z0-9]+:", "").replaceAll("/+", "/");
    }
}
