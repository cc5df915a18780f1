package cx.warehouse.spark;

import cx.warehouse.files.FileStore;
import cx.warehouse.files.S3Location;
import cx.warehouse.files.S3Settings;
import cx.warehouse.ledger.Database;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.io.FileIO;

/** Properties of the Iceberg catalogs that this program uses. */
public final class CatalogProperties {

    /** The property with the folder of the tables. */
    static final String WAREHOUSE = "warehouse";

    private CatalogProperties() {}

    /**
     * A catalog in a database, with its tables below {@code root}.
     *
     * @param s3 used only when {@code root} is on S3
     */
    public static Map<String, String> jdbc(Database database, FileStore root, S3Settings s3) {
        Map<String, String> properties = new HashMap<>();
        properties.put("catalog-impl", "org.apache.iceberg.jdbc.JdbcCatalog");
        properties.put("uri", database.url());
        properties.put("jdbc.schema-version", "V1");
        if (database.user() != null) {
            properties.put("jdbc.user", database.user());
        }
        if (database.password() != null) {
            properties.put("jdbc.password", database.password());
        }
        properties.put(WAREHOUSE, root.uri("warehouse"));
        properties.put("cache-enabled", "false");
        if (S3Location.isS3(root.location())) {
            properties.put("io-impl", "org.apache.iceberg.aws.s3.S3FileIO");
            properties.put("s3.path-style-access", Boolean.toString(s3.pathStyle()));
            if (s3.endpoint() != null) {
                properties.put("s3.endpoint", s3.endpoint());
            }
            if (s3.region() != null) {
                properties.put("client.region", s3.region());
            }
        }
        return properties;
    }

    /** The files of the tables of a catalog, without its database and without Spark. */
    public static FileIO files(Map<String, String> properties) {
        Configuration local = new Configuration();
        local.set("fs.file.impl", PlainLocalFiles.class.getName());
        return CatalogUtil.loadFileIO(
                properties.getOrDefault("io-impl", "org.apache.iceberg.hadoop.HadoopFileIO"), properties, local);
    }

    /** A catalog without tables, which ends with the process. */
    public static Map<String, String> inMemory() {
        return Map.of("catalog-impl", "org.apache.iceberg.inmemory.InMemoryCatalog");
    }
}
