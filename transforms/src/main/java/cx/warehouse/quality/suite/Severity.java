package cx.warehouse.quality.suite;

import java.util.Locale;

/** How much a failed expectation weighs: only a critical one refuses a load. */
public enum Severity {
    CRITICAL,
    WARNING,
    INFO;

    /** The severity of that name; critical when there is none, as Great Expectations has it. */
    static Severity of(String name) {
        if (name == null || name.isBlank()) {
            return CRITICAL;
        }
        for (Severity severity : values()) {
            if (severity.word().equals(name.trim().toLowerCase(Locale.ROOT))) {
                return severity;
            }
        }
        throw new ExpectationFault("severity \"" + name + "\" is none of critical, warning, info");
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
