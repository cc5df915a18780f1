package cx.warehouse.spark;

import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.hadoop.HadoopFileIO;
import org.apache.iceberg.util.SerializableSupplier;

/**
 * How Iceberg reads and writes local files. It asks for none of the settings of Hadoop or {@code spark.hadoop.*}, so that
 * none travel with a table: hundreds of them, packed anew for every query, would be a twentieth of a small night.
 */
public final class LocalFileIO extends HadoopFileIO {

    private static final Configuration SETTINGS = new Configuration();

    static {
        SETTINGS.set("fs.file.impl", PlainLocalFiles.class.getName());
    }

    @Override
    public void setConf(Configuration settings) {
        super.setConf(settings);
        super.serializeConfWith(given -> () -> SETTINGS);
    }

    /** What was given first stays. */
    @Override
    public void serializeConfWith(Function<Configuration, SerializableSupplier<Configuration>> packed) {}
}
