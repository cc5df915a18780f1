package cx.warehouse.conform.delivery;

import java.io.IOException;
import java.io.InputStream;

/** Opens landed files, wherever they lie. */
@FunctionalInterface
public interface FileOpener {

    /** The bytes of a file from its first; whoever opens it closes it. */
    InputStream open(LandedFile file) throws IOException;
}
