package cx.warehouse.infer;

import cx.warehouse.contract.CodeTexts;
import cx.warehouse.infer.TypeCandidates.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the narrowest type that accepts every cell of a column. */
final class ColumnTypeFinder {

    /** An e-mail address, a telephone number or an IP address, anywhere in a text. */
    private static final Pattern PERSONAL = Pattern.compile(
            "[^@\\s]+@[^@\\s]+\\.[^@\\s]+|(\\+|\\(0|\\b00)[0-9][0-9 ()./-]{6,}|\\b\\d{1,3}(\\.\\d{1,3}){3}\\b");

    private static final Pattern CODE = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}_/&.+ -]{0,39}");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern NUMERIC = Pattern.compile("[0-9.,]+");
    private static final Pattern AMBIGUOUS = Pattern.compile("-?[0-9]{1,3}[.,][0-9]{3}");
    private static final int LONG_ID = 16;
    private static final int FEW = 8;
    private static final int MANY = 20;

    private final TypeTrials trials;

    ColumnTypeFinder(TypeTrials trials) {
        this.trials = trials;
    }

    /** Drafts one column: its type, whether it is personal, complete and unique, and a note. */
    ColumnDraft draftColumn(int at, String from, String name) {
        List<String> filled = trials.filled(at);
        boolean isComplete = trials.isComplete(at);
        boolean isUnique = isComplete && filled.stream().distinct().count() == filled.size();
        boolean isDigits =
                filled.stream().allMatch(cell -> DIGITS.matcher(cell.strip()).matches());
        boolean isId = !filled.isEmpty()
                && (VendorColumnNames.isId(name)
                        || isDigits
                                && (CodeTexts.isCodeName(from)
                                        || filled.stream()
                                                .anyMatch(cell -> cell.strip().length() >= LONG_ID)
                                        || hasLeadingZero(filled)));
        Candidate type = filled.isEmpty() || isId && epoch(at, name) == null ? null : type(at, name, filled);
        boolean isPersonal = VendorColumnNames.isPersonal(name)
                || filled.stream().anyMatch(cell -> PERSONAL.matcher(cell).find());
        boolean isOpen =
                !isPersonal && (isId || type != null && !type.equals(TypeCandidates.JSON) || isFewWords(filled));
        List<String> further = new ArrayList<>(type == null ? List.of() : settings(type, at, name));
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
                note(type, at, filled, isOpen && !isId, isComplete, isUnique));
    }

    /** The settings of a type in the draft. A time keeps the usual window unless it often lies outside. */
    private List<String> settings(Candidate type, int at, String name) {
        if (!type.type().equals("date") && !type.type().equals("timestamp")) {
            return type.settings();
        }
        boolean isOutside = VendorColumnNames.isPlan(name) || !trials.accepts(type.withinWindow(), at);
        List<String> settings = new ArrayList<>(type.withinWindow().settings());
        boolean isUtc =
                VendorColumnNames.isUtc(name) || String.valueOf(type.pattern()).endsWith("'UTC'");
        boolean isLocal = settings.stream().noneMatch(setting -> setting.startsWith("format: epoch_"));
        if (type.type().equals("timestamp") && isUtc && isLocal) {
            settings.add("zone: UTC");
        }
        if (isOutside) {
            settings.add("window: any");
        }
        return settings;
    }

    private static boolean hasLeadingZero(List<String> filled) {
        return filled.stream().map(String::strip).anyMatch(CodeTexts::hasLeadingZero);
    }

    private Candidate epoch(int at, String name) {
        return VendorColumnNames.isInstant(name) && !name.endsWith("_id")
                ? trials.first(TypeCandidates.EPOCHS, at)
                : null;
    }

    private Candidate type(int at, String name, List<String> filled) {
        Candidate epoch = epoch(at, name);
        if (epoch != null) {
            return epoch;
        }
        if (VendorColumnNames.isDay(name) && trials.takes(TypeCandidates.COMPACT_DATE, at)) {
            return TypeCandidates.COMPACT_DATE;
        }
        boolean isTruth = trials.takes(TypeCandidates.BOOLEAN, at)
                || VendorColumnNames.isTruth(name) && trials.accepts(TypeCandidates.BOOLEAN, at);
        if (isTruth) {
            return TypeCandidates.BOOLEAN;
        }
        Candidate number = hasLeadingZero(filled) || CodeTexts.isCodeName(name) ? null : number(at, name);
        if (number != null) {
            return number;
        }
        Candidate time = trials.first(trials.times(), at);
        return time != null ? time : trials.takes(TypeCandidates.JSON, at) ? TypeCandidates.JSON : null;
    }

    private Candidate number(int at, String name) {
        boolean isMoney = VendorColumnNames.isMoney(name);
        return trials.first(
                trials.numbers().stream()
                        .filter(candidate -> !isMoney || !candidate.type().endsWith("int"))
                        .toList(),
                at);
    }

    private String note(
            Candidate type, int at, List<String> filled, boolean isShown, boolean isComplete, boolean isUnique) {
        if (filled.isEmpty()) {
            return "always empty here";
        }
        List<String> notes = new ArrayList<>();
        if (isUnique && filled.size() >= MANY && (type == null || type.type().equals("timestamp"))) {
            notes.add("all different");
        }
        if (!isComplete) {
            notes.add(trials.filledPercent(at) + " % filled");
        }
        List<String> different =
                filled.stream().map(String::strip).distinct().sorted().toList();
        if (type == null && isShown) {
            notes.add(
                    "seen: " + different.stream().map(ColumnTypeFinder::oneLine).collect(Collectors.joining(", ")));
        }
        if (type == null && hasLeadingZero(filled) && isNumeric(filled)) {
            notes.add("text, because a cell begins with 0");
        }
        otherMeaning(type, at, filled).ifPresent(notes::add);
        return String.join("; ", notes);
    }

    /** True for digits with separators, which a number may have. */
    private static boolean isNumeric(List<String> filled) {
        return filled.stream().allMatch(cell -> NUMERIC.matcher(cell.strip()).matches())
                && !filled.stream()
                        .allMatch(cell -> DIGITS.matcher(cell.strip()).matches());
    }

    /** Another meaning that all cells of a column may have; nothing when a cell of the files decides. */
    private Optional<String> otherMeaning(Candidate type, int at, List<String> filled) {
        Candidate swapped = type == null ? null : TypeCandidates.swapped(type);
        if (swapped != null && trials.takes(swapped, at)) {
            String reason =
                    trials.isDayFirst() ? ": the order is that of another column" : ": no day above 12 was seen";
            return Optional.of("or " + TimePatterns.dayOf(swapped.pattern()) + reason);
        }
        boolean isOpen =
                type != null && !trials.isFormatDecided() && trials.numbers().contains(type);
        return isOpen && separatorIsAmbiguous(filled)
                ? Optional.of("or number_format: de-DE: no cell decides the meaning of its separator")
                : Optional.empty();
    }

    /** True when each separator may divide groups, or begin a fraction of three digits. */
    private static boolean separatorIsAmbiguous(List<String> filled) {
        List<String> separated = filled.stream()
                .map(String::strip)
                .filter(cell -> !DIGITS.matcher(cell).matches())
                .toList();
        return !separated.isEmpty()
                && separated.stream().allMatch(cell -> AMBIGUOUS.matcher(cell).matches());
    }

    /** True when the cells are a few words that repeat, as a vendor's codes do; texts written by people vary more. */
    private static boolean isFewWords(List<String> filled) {
        long different = filled.stream().map(String::strip).distinct().count();
        return different <= FEW
                && filled.size() > 2 * different
                && filled.stream().allMatch(cell -> CODE.matcher(cell.strip()).matches());
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\s\\p{Cc}\\u2028\\u2029\\u0085]+", " ");
    }
}
