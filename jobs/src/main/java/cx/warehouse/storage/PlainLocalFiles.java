package cx.warehouse.storage;

import org.apache.hadoop.fs.RawLocalFileSystem;

/** Hadoop's local files without a checksum file beside each: Parquet and the ledger have checksums of their own. */
public final class PlainLocalFiles extends RawLocalFileSystem {

    @Override
    public String getScheme() {
        return "file";
    }
}
