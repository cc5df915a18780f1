package cx.warehouse.conform;

import cx.warehouse.conform.FileReport.Outcome;
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

/** The files of one source and delivery day, put together: which can be read, and what becomes of the others. */
public final class Delivery {
    private final Drop drop;
    private final String source;
    private final List<LandedFile> all;
    private final Map<String, Manifest> manifests = new TreeMap<>();

    /** By companion or manifest, the files with rows that it belongs to. */
    private final Map<String, List<LandedFile>> users = new TreeMap<>();

    private final List<LandedFile> ready = new ArrayList<>();
    private final Map<String, FileReport> others = new TreeMap<>();

    private Delivery(SourceContract contract, List<LandedFile> all) {
        this.drop = contract.drop();
        this.source = contract.source();
        this.all = all;
    }

    /** Puts landed files together as their contract says; manifests are read, and what they vouch for is held against them. */
    public static Delivery of(SourceContract contract, Collection<LandedFile> files, FileOpener opener) {
        List<LandedFile> all =
                files.stream().sorted(Comparator.comparing(LandedFile::path)).toList();
        Delivery delivery = new Delivery(contract, all);
        if (contract.drop().isAccompanied()) {
            delivery.readManifests(opener);
            all.stream().filter(file -> delivery.drop.hasRows(file.name())).forEach(delivery::putTogether);
        } else {
            delivery.ready.addAll(all);
        }
        return delivery;
    }

    /** Files with rows that have all they need, each with its companions. */
    public List<LandedFile> ready() {
        return List.copyOf(ready);
    }

    /** Files with rows that wait, or whose manifest says something else of them. */
    public List<FileReport> others() {
        return List.copyOf(others.values());
    }

    /**
     * Companions and manifests, once the files that are ready were read: loaded with one of the files they belong to.
     *
     * @param unreadable paths of files that were ready, and could not be read
     */
    public List<FileReport> companions(Set<String> unreadable) {
        return drop.isAccompanied()
                ? all.stream()
                        .filter(file -> !drop.hasRows(file.name()))
                        .map(file -> companion(file, unreadable))
                        .toList()
                : List.of();
    }

    private void readManifests(FileOpener opener) {
        for (LandedFile file : drop.manifest() == null ? List.<LandedFile>of() : all) {
            if (drop.manifest().file().matcher(file.name()).matches()) {
                manifests.put(file.path(), Manifest.of(file, drop.manifest().entries(), all, opener));
            }
        }
    }

    private void putTogether(LandedFile file) {
        SortedMap<String, LandedFile> found = new TreeMap<>();
        List<String> missing = new ArrayList<>();
        drop.with().forEach((name, pattern) -> belonging(file, pattern)
                .ifPresentOrElse(companion -> found.put(name, companion), () -> missing.add(name)));
        Optional<LandedFile> manifest = drop.manifest() == null
                ? Optional.empty()
                : belonging(file, drop.manifest().file());
        if (drop.manifest() != null && manifest.isEmpty()) {
            missing.add(0, "manifest");
        }
        found.values().forEach(companion -> uses(file, companion));
        manifest.ifPresent(one -> uses(file, one));
        Manifest vouching = manifest.map(one -> manifests.get(one.path())).orElse(Manifest.NONE);
        if (!vouching.refusal(file).isEmpty()) {
            others.put(file.path(), report(file, Outcome.REJECTED, vouching.refusal(file)));
        } else if (!missing.isEmpty()) {
            others.put(file.path(), report(file, Outcome.WAITING, "waits for its " + String.join(" and ", missing)));
        } else if (!vouching.absent().isEmpty()) {
            others.put(file.path(), report(file, Outcome.WAITING, waitsFor(vouching)));
        } else {
            ready.add(file.with(found));
        }
    }

    private void uses(LandedFile file, LandedFile companion) {
        users.computeIfAbsent(companion.path(), path -> new ArrayList<>()).add(file);
    }

    private FileReport companion(LandedFile file, Set<String> unreadable) {
        List<LandedFile> own = users.getOrDefault(file.path(), List.of());
        Manifest manifest = manifests.getOrDefault(file.path(), Manifest.NONE);
        if (own.isEmpty()) {
            return manifest.faults().isEmpty()
                    ? manifest.absent().isEmpty()
                            ? loaded(file, "belongs to no file of its delivery")
                            : report(file, Outcome.WAITING, waitsFor(manifest))
                    : report(file, Outcome.REJECTED, String.join("; ", manifest.faults()));
        }
        for (Outcome outcome : List.of(Outcome.LOADED, Outcome.WAITING, Outcome.REJECTED)) {
            Optional<LandedFile> user = own.stream()
                    .filter(one -> outcome(one, unreadable) == outcome)
                    .findFirst();
            if (user.isPresent()) {
                return with(file, manifest, user.get(), outcome);
            }
        }
        throw new IllegalStateException(file.path() + " belongs to files of no outcome");
    }

    private FileReport with(LandedFile file, Manifest manifest, LandedFile user, Outcome outcome) {
        String belongs = "belongs to " + Text.shown(user.name());
        return switch (outcome) {
            case LOADED -> loaded(file, belongs);
            case WAITING ->
                report(file, outcome, manifest.absent().isEmpty() ? belongs + ", which waits" : waitsFor(manifest));
            case REJECTED -> report(file, outcome, belongs + ", which is rejected");
        };
    }

    private Outcome outcome(LandedFile file, Set<String> unreadable) {
        FileReport other = others.get(file.path());
        if (other != null) {
            return other.outcome();
        }
        return unreadable.contains(file.path()) ? Outcome.REJECTED : Outcome.LOADED;
    }

    private Optional<LandedFile> belonging(LandedFile file, Pattern pattern) {
        return all.stream()
                .filter(other -> !other.equals(file) && drop.belongs(file.name(), pattern, other.name()))
                .findFirst();
    }

    private static String waitsFor(Manifest manifest) {
        return "waits for " + Text.shown(String.join(", ", manifest.absent())) + ", which the manifest "
                + Text.shown(manifest.name()) + " names";
    }

    private FileReport loaded(LandedFile file, String message) {
        return FileReport.unread(file, source, Outcome.LOADED, List.of(), message);
    }

    private FileReport report(LandedFile file, Outcome outcome, String message) {
        return FileReport.unread(
                file, source, outcome, List.of(), source + " " + Text.shown(file.name()) + ": " + message);
    }
}
