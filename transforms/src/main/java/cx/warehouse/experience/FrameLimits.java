package cx.warehouse.experience;

/**
 * Numbers of rows up to which frames are handled in a way that suits few rows. Results do not depend on them.
 *
 * @param broadcastRows rows of a frame up to which it is sent to every task of a join
 * @param rowsPerPlanRow rows of the driver that one row of a plan holds, because every rule of the optimizer walks over
 *     all rows of a plan; at least 1
 */
public record FrameLimits(long broadcastRows, int rowsPerPlanRow) {

    public FrameLimits {
        if (rowsPerPlanRow < 1) {
            throw new IllegalArgumentException("rowsPerPlanRow " + rowsPerPlanRow + " is below 1");
        }
    }
}
