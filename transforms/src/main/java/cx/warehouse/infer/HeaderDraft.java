package cx.warehouse.infer;

import cx.warehouse.conform.delivery.FileReport.FileOutcome;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Chooses the setting that finds the header: the first one with which the reader finds the names of every file. */
final class HeaderDraft {

    private HeaderDraft() {}

    /** The setting; when none fits all files, one that fits the first. */
    static String setting(List<FileLayout> layouts) {
        Set<String> settings = layouts.stream()
                .flatMap(layout -> layout.format().headers().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return settings.stream()
                .filter(setting -> layouts.stream().allMatch(layout -> findsNames(setting, layout)))
                .findFirst()
                .orElseGet(() -> settings.stream()
                        .filter(setting -> findsNames(setting, layouts.get(0)))
                        .findFirst()
                        .orElse(layouts.get(0).format().headers().get(0)));
    }

    /**
     * True when the reader finds all names, and rows of as many cells below. A file without a required column is
     * rejected, so a wrong line shows.
     */
    private static boolean findsNames(String setting, FileLayout layout) {
        if (layout.format().headers().size() < 2) {
            return true; // JSON has no header
        }
        Map<String, String> required =
                layout.names().stream().collect(Collectors.toMap(name -> name, name -> "required: true"));
        TrialReader reader = new TrialReader(setting, List.of(), layout.names(), LocalDate.EPOCH);
        boolean hasRows = !layout.cells().of(null).isEmpty();
        return reader.read(layout, List.of(), required, 0).report().outcome() == FileOutcome.LOADED
                && (!hasRows
                        || reader.read(layout, List.of(), Map.of(), 0).report().loaded() > 0);
    }
}
