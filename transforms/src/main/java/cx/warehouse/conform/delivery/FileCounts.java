package cx.warehouse.conform.delivery;

import cx.warehouse.conform.delivery.FileReport.FileOutcome;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.contract.SourceContract.DriftRule;
import cx.warehouse.contract.SourceContract.LeftOut;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts the rows of one file by outcome, and records how its columns differ from the contract. */
public final class FileCounts {
    /** Greatest number of reordered columns that the report names. */
    private static final int MOST_MOVED_NAMED = 5;

    private final LandedFile file;
    private final String source;
    private final boolean isFrozen;
    private final SortedMap<String, BigDecimal> money = new TreeMap<>();
    private final Set<String> drift = new LinkedHashSet<>();
    private final Set<Long> conflicts = new HashSet<>();
    private final Set<Long> superseded = new HashSet<>();
    private final Map<LeftOut, Long> rulesMet = new LinkedHashMap<>();
    private long read;
    private long loaded;
    private long quarantined;
    private long duplicates;
    private long leftOut;

    public FileCounts(LandedFile file, SourceContract contract) {
        this.file = file;
        this.source = contract.source();
        this.isFrozen = contract.drift() == DriftRule.FREEZE;
    }

    public void countLoaded() {
        read++;
        loaded++;
    }

    public void addMoney(String currency, BigDecimal amount) {
        money.merge(currency, amount, BigDecimal::add);
    }

    public void countQuarantined() {
        read++;
        quarantined++;
    }

    public void countDuplicate() {
        read++;
        duplicates++;
    }

    /** Counts a row that meets a rule of {@code left_out}. */
    public void countLeftOut(LeftOut rule) {
        read++;
        leftOut++;
        rulesMet.merge(rule, 1L, Long::sum);
    }

    public void addConflict(long key) {
        conflicts.add(key);
    }

    public void addSuperseded(long row) {
        superseded.add(row);
    }

    /** Records a column that the contract knows by another name. */
    public void reportRenamed(String name, String known) {
        drift.add("renamed: " + DisplayText.of(name) + " (" + known + ")");
    }

    /** Records columns in another order than in the contract; the list may be empty. */
    public void reportReordered(List<String> names) {
        if (names.isEmpty()) {
            return;
        }
        String first = String.join(", ", names.subList(0, Math.min(MOST_MOVED_NAMED, names.size())));
        String more = names.size() > MOST_MOVED_NAMED ? " and " + (names.size() - MOST_MOVED_NAMED) + " more" : "";
        drift.add("reordered: " + DisplayText.of(first) + more);
    }

    /** Records a name that several columns have. */
    public void reportDoubled(String name, String positions) {
        drift.add("doubled: " + DisplayText.of(name) + " (columns " + positions + ")");
    }

    /**
     * Records a column that the contract does not know.
     *
     * @throws BadFileException if the contract allows no further columns
     */
    public void reportAdded(String name) {
        drift.add("added: " + DisplayText.of(name));
        if (isFrozen) {
            throw new BadFileException(
                    "has the column " + DisplayText.of(name) + ", which its contract does not know and does not allow"
                            + " (drift: freeze); add it to the contract, or have the vendor take it out");
        }
    }

    /**
     * Records the absence of an optional column.
     *
     * @throws BadFileException if the contract requires all columns
     */
    public void reportMissing(String name) {
        drift.add("missing: " + name);
        if (isFrozen) {
            throw new BadFileException("lacks the column " + name + ", and its contract wants all (drift: freeze)");
        }
    }

    public long rowsRead() {
        return read;
    }

    /**
     * The report of a file that was read to its end. When every row was left out, the message tells the rules and their
     * fix.
     */
    public FileReport loadedReport(String message) {
        boolean isAllLeftOut = leftOut > 0 && leftOut + duplicates == read;
        return new FileReport(
                file.path(),
                source,
                FileOutcome.LOADED,
                read,
                loaded,
                quarantined,
                duplicates,
                leftOut,
                money,
                drift.stream().toList(),
                message.isEmpty() && isAllLeftOut ? leftOutMessage() : message,
                new RepeatedRows(conflicts, superseded));
    }

    private String leftOutMessage() {
        String rules = rulesMet.entrySet().stream()
                .map(met -> String.format(
                        Locale.ROOT,
                        "%,d because %s%s",
                        met.getValue(),
                        met.getKey().text(),
                        met.getKey().fix() == null ? "" : " (" + met.getKey().fix() + ")"))
                .collect(Collectors.joining("; "));
        return "every row is left out by its contract: " + rules;
    }

    public FileReport rejectedReport(String message) {
        return FileReport.withoutRows(
                file, source, FileOutcome.REJECTED, drift.stream().toList(), message);
    }
}
