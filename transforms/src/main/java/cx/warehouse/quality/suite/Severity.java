package cx.warehouse.quality.suite;

import java.util.Locale;

/** Weight of a failed expectation; only a critical one refuses a load. */
public enum Severity {
    CRITICAL,
    WARNING,
    INFO;

    /** Finds a severity by name; an absent name is critical, as in Great Expectations. */
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
