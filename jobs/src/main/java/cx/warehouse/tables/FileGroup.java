package cx.warehouse.tables;

import cx.warehouse.spark.Tuning;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionSpec;

/**
 * Files of one day that become one file.
 *
 * @param files at least two files
 * @param isShared true for files of several partitions, such as several sources
 */
record FileGroup(List<DataFile> files, boolean isShared) {

    /** The greatest number of files that an old day of a table keeps. */
    static final int FILES_A_DAY = 6;

    FileGroup {
        files = List.copyOf(files);
    }

    /** The files of one partition of a day. */
    private record PartitionFiles(String path, boolean isApart, List<DataFile> files) {}

    /**
     * Divides the files of one day into groups. The largest partitions of the day keep a file of their own, and the
     * small ones share the last file. So a late row rewrites little: either the rows of its source, or those of the
     * smallest sources.
     *
     * @param spec the table's own spec; files of another spec are shared already
     * @param isApart true for values of the second partition column whose rows never share a file with others
     * @return the groups; empty for a day with few files
     */
    static List<FileGroup> ofDay(Collection<DataFile> day, PartitionSpec spec, Predicate<String> isApart) {
        if (day.size() <= FILES_A_DAY) {
            return List.of();
        }
        List<DataFile> rest = new ArrayList<>();
        SortedMap<String, PartitionFiles> parts = new TreeMap<>();
        day.stream().sorted(Comparator.comparing(DataFile::location)).forEach(file -> {
            if (file.specId() == spec.specId()) {
                String path = spec.partitionToPath(file.partition());
                boolean isOwn = spec.fields().size() > 1
                        && isApart.test(String.valueOf(file.partition().get(1, Object.class)));
                parts.computeIfAbsent(path, key -> new PartitionFiles(path, isOwn, new ArrayList<>()))
                        .files()
                        .add(file);
            } else {
                rest.add(file);
            }
        });
        List<PartitionFiles> bySize = new ArrayList<>(parts.values());
        bySize.sort(Comparator.comparing(PartitionFiles::isApart)
                .thenComparingLong(part -> bytes(part.files()))
                .reversed()
                .thenComparing(PartitionFiles::path));
        int apart = (int) bySize.stream().filter(PartitionFiles::isApart).count();
        int most = rest.isEmpty() && bySize.size() <= FILES_A_DAY ? FILES_A_DAY : FILES_A_DAY - 1;
        int alone = Math.min(bySize.size(), Math.max(apart, most));
        List<FileGroup> groups = new ArrayList<>();
        bySize.subList(0, alone).forEach(part -> groups.add(new FileGroup(part.files(), false)));
        bySize.subList(alone, bySize.size()).forEach(part -> rest.addAll(part.files()));
        groups.add(new FileGroup(rest, !rest.isEmpty()));
        groups.removeIf(group -> group.files().size() < 2 || bytes(group.files()) > Tuning.DATA_FILE_BYTES);
        return groups;
    }

    static long bytes(Collection<DataFile> files) {
        return files.stream().mapToLong(DataFile::fileSizeInBytes).sum();
    }
}
