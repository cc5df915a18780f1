package cx.warehouse.infer;

import cx.warehouse.infer.TypeCandidates.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the narrowest type that accepts every cell of a column. */
final class ColumnTypeFinder {

    /** Texts that mean empty in many exports. */
    private static final List<String> TOKENS = List.of(
            "--", "\u2014", "-", "n/a", "N/A", "#N/A", "NA", "null", "NULL", "None", "(not set)", "(none)", "\\N");

    /** An e-mail address, a telephone number or an IP address, anywhere in a text. */
    private static final Pattern PERSONAL = Pattern.compile(
            "[^@\\s]+@[^@\\s]+\\.[^@\\s]+|(\\+|\\(0|\\b00)[0-9][0-9 ()./-]{6,}|\\b\\d{1,3}(\\.\\d{1,3}){3}\\b");

    private static final Pattern CODE = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}_/&.+ -]{0,39}");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final int LONG_ID = 16;
    private static final int FEW = 8;
    private static final int MANY = 20;

    private final TrialCells cells;
    private final List<List<String>> present = new ArrayList<>();
    private final List<String> missing;
    private final Map<Candidate, Set<Integer>> mismatches = new HashMap<>();
    private final List<Candidate> numbers = new ArrayList<>();

    ColumnTypeFinder(TrialCells cells, int columns) {
        this.cells = cells;
        Set<String> found = new LinkedHashSet<>();
        for (int column = 0; column < columns; column++) {
            cells.presentTexts(column).stream()
                    .map(String::strip)
                    .filter(TOKENS::contains)
                    .forEach(found::add);
        }
        this.missing = List.copyOf(found);
        for (int column = 0; column < columns; column++) {
            present.add(cells.presentTexts(column).stream()
                    .filter(cell -> !missing.contains(cell.strip()))
                    .toList());
        }
        this.numbers.add(TypeCandidates.percent());
        TypeCandidates.FORMATS.stream()
                .sorted(Comparator.comparingLong((String format) -> -TypeCandidates.numbers(format).stream()
                        .filter(number -> decidesFormat(number))
                        .count()))
                .forEach(format -> numbers.addAll(TypeCandidates.numbers(format)));
    }

    /**
     * Some columns can be read in only one number format. Columns that several formats fit follow the majority of
     * those.
     */
    private boolean decidesFormat(Candidate number) {
        for (int at = 0; at < present.size(); at++) {
            List<String> filled = present.get(at);
            if (!filled.isEmpty() && takes(number, at, filled) && isOfOneFormat(at, filled)) {
                return true;
            }
        }
        return false;
    }

    private boolean isOfOneFormat(int at, List<String> filled) {
        return TypeCandidates.FORMATS.stream()
                        .filter(format -> first(TypeCandidates.numbers(format), at, filled) != null)
                        .count()
                == 1;
    }

    /** The texts found in the files that mean empty. */
    List<String> missing() {
        return missing;
    }

    /** Drafts one column: its type, whether it is personal, complete and unique, and a note. */
    ColumnDraft draftColumn(int at, String from, String name) {
        List<String> filled = present.get(at);
        boolean isComplete = !filled.isEmpty() && filled.size() == cells.rows();
        boolean isUnique = isComplete && filled.stream().distinct().count() == filled.size();
        boolean isDigits =
                filled.stream().allMatch(cell -> DIGITS.matcher(cell.strip()).matches());
        boolean isId = !filled.isEmpty()
                && (VendorColumnNames.isId(name)
                        || isDigits
                                && filled.stream().anyMatch(cell -> cell.strip().length() >= LONG_ID)
                        || isDigits
                                && filled.stream().anyMatch(cell -> cell.strip().matches("0[0-9]+")));
        Candidate type = filled.isEmpty() || isId && epoch(at, name, filled) == null ? null : type(at, name, filled);
        boolean isPersonal = VendorColumnNames.isPersonal(name)
                || filled.stream().anyMatch(cell -> PERSONAL.matcher(cell).find());
        boolean isOpen =
                !isPersonal && (isId || type != null && !type.equals(TypeCandidates.JSON) || isFewWords(filled));
        List<String> further = new ArrayList<>(type == null ? List.of() : type.settings());
        further.remove("window: any");
        if (type == null
                && name.contains("currency")
                && filled.stream().allMatch(cell -> CURRENCY.matcher(cell).matches())) {
            further.add("pattern: '[A-Z]{3}'");
        }
        return new ColumnDraft(
                at,
                name,
                from,
                type == null ? "string" : type.type(),
                further,
                isId && type == null,
                isPersonal,
                isOpen,
                isComplete,
                isUnique,
                note(type, filled, isOpen && !isId, isComplete, isUnique));
    }

    private Candidate epoch(int at, String name, List<String> filled) {
        return VendorColumnNames.isInstant(name) && !name.endsWith("_id")
                ? first(TypeCandidates.EPOCHS, at, filled)
                : null;
    }

    private Candidate type(int at, String name, List<String> filled) {
        Candidate epoch = epoch(at, name, filled);
        if (epoch != null) {
            return epoch;
        }
        if (VendorColumnNames.isDay(name) && takes(TypeCandidates.COMPACT_DATE, at, filled)) {
            return TypeCandidates.COMPACT_DATE;
        }
        boolean isTruth = takes(TypeCandidates.BOOLEAN, at, filled)
                || VendorColumnNames.isTruth(name)
                        && !mismatchedColumns(TypeCandidates.BOOLEAN).contains(at);
        if (isTruth) {
            return TypeCandidates.BOOLEAN;
        }
        boolean isMoney = VendorColumnNames.isMoney(name);
        Candidate number = first(
                numbers.stream()
                        .filter(candidate -> !isMoney || !candidate.type().endsWith("int"))
                        .toList(),
                at,
                filled);
        if (number != null) {
            return number;
        }
        Candidate time = first(TypeCandidates.TIMES, at, filled);
        return time != null ? time : takes(TypeCandidates.JSON, at, filled) ? TypeCandidates.JSON : null;
    }

    private Candidate first(List<Candidate> candidates, int at, List<String> filled) {
        return candidates.stream()
                .filter(candidate -> takes(candidate, at, filled))
                .findFirst()
                .orElse(null);
    }

    private boolean takes(Candidate candidate, int at, List<String> filled) {
        return filled.stream().map(String::strip).allMatch(candidate.plausible())
                && !mismatchedColumns(candidate).contains(at);
    }

    private Set<Integer> mismatchedColumns(Candidate candidate) {
        return mismatches.computeIfAbsent(candidate, one -> cells.mismatchedColumns(missing, one.yaml()));
    }

    private String note(Candidate type, List<String> filled, boolean isShown, boolean isComplete, boolean isUnique) {
        if (filled.isEmpty()) {
            return "always empty here";
        }
        List<String> notes = new ArrayList<>();
        if (isUnique && filled.size() >= MANY && (type == null || type.type().equals("timestamp"))) {
            notes.add("all different");
        }
        if (!isComplete) {
            notes.add(String.format("%.0f %% filled", Math.floor(100.0 * filled.size() / cells.rows())));
        }
        List<String> different =
                filled.stream().map(String::strip).distinct().sorted().toList();
        if (type == null && isShown) {
            notes.add(
                    "seen: " + different.stream().map(ColumnTypeFinder::oneLine).collect(Collectors.joining(", ")));
        }
        if (type != null
                && type.settings().stream().anyMatch(said -> said.contains("M/d/yyyy"))
                && takesAsDayFirst(filled)) {
            notes.add("or d/M/yyyy: no day above 12 was seen");
        }
        return String.join("; ", notes);
    }

    /** True when the cells are a few words that repeat, as a vendor's codes do; texts written by people vary more. */
    private static boolean isFewWords(List<String> filled) {
        long different = filled.stream().map(String::strip).distinct().count();
        return different <= FEW
                && filled.size() > 2 * different
                && filled.stream().allMatch(cell -> CODE.matcher(cell.strip()).matches());
    }

    private static boolean takesAsDayFirst(List<String> filled) {
        return filled.stream().allMatch(cell -> Integer.parseInt(cell.strip().split("/")[1]) <= 12);
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\s\\p{Cc}\\u2028\\u2029\\u0085]+", " ");
    }
}
