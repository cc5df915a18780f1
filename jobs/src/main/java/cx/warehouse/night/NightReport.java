package cx.warehouse.night;

import cx.warehouse.files.Fault;
import cx.warehouse.ledger.LedgerFile;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Result of one night, or of several.
 *
 * @param unclaimedFiles delivered files that no source reads
 * @param staleSources sources that were expected on the last of the dates, and are absent
 * @param assembly the rows that the facts gained; absent when they were not assembled
 * @param fault why the facts were not assembled, or tables that users added were refused; absent when all is published,
 *     or nothing was new
 */
public record NightReport(
        List<LocalDate> dates,
        List<SourceReport> sources,
        List<LedgerFile> unclaimedFiles,
        List<StaleSource> staleSources,
        Optional<AssembleJob.AssembleOutcome> assembly,
        Optional<Fault> fault) {

    /**
     * Result of one source on one business date.
     *
     * @param isKnown true when the same inputs had been published before
     * @param fault the reason why it is not published; absent when it is
     */
    public record SourceReport(
            String source,
            LocalDate date,
            String loadId,
            boolean isKnown,
            List<LedgerFile> files,
            Optional<Fault> fault) {

        public SourceReport {
            files = List.copyOf(files);
        }

        /** True when one of its files waits for other files of the same delivery. */
        public boolean isWaiting() {
            return files.stream().anyMatch(file -> file.outcome().equals("waiting"));
        }

        /** True when its rows are published, by this night or an earlier one. */
        public boolean isVisible() {
            return fault.isEmpty();
        }
    }

    public NightReport {
        dates = List.copyOf(dates);
        sources = List.copyOf(sources);
        unclaimedFiles = List.copyOf(unclaimedFiles);
        staleSources = List.copyOf(staleSources);
    }

    /** True when there was nothing to do: the same inputs had been published before. */
    public boolean isNothingNew() {
        return fault.isEmpty()
                && sources.stream().allMatch(source -> source.isKnown() && source.isVisible())
                && assembly.map(AssembleJob.AssembleOutcome::isNothingNew).orElse(true);
    }

    /** The exit code of the command: 0 when all is published, else that of the most serious fault. */
    public int exitCode() {
        int code = fault.map(one -> one.kind().exitCode()).orElse(0);
        for (SourceReport source : sources) {
            Optional<Fault.Kind> kind = source.fault().map(Fault::kind);
            if (kind.isPresent() && (code == 0 || kind.get() == Fault.Kind.REFUSED)) {
                code = kind.get().exitCode();
            }
        }
        return code;
    }
}
