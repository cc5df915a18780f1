package cx.warehouse.report;

import java.util.Collection;
import java.util.Locale;

/** How an expectation, or all of a table, came out; a later one is graver. */
enum ResultVerdict {
    PASSED("Passed", "Passed"),
    NOTED("Note", "Passed, with notes"),
    WARNED("Warning", "Passed, with warnings"),
    FAILED("Failed", "Failed");

    private final String ofOne;
    private final String ofAll;

    ResultVerdict(String ofOne, String ofAll) {
        this.ofOne = ofOne;
        this.ofAll = ofAll;
    }

    /** The word for one expectation. */
    public String word() {
        return ofOne;
    }

    /** The words for a whole table. */
    public String words() {
        return ofAll;
    }

    /** The name that pages use for colour and icon. */
    public String sign() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What an expectation of that severity comes to when it did not hold. */
    static ResultVerdict ofSeverity(String severity) {
        return switch (severity) {
            case "warning" -> WARNED;
            case "info" -> NOTED;
            default -> FAILED;
        };
    }

    /** The gravest of several; none at all have passed. */
    static ResultVerdict gravest(Collection<ResultVerdict> verdicts) {
        return verdicts.stream().max(Enum::compareTo).orElse(PASSED);
    }
}
