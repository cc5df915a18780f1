package cx.warehouse.checks;

import cx.warehouse.quality.suite.ScanTuning;
import cx.warehouse.spark.FrameSize;
import org.apache.spark.sql.Dataset;

/** The choices of speed that this program hands to every validation: sizes are judged by {@link FrameSize} alone. */
public final class CheckTuning {

    /** How the scans of checked frames follow the size of the frame. */
    public static final ScanTuning BY_SIZE =
            new ScanTuning(FrameSize::coalesceToCheck, FrameSize::areHashesCollected, Dataset::collectAsList);

    private CheckTuning() {}
}
