package cx.warehouse.ledger;

import java.time.Instant;
import java.time.LocalDate;

/**
 * One run over fixed inputs.
 *
 * @param loadId {@code <date>-<source or assemble>-<digest of the inputs>}
 * @param source the source, or {@link #ASSEMBLE}
 * @param endedAt null while the load runs
 * @param assembledIn the assemble load that took in the rows of this load, or null
 */
public record Load(
        String loadId,
        LocalDate businessDate,
        String source,
        State state,
        Instant startedAt,
        Instant endedAt,
        String message,
        String assembledIn) {

    /** The value of {@code source} for the second half of a night. */
    public static final String ASSEMBLE = "assemble";

    /** The state of a load, or how it ended. */
    public enum State {
        RUNNING,
        /** Checked, and perhaps visible in part. Nothing else may be built before all of it is visible. */
        PUBLISHING,
        PUBLISHED,
        REFUSED,
        FAILED
    }

    /** True when the rows of the load are visible. */
    public boolean isPublished() {
        return state == State.PUBLISHED;
    }
}
