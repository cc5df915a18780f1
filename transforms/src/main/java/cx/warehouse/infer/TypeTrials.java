package cx.warehouse.infer;

import cx.warehouse.infer.TypeCandidates.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Tries types on columns. A column that can be read in one way only decides the number format, and the order of day and
 * month, for the columns that can be read in several.
 */
final class TypeTrials {

    /** Texts that mean empty in many exports. */
    static final List<String> MISSING = List.of(
            "--",
            "---",
            "\u2014",
            "-",
            "n/a",
            "N/A",
            "#N/A",
            "NA",
            "null",
            "NULL",
            "None",
            "(not set)",
            "(none)",
            "\\N");

    private final TrialCells cells;
    private final List<String> missing;
    private final List<List<String>> filled = new ArrayList<>();
    private final Map<Candidate, Set<Integer>> mismatches = new HashMap<>();
    private final List<Candidate> numbers = new ArrayList<>(List.of(TypeCandidates.percent()));
    private final List<Candidate> times = new ArrayList<>(TypeCandidates.TIMES);
    private final boolean isFormatDecided;
    private final boolean isDayFirst;

    TypeTrials(TrialCells cells, int columns) {
        this.cells = cells;
        Set<String> found = new LinkedHashSet<>();
        for (int column = 0; column < columns; column++) {
            cells.presentTexts(column).stream()
                    .map(String::strip)
                    .filter(MISSING::contains)
                    .forEach(found::add);
        }
        this.missing = List.copyOf(found);
        for (int column = 0; column < columns; column++) {
            filled.add(cells.presentTexts(column).stream()
                    .filter(cell -> !missing.contains(cell.strip()))
                    .toList());
        }
        Map<String, Long> deciding = new HashMap<>();
        TypeCandidates.FORMATS.forEach(format -> deciding.put(
                format,
                TypeCandidates.numbers(format).stream()
                        .filter(this::decidesFormat)
                        .count()));
        this.isFormatDecided = deciding.values().stream().anyMatch(count -> count > 0);
        TypeCandidates.FORMATS.stream()
                .sorted(Comparator.comparingLong(format -> -deciding.get(format)))
                .forEach(format -> numbers.addAll(TypeCandidates.numbers(format)));
        this.isDayFirst = times.stream().anyMatch(time -> TimePatterns.isDayFirst(time.pattern()) && isProven(time));
        if (isDayFirst) {
            times.sort(Comparator.comparing(
                    time -> TypeCandidates.swapped(time) != null && !TimePatterns.isDayFirst(time.pattern())));
        }
    }

    /** The texts found in the files that mean empty. */
    List<String> missing() {
        return missing;
    }

    /** The cells of a column that are neither blank nor mean empty. */
    List<String> filled(int column) {
        return filled.get(column);
    }

    /** True when no cell of the column is empty. */
    boolean isComplete(int column) {
        return !filled(column).isEmpty() && filled(column).size() == cells.rows();
    }

    /** The share of cells that are not empty, in percent, rounded down. */
    int filledPercent(int column) {
        return (int) (100L * filled(column).size() / cells.rows());
    }

    /** The number types, in the order in which to try them. */
    List<Candidate> numbers() {
        return numbers;
    }

    /** The dates and timestamps, in the order in which to try them. */
    List<Candidate> times() {
        return times;
    }

    /** True when a column can be read in one number format only. */
    boolean isFormatDecided() {
        return isFormatDecided;
    }

    /** True when a column can be read only with the day before the month. */
    boolean isDayFirst() {
        return isDayFirst;
    }

    /** The first of the types that a column takes; null for none. */
    Candidate first(List<Candidate> candidates, int column) {
        return candidates.stream()
                .filter(candidate -> takes(candidate, column))
                .findFirst()
                .orElse(null);
    }

    /** True when a person could mean all cells of a column this way, and the reader accepts them. */
    boolean takes(Candidate candidate, int column) {
        return filled(column).stream().map(String::strip).allMatch(candidate.plausible()) && accepts(candidate, column);
    }

    /** True when the reader accepts all cells of a column. */
    boolean accepts(Candidate candidate, int column) {
        return !mismatches
                .computeIfAbsent(candidate, one -> cells.mismatchedColumns(missing, one.yaml()))
                .contains(column);
    }

    /** True when a column can be read with this order of day and month, and not with the other. */
    private boolean isProven(Candidate time) {
        Candidate other = TypeCandidates.swapped(time);
        return filledColumns().anyMatch(column -> takes(time, column) && !takes(other, column));
    }

    private boolean decidesFormat(Candidate number) {
        return filledColumns().anyMatch(column -> takes(number, column) && isOfOneFormat(column));
    }

    private boolean isOfOneFormat(int column) {
        return TypeCandidates.FORMATS.stream()
                        .filter(format -> first(TypeCandidates.numbers(format), column) != null)
                        .count()
                == 1;
    }

    private IntStream filledColumns() {
        return IntStream.range(0, filled.size())
                .filter(column -> !filled.get(column).isEmpty());
    }
}
