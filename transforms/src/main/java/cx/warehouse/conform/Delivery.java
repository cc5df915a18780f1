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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The files of one source and delivery day, put together: which can be read, and what becomes of the others.
 *
 * @param ready files with rows that have all they need, each with its companions
 * @param others companions and manifests, and files with rows that wait, or whose manifest says something else of them
 */
public record Delivery(List<LandedFile> ready, List<FileReport> others) {

    public Delivery {
        ready = List.copyOf(ready);
        others = List.copyOf(others);
    }

    /** Puts landed files together as their contract says; manifests are read, and what they vouch for is held against them. */
    public static Delivery of(SourceContract contract, Collection<LandedFile> files, FileOpener opener) {
        List<LandedFile> all =
                files.stream().sorted(Comparator.comparing(LandedFile::path)).toList();
        return contract.drop().isAccompanied()
                ? new Parts(contract, all, opener).delivery()
                : new Delivery(all, List.of());
    }

    /** The files while they are put together. */
    private static final class Parts {
        private final Drop drop;
        private final String source;
        private final List<LandedFile> all;
        private final Map<String, Manifest> manifests = new TreeMap<>();
        private final Map<String, String> users = new TreeMap<>();
        private final List<LandedFile> ready = new ArrayList<>();
        private final List<FileReport> others = new ArrayList<>();

        Parts(SourceContract contract, List<LandedFile> all, FileOpener opener) {
            this.drop = contract.drop();
            this.source = contract.source();
            this.all = all;
            for (LandedFile file : drop.manifest() == null ? List.<LandedFile>of() : all) {
                if (drop.manifest().file().matcher(file.name()).matches()) {
                    manifests.put(file.path(), Manifest.of(file, drop.manifest().entries(), all, opener));
                }
            }
        }

        Delivery delivery() {
            all.stream().filter(file -> drop.hasRows(file.name())).forEach(this::rows);
            all.stream().filter(file -> !drop.hasRows(file.name())).forEach(this::companion);
            return new Delivery(ready, others);
        }

        private void rows(LandedFile file) {
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
            found.values().forEach(companion -> users.putIfAbsent(companion.path(), file.name()));
            manifest.ifPresent(one -> users.putIfAbsent(one.path(), file.name()));
            Manifest vouching = manifest.map(one -> manifests.get(one.path())).orElse(Manifest.NONE);
            if (!vouching.refusal(file).isEmpty()) {
                others.add(report(file, Outcome.REJECTED, vouching.refusal(file)));
            } else if (!missing.isEmpty()) {
                others.add(report(file, Outcome.WAITING, "waits for its " + String.join(" and ", missing)));
            } else if (!vouching.absent().isEmpty()) {
                others.add(report(file, Outcome.WAITING, waitsFor(vouching)));
            } else {
                ready.add(file.with(found));
            }
        }

        private void companion(LandedFile file) {
            Manifest manifest = manifests.getOrDefault(file.path(), Manifest.NONE);
            if (!manifest.absent().isEmpty()) {
                others.add(report(file, Outcome.WAITING, waitsFor(manifest)));
            } else {
                String user = users.get(file.path());
                others.add(FileReport.unread(
                        file,
                        source,
                        Outcome.LOADED,
                        List.of(),
                        user == null ? "belongs to no file of its delivery" : "belongs to " + Text.shown(user)));
            }
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

        private FileReport report(LandedFile file, Outcome outcome, String message) {
            return FileReport.unread(
                    file, source, outcome, List.of(), source + " " + Text.shown(file.name()) + ": " + message);
        }
    }
}
