package cx.warehouse.conform.delivery;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One delivered file in the landing.
 *
 * @param path below the drop zone, with delivery date and vendor: {@code 2026-03-02/awin/transactions_20260302.json}
 * @param sha256 of its bytes, in hex
 * @param businessDate the delivery day
 * @param bytes its length
 * @param loadId the load that reads it
 * @param companions files that are read together with it, by their name in the contract
 */
public record LandedFile(
        String path,
        String sha256,
        LocalDate businessDate,
        long bytes,
        String loadId,
        SortedMap<String, LandedFile> companions)
        implements Serializable {

    public LandedFile {
        companions = new TreeMap<>(companions);
    }

    /** A file without companions. */
    public LandedFile(String path, String sha256, LocalDate businessDate, long bytes, String loadId) {
        this(path, sha256, businessDate, bytes, loadId, new TreeMap<>());
    }

    /** Companions by name, in order. */
    @Override
    public SortedMap<String, LandedFile> companions() {
        return new TreeMap<>(companions);
    }

    public LandedFile withCompanions(SortedMap<String, LandedFile> found) {
        return new LandedFile(path, sha256, businessDate, bytes, loadId, found);
    }

    /** The name without its folders. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
