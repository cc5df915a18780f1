package cx.warehouse.spark;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.files.FileStore;
import cx.warehouse.files.S3Settings;
import cx.warehouse.ledger.Database;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogPropertiesTest {

    @TempDir
    Path folder;

    @Test
    void tablesOnALocalDiskNeedNoMoreThanTheDatabase() {
        assertThat(properties(folder.toString(), new S3Settings("http://unused", "eu-1", true)))
                .containsEntry("catalog-impl", "org.apache.iceberg.jdbc.JdbcCatalog")
                .containsEntry("warehouse", folder.resolve("warehouse").toString())
                .containsEntry("jdbc.user", "sa")
                .containsEntry("jdbc.password", "")
                .doesNotContainKeys("io-impl", "s3.endpoint", "s3.path-style-access", "client.region");
    }

    @Test
    void tablesOnS3AreReachedAsTheSettingsSay() {
        assertThat(properties("s3://bucket/a", new S3Settings("http://127.0.0.1:9000", "eu-1", true)))
                .containsEntry("io-impl", "org.apache.iceberg.aws.s3.S3FileIO")
                .containsEntry("warehouse", "s3a://bucket/a/warehouse")
                .containsEntry("s3.endpoint", "http://127.0.0.1:9000")
                .containsEntry("s3.path-style-access", "true")
                .containsEntry("client.region", "eu-1");
    }

    @Test
    void whatIsNotSetIsLeftToTheChainOfAws() {
        assertThat(properties("s3a://bucket", new S3Settings(null, null, false)))
                .containsEntry("s3.path-style-access", "false")
                .doesNotContainKeys("s3.endpoint", "client.region");
    }

    @Test
    void optionsOfASessionAreItsOwn() {
        Map<String, String> properties = new HashMap<>(Map.of("spark.x", "1"));
        SessionOptions options = new SessionOptions("local[2]", 2, properties);
        properties.clear();
        assertThat(options.properties()).containsEntry("spark.x", "1");
    }

    private Map<String, String> properties(String place, S3Settings s3) {
        String url = Database.embeddedUrl(folder.resolve("cxw").toString());
        try (Database database = new Database(url, "sa", "")) {
            Map<String, String> properties = CatalogProperties.jdbc(database, FileStore.at(place, s3), s3);
            assertThat(properties).containsEntry("uri", url);
            return properties;
        }
    }
}
