package cx.warehouse.conform;

import java.io.Serializable;
import java.time.LocalDate;

/**
 * One delivered file as the landing keeps it.
 *
 * @param path below the drop zone, with delivery date and vendor: {@code 2026-03-02/awin/transactions_20260302.json}
 * @param sha256 of its bytes, in hex
 * @param businessDate the delivery day
 * @param bytes its length
 * @param loadId the load that reads it
 */
public record LandedFile(String path, String sha256, LocalDate businessDate, long bytes, String loadId)
        implements Serializable {

    /** The name without its folders. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
