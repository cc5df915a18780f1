package cx.warehouse.report;

import java.util.Collection;
import java.util.Locale;

/** The verdict on an expectation or on a whole table. Later constants are more severe. */
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

    /** The name that pages use for color and icon. */
    public String sign() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The verdict on a failed expectation of a given severity. */
    static ResultVerdict ofSeverity(String severity) {
        return switch (severity) {
            case "warning" -> WARNED;
            case "info" -> NOTED;
            default -> FAILED;
        };
    }

    /** The most severe of several verdicts; passed when there are none. */
    static ResultVerdict gravest(Collection<ResultVerdict> verdicts) {
        return verdicts.stream().max(Enum::compareTo).orElse(PASSED);
    }
}
