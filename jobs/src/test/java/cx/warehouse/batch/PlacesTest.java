package cx.warehouse.batch;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.storage.Database;
import cx.warehouse.testing.Nights;
import cx.warehouse.testing.S3Server;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** The same night with its database on PostgreSQL, and with drops and warehouse on S3. */
class PlacesTest {

    private static final LocalDate NIGHT = Nights.dates().get(0);

    @TempDir
    Path folder;

    @Test
    void theNightIsTheSameWithItsDatabaseOnPostgres() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            Settings settings = Nights.settings(
                    folder.resolve("pg"),
                    Map.of(
                            "database.url",
                            postgres.getJdbcUrl("postgres", "postgres").replaceFirst("\\?.*", ""),
                            "database.user",
                            "postgres"));
            assertThat(Nights.run(settings, NIGHT).exitCode()).isZero();
            assertThat(Nights.run(settings, NIGHT).isNothingNew()).isTrue();
        }
        assertThat(Nights.fingerprint(folder.resolve("pg"))).isEqualTo(local());
    }

    @Test
    void theNightIsTheSameWithDropsAndWarehouseOnS3() throws Exception {
        System.setProperty("aws.accessKeyId", S3Server.KEY);
        System.setProperty("aws.secretAccessKey", S3Server.SECRET);
        try (S3Server server = S3Server.start(folder.resolve("s3"), "cx");
                S3Client s3 = server.client()) {
            upload(s3, Nights.sample());
            Settings settings = Nights.settings(
                    Path.of("unused"),
                    Map.of(
                            "root", "s3a://cx/warehouse",
                            "drop-zone", "s3a://cx/sample/drops",
                            "s3.endpoint", server.endpoint(),
                            "s3.region", "us-east-1",
                            "s3.path-style", "true",
                            "database.url",
                                    Database.embedded(folder.resolve("state").toString())));
            assertThat(Nights.run(settings, NIGHT).exitCode()).isZero();
            assertThat(Nights.run(settings, NIGHT).isNothingNew()).isTrue();
            download(s3, folder.resolve("fetched"));
        } finally {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        }
        assertThat(Nights.fingerprint(folder.resolve("fetched"))).isEqualTo(local());
    }

    private static void upload(S3Client s3, Path sample) throws IOException {
        try (Stream<Path> files = Files.walk(sample)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                s3.putObject(request -> request.bucket("cx").key("sample/" + sample.relativize(file)), file);
            }
        }
    }

    /** Brings the version that the pointer names to a folder, laid out as a local warehouse is. */
    private static void download(S3Client s3, Path root) throws IOException {
        String version = s3.getObjectAsBytes(request -> request.bucket("cx").key("warehouse/bi/CURRENT"))
                .asUtf8String()
                .trim();
        s3.listObjectsV2Paginator(request -> request.bucket("cx").prefix("warehouse/" + version + "/"))
                .contents()
                .forEach(object -> {
                    Path file = root.resolve(object.key().substring("warehouse/".length()));
                    file.getParent().toFile().mkdirs();
                    s3.getObject(request -> request.bucket("cx").key(object.key()), file);
                });
        Files.createSymbolicLink(root.resolve("bi"), Path.of(version));
    }

    private Map<String, String> local() {
        Path root = folder.resolve("local");
        Nights.run(Nights.settings(root), NIGHT);
        return Nights.fingerprint(root);
    }
}
