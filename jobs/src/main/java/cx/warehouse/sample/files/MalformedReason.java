package cx.warehouse.sample.files;

import java.util.Locale;

/** Why a row that was broken on purpose must be rejected. */
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
