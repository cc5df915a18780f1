package cx.warehouse.sample.files;

import java.util.Locale;

/** The reason why a deliberately malformed row must be rejected. */
public enum MalformedReason {
    COLUMN_COUNT,
    JSON,
    REQUIRED,
    DATE,
    TIMESTAMP,
    NUMBER,
    RANGE,
    ENUM,
    ID_FORMAT;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
