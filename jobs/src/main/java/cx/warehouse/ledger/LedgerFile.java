package cx.warehouse.ledger;

import cx.warehouse.conform.delivery.FileReport;
import cx.warehouse.files.FileStore;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The result of one delivered file. It always holds: read = loaded + quarantined + duplicates + left out.
 *
 * @param path the path below the drop zone
 * @param tag identifies an unchanged file without reading it
 * @param source null when no source reads the file
 * @param outcome {@code loaded}, {@code rejected}, {@code repeated}, {@code waiting} (a file that must come with it
 *     is missing), {@code unclaimed}, or {@code landed} until a load has read it; for readers also {@code refused} or
 *     {@code failed}
 * @param loaded rows that kept every rule; they are in the source's table when the outcome is {@code loaded}
 * @param money sums of the loaded rows by currency
 * @param drift columns added, renamed, reordered or missing
 */
public record LedgerFile(
        String source,
        LocalDate businessDate,
        String path,
        String sha256,
        long bytes,
        String tag,
        String outcome,
        long read,
        long loaded,
        long quarantined,
        long duplicates,
        long leftOut,
        SortedMap<String, BigDecimal> money,
        List<String> drift,
        String message,
        String loadId) {

    /** The file name: the path after its last slash. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /**
     * The path for a line of a terminal or log. Control characters become {@code ?}, because vendors choose file names
     * and a terminal could obey them.
     */
    public String displayPath() {
        return toDisplayPath(path);
    }

    /** Replaces the control characters of a path by {@code ?}, as {@link #displayPath}. */
    public static String toDisplayPath(String path) {
        return path.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]", "?");
    }

    /** A file that was just copied to landing; nothing but its bytes is known. */
    public static LedgerFile forLanded(
            String source, LocalDate date, FileStore.Entry entry, String sha256, String loadId) {
        return new LedgerFile(
                source,
                date,
                entry.path(),
                sha256,
                entry.bytes(),
                entry.tag(),
                "landed",
                0,
                0,
                0,
                0,
                0,
                new TreeMap<>(),
                List.of(),
                null,
                loadId);
    }

    /**
     * A file that no source reads.
     *
     * @param why the reason, for readers
     */
    public static LedgerFile forUnclaimed(LocalDate date, FileStore.Entry entry, String why) {
        LedgerFile landed = forLanded(null, date, entry, null, null);
        return landed.withOutcome("unclaimed", why);
    }

    /** This file as readers see it: a load that was refused or failed has loaded nothing. */
    public LedgerFile withLoadState(Load.State state) {
        boolean isStopped = state == Load.State.REFUSED || state == Load.State.FAILED;
        boolean isGood = outcome.equals("loaded") || outcome.equals("landed");
        return isStopped && isGood ? withOutcome(state.name().toLowerCase(Locale.ROOT), message) : this;
    }

    private LedgerFile withOutcome(String newOutcome, String newMessage) {
        return new LedgerFile(
                source,
                businessDate,
                path,
                sha256,
                bytes,
                tag,
                newOutcome,
                read,
                loaded,
                quarantined,
                duplicates,
                leftOut,
                money,
                drift,
                newMessage,
                loadId);
    }

    /** This file with the result of a load. */
    public LedgerFile withReport(FileReport report, String loadId) {
        return new LedgerFile(
                source,
                businessDate,
                path,
                sha256,
                bytes,
                tag,
                report.outcome().name().toLowerCase(Locale.ROOT),
                report.read(),
                report.loaded(),
                report.quarantined(),
                report.duplicates(),
                report.leftOut(),
                report.money(),
                report.drift(),
                report.message(),
                loadId);
    }

    /**
     * This file as a repeat of {@code first}, which has the same content. None of its rows are loaded: all that
     * {@code first} did not leave out count as duplicates.
     */
    public LedgerFile asRepeatOf(LedgerFile first, String loadId) {
        boolean isLoaded = !first.outcome().equals("rejected");
        return new LedgerFile(
                source,
                businessDate,
                path,
                sha256,
                bytes,
                tag,
                isLoaded ? "repeated" : "rejected",
                first.read(),
                0,
                0,
                first.read() - first.leftOut(),
                first.leftOut(),
                new TreeMap<>(),
                List.of(),
                isLoaded ? "the same content as " + first.path() : first.message(),
                loadId);
    }
}
