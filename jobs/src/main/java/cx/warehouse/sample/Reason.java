package cx.warehouse.sample;

import java.util.Locale;

/** Why a row that was broken on purpose must be rejected. */
enum Reason {
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
