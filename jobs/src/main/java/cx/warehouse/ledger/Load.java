package cx.warehouse.ledger;

import java.time.Instant;
import java.time.LocalDate;

/**
 * One run over fixed inputs.
 *
 * @param loadId {@code <date>-<source or assemble>-<digest of the inputs>}
 * @param source the source, or {@link #ASSEMBLE}
 * @param assembledIn the assemble load that took this load's rows in, or null
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

    /** What stands in the place of a source for the second half of a night. */
    public static final String ASSEMBLE = "assemble";

    /** Where a load is, or how it ended. */
    public enum State {
        RUNNING,
        /** Checked, and perhaps visible in part: nothing else may be built before it is visible whole. */
        PUBLISHING,
        PUBLISHED,
        REFUSED,
        FAILED
    }

    /** True when its rows are visible. */
    public boolean isPublished() {
        return state == State.PUBLISHED;
    }
}
