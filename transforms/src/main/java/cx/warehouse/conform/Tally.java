package cx.warehouse.conform;

import cx.warehouse.conform.FileReport.Outcome;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts what becomes of one file's rows. */
final class Tally {
    private final LandedFile file;
    private final String source;
    private final SortedMap<String, BigDecimal> money = new TreeMap<>();
    private final Set<String> drift = new LinkedHashSet<>();
    private final Set<Long> conflicts = new HashSet<>();
    private long read;
    private long loaded;
    private long quarantined;
    private long duplicates;
    private long leftOut;
    private LocalDate minDate;
    private LocalDate maxDate;

    Tally(LandedFile file, String source) {
        this.file = file;
        this.source = source;
    }

    void loaded(LocalDate day) {
        read++;
        loaded++;
        if (day != null) {
            minDate = minDate == null || day.isBefore(minDate) ? day : minDate;
            maxDate = maxDate == null || day.isAfter(maxDate) ? day : maxDate;
        }
    }

    void money(String currency, BigDecimal amount) {
        money.merge(currency, amount, BigDecimal::add);
    }

    void quarantined() {
        read++;
        quarantined++;
    }

    void duplicate() {
        read++;
        duplicates++;
    }

    void leftOut() {
        read++;
        leftOut++;
    }

    void conflict(long key) {
        conflicts.add(key);
    }

    void drift(Collection<String> found) {
        drift.addAll(found);
    }

    void drift(String found) {
        drift.add(found);
    }

    long read() {
        return read;
    }

    FileReport report(String message) {
        return new FileReport(
                file.path(),
                source,
                Outcome.LOADED,
                read,
                loaded,
                quarantined,
                duplicates,
                leftOut,
                money,
                drift.stream().toList(),
                message,
                conflicts,
                minDate,
                maxDate);
    }

    FileReport rejected(String message) {
        return FileReport.unread(file, source, Outcome.REJECTED, drift.stream().toList(), message);
    }
}
