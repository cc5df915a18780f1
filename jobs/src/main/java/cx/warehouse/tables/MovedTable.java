package cx.warehouse.tables;

import cx.warehouse.files.Fault;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.RewriteTablePathUtil;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileIO;

/**
 * A table whose folder was copied or moved. It stages the table's metadata with the paths of the new place. The paths
 * are rewritten by the functions that Iceberg's action {@code rewrite_table_path} uses. The action itself reads the old
 * place, which may be gone.
 */
final class MovedTable {

    private final String name;
    private final String metadataFile;
    private final String from;
    private final String to;
    private final FileIO files;

    /**
     * @param metadataFile the path of the table's current metadata at the old place
     * @param from the old folder of all tables, without a slash at its end
     * @param to their new folder, without a slash at its end
     * @param files reads and writes files at the new place
     */
    MovedTable(String name, String metadataFile, String from, String to, FileIO files) {
        this.name = name;
        this.metadataFile = metadataFile;
        this.from = RewriteTablePathUtil.maybeAppendFileSeparator(from);
        this.to = RewriteTablePathUtil.maybeAppendFileSeparator(to);
        this.files = new MovedFiles(files, this.from, this.to);
    }

    String name() {
        return name;
    }

    String oldMetadataFile() {
        return metadataFile;
    }

    String newMetadataFile() {
        return newPath(metadataFile);
    }

    /**
     * Writes the metadata of all snapshots, with the new paths, into a folder.
     *
     * @param staging the folder; a file has the same path below it as below the folder of all tables
     * @return the new paths of all files that the table needs
     */
    Set<String> stage(String staging) {
        TableMetadata current = TableMetadataParser.read(files, metadataFile);
        Map<String, ManifestFile> manifests = new LinkedHashMap<>();
        for (Snapshot snapshot : current.snapshots()) {
            snapshot.allManifests(files).forEach(manifest -> manifests.putIfAbsent(manifest.path(), manifest));
        }
        Set<String> needed = new LinkedHashSet<>();
        Map<String, Long> lengths = new HashMap<>();
        for (ManifestFile manifest : manifests.values()) {
            lengths.putAll(stageManifest(manifest, current, staging));
            addDataFiles(manifest, current, needed);
        }
        for (Snapshot snapshot : current.snapshots()) {
            RewriteTablePathUtil.rewriteManifestList(
                    snapshot,
                    files,
                    current,
                    lengths,
                    from,
                    to,
                    staging,
                    staged(snapshot.manifestListLocation(), staging));
        }
        stageMetadata(current, metadataFile, staging);
        for (TableMetadata.MetadataLogEntry earlier : current.previousFiles()) {
            if (files.newInputFile(earlier.file()).exists()) {
                stageMetadata(TableMetadataParser.read(files, earlier.file()), earlier.file(), staging);
            }
        }
        return needed;
    }

    private Map<String, Long> stageManifest(ManifestFile manifest, TableMetadata current, String staging) {
        if (manifest.content() != ManifestContent.DATA) {
            throw new Fault(
                    Fault.Kind.USAGE,
                    "Cannot relocate " + name + ": it has files of deleted rows, which no command of cxw writes. Remove"
                            + " them at the old place with Iceberg's procedure rewrite_data_files, then copy again.");
        }
        try {
            return RewriteTablePathUtil.rewriteDataManifest(
                            manifest,
                            Set.of(),
                            files.newOutputFile(staged(manifest.path(), staging)),
                            files,
                            current.formatVersion(),
                            current.specsById(),
                            from,
                            to)
                    .rewrittenManifestLengths();
        } catch (IOException e) {
            throw failure(manifest.path(), e);
        }
    }

    private void addDataFiles(ManifestFile manifest, TableMetadata current, Set<String> needed) {
        try (CloseableIterable<String> paths = ManifestFiles.readPaths(manifest, files, current.specsById())) {
            paths.forEach(path -> needed.add(newPath(path)));
        } catch (IOException e) {
            throw failure(manifest.path(), e);
        }
    }

    private void stageMetadata(TableMetadata metadata, String path, String staging) {
        TableMetadataParser.overwrite(
                RewriteTablePathUtil.replacePaths(metadata, from, to), files.newOutputFile(staged(path, staging)));
    }

    private String staged(String path, String staging) {
        return RewriteTablePathUtil.newPath(path, from, RewriteTablePathUtil.maybeAppendFileSeparator(staging));
    }

    private String newPath(String path) {
        return RewriteTablePathUtil.newPath(path, from, to);
    }

    private Fault failure(String path, IOException e) {
        return new Fault(
                Fault.Kind.INFRASTRUCTURE, "Cannot relocate " + name + ": " + newPath(path) + ": " + e.getMessage(), e);
    }
}
