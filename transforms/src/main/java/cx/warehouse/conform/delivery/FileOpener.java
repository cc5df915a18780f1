package cx.warehouse.conform.delivery;

import java.io.IOException;
import java.io.InputStream;

/** Opens landed files in any storage. */
@FunctionalInterface
public interface FileOpener {

    /** Opens a file at its first byte; the caller closes it. */
    InputStream open(LandedFile file) throws IOException;
}
