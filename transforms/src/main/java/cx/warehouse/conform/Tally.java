package cx.warehouse.conform;

import cx.warehouse.conform.FileReport.Outcome;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.contract.SourceContract.Drift;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts what becomes of one file's rows. */
final class Tally {
    /** So many columns that moved are named. */
    private static final int MOVED = 5;

    private final LandedFile file;
    private final String source;
    private final boolean isFrozen;
    private final SortedMap<String, BigDecimal> money = new TreeMap<>();
    private final Set<String> drift = new LinkedHashSet<>();
    private final Set<Long> conflicts = new HashSet<>();
    private long read;
    private long loaded;
    private long quarantined;
    private long duplicates;
    private long leftOut;

    Tally(LandedFile file, SourceContract contract) {
        this.file = file;
        this.source = contract.source();
        this.isFrozen = contract.drift() == Drift.FREEZE;
    }

    void loaded() {
        read++;
        loaded++;
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

    /** A column that the contract knows by another name. */
    void renamed(String name, String known) {
        drift.add("renamed: " + Text.shown(name) + " (" + known + ")");
    }

    /** Columns that do not stand where the contract has them, among those it knows; there may be none. */
    void reordered(List<String> names) {
        if (names.isEmpty()) {
            return;
        }
        String first = String.join(", ", names.subList(0, Math.min(MOVED, names.size())));
        String more = names.size() > MOVED ? " and " + (names.size() - MOVED) + " more" : "";
        drift.add("reordered: " + Text.shown(first) + more);
    }

    /**
     * A column that the contract does not know.
     *
     * @throws BadFile when the contract allows none
     */
    void added(String name) {
        drift.add("added: " + Text.shown(name));
        if (isFrozen) {
            throw new BadFile(
                    "has the column " + Text.shown(name) + ", which its contract does not know and does not allow"
                            + " (drift: freeze); add it to the contract, or have the vendor take it out");
        }
    }

    /**
     * A column that may be empty, and is not there.
     *
     * @throws BadFile when the contract wants all
     */
    void missing(String name) {
        drift.add("missing: " + name);
        if (isFrozen) {
            throw new BadFile("lacks the column " + name + ", and its contract wants all (drift: freeze)");
        }
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
                conflicts);
    }

    FileReport rejected(String message) {
        return FileReport.unread(file, source, Outcome.REJECTED, drift.stream().toList(), message);
    }
}
