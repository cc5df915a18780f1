package cx.warehouse.conform.delivery;

import cx.warehouse.conform.delivery.FileReport.FileOutcome;
import cx.warehouse.contract.Drop;
import cx.warehouse.contract.SourceContract;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The files of one source and delivery day, matched with their companions and manifest. It tells which files are ready
 * to be read, and reports on the others.
 */
public final class Delivery {
    private final Drop drop;
    private final String source;
    private final List<LandedFile> allFiles;
    private final Map<String, DeliveryManifest> manifests = new TreeMap<>();

    /** Files with rows, by the path of the companion or manifest that belongs to them. */
    private final Map<String, List<LandedFile>> filesByCompanion = new TreeMap<>();

    private final List<LandedFile> readyFiles = new ArrayList<>();
    private final Map<String, FileReport> unreadyReports = new TreeMap<>();

    private Delivery(SourceContract contract, List<LandedFile> all) {
        this.drop = contract.drop();
        this.source = contract.source();
        this.allFiles = all;
    }

    /**
     * Matches landed files with their companions as the contract says, reads the manifests, and verifies the files that
     * they name.
     */
    public static Delivery of(SourceContract contract, Collection<LandedFile> files, FileOpener opener) {
        List<LandedFile> all =
                files.stream().sorted(Comparator.comparing(LandedFile::path)).toList();
        Delivery delivery = new Delivery(contract, all);
        if (contract.drop().isAccompanied()) {
            delivery.readManifests(opener);
            all.stream().filter(file -> delivery.drop.hasRows(file.name())).forEach(delivery::putTogether);
        } else {
            delivery.readyFiles.addAll(all);
        }
        return delivery;
    }

    /** Files with rows that are complete, each with its companions. */
    public List<LandedFile> readyFiles() {
        return List.copyOf(readyFiles);
    }

    /** Reports of files with rows that wait, or that do not match their manifest. */
    public List<FileReport> unreadyReports() {
        return List.copyOf(unreadyReports.values());
    }

    /**
     * Reports of companions and manifests after the ready files were read. Such a file counts as loaded if one of the
     * files it belongs to was loaded.
     *
     * @param unreadable paths of files that were ready but could not be read
     */
    public List<FileReport> companionReports(Set<String> unreadable) {
        return drop.isAccompanied()
                ? allFiles.stream()
                        .filter(file -> !drop.hasRows(file.name()))
                        .map(file -> companionReport(file, unreadable))
                        .toList()
                : List.of();
    }

    private void readManifests(FileOpener opener) {
        for (LandedFile file : drop.manifest() == null ? List.<LandedFile>of() : allFiles) {
            if (drop.manifest().file().matcher(file.name()).matches()) {
                manifests.put(
                        file.path(), DeliveryManifest.of(file, drop.manifest().entries(), allFiles, opener));
            }
        }
    }

    private void putTogether(LandedFile file) {
        SortedMap<String, LandedFile> found = new TreeMap<>();
        List<String> missing = new ArrayList<>();
        drop.with().forEach((name, pattern) -> findBelonging(file, pattern)
                .ifPresentOrElse(companion -> found.put(name, companion), () -> missing.add(name)));
        Optional<LandedFile> manifest = drop.manifest() == null
                ? Optional.empty()
                : findBelonging(file, drop.manifest().file());
        if (drop.manifest() != null && manifest.isEmpty()) {
            missing.add(0, "manifest");
        }
        found.values().forEach(companion -> addUser(file, companion));
        manifest.ifPresent(one -> addUser(file, one));
        DeliveryManifest vouching =
                manifest.map(one -> manifests.get(one.path())).orElse(DeliveryManifest.NONE);
        if (!vouching.refusal(file).isEmpty()) {
            unreadyReports.put(file.path(), report(file, FileOutcome.REJECTED, vouching.refusal(file)));
        } else if (!missing.isEmpty()) {
            unreadyReports.put(
                    file.path(), report(file, FileOutcome.WAITING, "waits for its " + String.join(" and ", missing)));
        } else if (!vouching.missingFiles().isEmpty()) {
            unreadyReports.put(file.path(), report(file, FileOutcome.WAITING, waitMessage(vouching)));
        } else {
            readyFiles.add(file.withCompanions(found));
        }
    }

    private void addUser(LandedFile file, LandedFile companion) {
        filesByCompanion
                .computeIfAbsent(companion.path(), path -> new ArrayList<>())
                .add(file);
    }

    private FileReport companionReport(LandedFile file, Set<String> unreadable) {
        List<LandedFile> own = filesByCompanion.getOrDefault(file.path(), List.of());
        DeliveryManifest manifest = manifests.getOrDefault(file.path(), DeliveryManifest.NONE);
        if (own.isEmpty()) {
            return manifest.faults().isEmpty()
                    ? manifest.missingFiles().isEmpty()
                            ? loadedReport(file, "belongs to no file of its delivery")
                            : report(file, FileOutcome.WAITING, waitMessage(manifest))
                    : report(file, FileOutcome.REJECTED, String.join("; ", manifest.faults()));
        }
        for (FileOutcome outcome : List.of(FileOutcome.LOADED, FileOutcome.WAITING, FileOutcome.REJECTED)) {
            Optional<LandedFile> user = own.stream()
                    .filter(one -> outcome(one, unreadable) == outcome)
                    .findFirst();
            if (user.isPresent()) {
                return reportLikeUser(file, manifest, user.get(), outcome);
            }
        }
        throw new IllegalStateException(file.path() + " belongs to files of no outcome");
    }

    private FileReport reportLikeUser(
            LandedFile file, DeliveryManifest manifest, LandedFile user, FileOutcome outcome) {
        String belongs = "belongs to " + DisplayText.of(user.name());
        return switch (outcome) {
            case LOADED -> loadedReport(file, belongs);
            case WAITING ->
                report(
                        file,
                        outcome,
                        manifest.missingFiles().isEmpty() ? belongs + ", which waits" : waitMessage(manifest));
            case REJECTED -> report(file, outcome, belongs + ", which is rejected");
        };
    }

    private FileOutcome outcome(LandedFile file, Set<String> unreadable) {
        FileReport other = unreadyReports.get(file.path());
        if (other != null) {
            return other.outcome();
        }
        return unreadable.contains(file.path()) ? FileOutcome.REJECTED : FileOutcome.LOADED;
    }

    private Optional<LandedFile> findBelonging(LandedFile file, Pattern pattern) {
        return allFiles.stream()
                .filter(other -> !other.equals(file) && drop.belongs(file.name(), pattern, other.name()))
                .findFirst();
    }

    private static String waitMessage(DeliveryManifest manifest) {
        return "waits for " + DisplayText.of(String.join(", ", manifest.missingFiles())) + ", which the manifest "
                + DisplayText.of(manifest.name()) + " names";
    }

    private FileReport loadedReport(LandedFile file, String message) {
        return FileReport.withoutRows(file, source, FileOutcome.LOADED, List.of(), message);
    }

    private FileReport report(LandedFile file, FileOutcome outcome, String message) {
        return FileReport.withoutRows(
                file, source, outcome, List.of(), source + " " + DisplayText.of(file.name()) + ": " + message);
    }
}
