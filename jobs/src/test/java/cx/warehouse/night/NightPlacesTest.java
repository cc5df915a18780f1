package cx.warehouse.night;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.files.FileStore;
import cx.warehouse.ledger.Database;
import cx.warehouse.settings.Settings;
import cx.warehouse.tables.BiFolder;
import cx.warehouse.testing.CxwProcess;
import cx.warehouse.testing.Folders;
import cx.warehouse.testing.Nights;
import cx.warehouse.testing.S3Server;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a night on PostgreSQL and on S3: the published tables equal those on a local disk and an embedded database. */
class NightPlacesTest {

    private static final LocalDate NIGHT = Nights.dates().get(0);

    @TempDir
    Path folder;

    @Test
    void aNightWithItsDatabaseInPostgresqlPublishesTheSame() throws IOException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            Settings settings = Nights.settings(folder, memoryIn(postgres));
            leaveJobsWithoutExecution(settings);
            assertThat(Nights.run(settings, NIGHT).exitCode()).isZero();
            assertThat(Nights.fingerprint(folder)).isEqualTo(Nights.undisturbedFingerprint());
            assertThat(Nights.run(settings, NIGHT).isNothingNew()).isTrue();
        }
        assertThat(folder.resolve("state")).doesNotExist();
    }

    /** Leaves the job repository as a run does that is killed between the first two inserts of a job. */
    private static void leaveJobsWithoutExecution(Settings settings) {
        try (Warehouse warehouse = Warehouse.open(settings)) {
            for (SourceDelivery delivery :
                    SourceDelivery.of(warehouse, NIGHT, warehouse.landing().deliveredFiles(NIGHT))) {
                warehouse
                        .jobStore()
                        .repository()
                        .createJobInstance("ingest", JobStore.parameters(delivery.loadId(), Optional.empty()));
            }
        }
    }

    private static Map<String, String> memoryIn(EmbeddedPostgres postgres) {
        return Map.of(
                "database.url",
                "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres",
                "database.user",
                "postgres",
                "night.lease",
                "2s");
    }

    @Test
    void aKilledNightResumesOnceItsLeaseInPostgresqlExpires() throws IOException, InterruptedException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            Map<String, String> own = memoryIn(postgres);
            try (CxwProcess night = CxwProcess.start(folder, own, "nightly", "--date", NIGHT.toString())) {
                night.awaitLog("step=build source=assemble state=start").kill();
            }
            Thread.sleep(2_500);
            assertThat(Nights.run(Nights.settings(folder, own), NIGHT).exitCode())
                    .isZero();
            assertThat(Nights.fingerprint(folder)).isEqualTo(Nights.undisturbedFingerprint());
        }
    }

    @Test
    void aNightThatLosesItsDatabaseEndsWithOneMessage() throws IOException {
        CxwProcess.ProcessResult ended;
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                CxwProcess night =
                        CxwProcess.start(folder, memoryIn(postgres), "nightly", "--date", NIGHT.toString())) {
            night.awaitLog("step=conform source=ga4_event state=start");
            postgres.close();
            ended = night.await();
        }
        assertThat(ended.exitCode()).as(ended.output()).isEqualTo(6);
        assertThat(ended.output())
                .containsOnlyOnce("cxw: ")
                .containsOnlyOnce(
                        "The database does not answer: start it, or correct the setting database.url, then run")
                .doesNotContain("\tat ");
    }

    @Test
    void aWarehouseOnS3ThatRefusesEndsTheNightWithOneMessage() {
        try (S3Server s3 = S3Server.start()) {
            Map<String, String> own = new HashMap<>(s3.settings());
            own.put("root", "s3a://no-such-bucket/warehouse");
            own.put(
                    "database.url",
                    Database.embeddedUrl(folder.resolve("state/cxw").toString()));
            try (CxwProcess night = CxwProcess.start(folder, own, "nightly", "--date", NIGHT.toString())) {
                CxwProcess.ProcessResult ended = night.await();
                assertThat(ended.exitCode()).as(ended.output()).isEqualTo(6);
                assertThat(ended.output())
                        .contains("cxw: Cannot list s3a://no-such-bucket/warehouse: ")
                        .contains("S3 refuses this: check the credentials, their permissions, and the bucket, then run")
                        .doesNotContain("\tat ");
            }
        }
    }

    @Test
    void aNightWithDropZoneAndRootOnS3PublishesTheSame() throws IOException {
        try (S3Server s3 = S3Server.start()) {
            String bucket = "s3a://" + S3Server.BUCKET;
            Map<String, String> own = new HashMap<>(s3.settings());
            own.put("root", bucket + "/warehouse");
            own.put("drop-zone", bucket + "/vendors/few");
            own.put(
                    "database.url",
                    Database.embeddedUrl(folder.resolve("state/cxw").toString()));
            Settings settings = Nights.settings(folder, own);
            FileStore vendors = FileStore.at(bucket + "/vendors", settings.s3());
            Folders.bring(FileStore.at(Nights.sample().toString(), null), "few/" + NIGHT, vendors);
            Folders.bring(FileStore.at(Nights.sample().toString(), null), "reference", vendors);

            NightReport report = Nights.run(settings, NIGHT);
            assertThat(report.exitCode()).isZero();
            assertThat(publishedFingerprint(FileStore.at(settings.root(), settings.s3())))
                    .isEqualTo(Nights.undisturbedFingerprint());
            assertThat(Nights.run(settings, NIGHT).isNothingNew()).isTrue();
            assertThat(answer(own, "nightly", "--date", NIGHT.toString())).contains("Nothing new");
            String pages = settings.root() + "/reports/quality/index.html";
            String index = FileStore.at(settings.root(), settings.s3()).readText("reports/quality/index.html");
            assertThat(index).contains("fact_<wbr>order");
            assertThat(answer(own, "docs")).contains(pages);
            assertThat(FileStore.at(settings.root(), settings.s3()).readText("reports/quality/index.html"))
                    .isEqualTo(index);
            assertThat(FileStore.at(settings.root(), settings.s3()).list("reports/quality/mart.fact_order"))
                    .as("a page of the night")
                    .anyMatch(page -> page.path().contains("/" + NIGHT + "-assemble-"));
            assertThat(answer(own, "sql", "--format", "json", "select count(*) as files from ledger_file"))
                    .containsPattern("\"files\"\\s*:\\s*"
                            + report.sources().stream()
                                    .mapToInt(source -> source.files().size())
                                    .sum()
                            + "\\b");
            assertThat(answer(own, "sql", "--format", "json", "select count(*) as rows from fact_customer_experience"))
                    .containsPattern("\"rows\"\\s*:\\s*" + rowsOf("fact_customer_experience") + "\\b");
            assertThat(s3.requests())
                    .as("S3 takes two slashes for a folder without a name")
                    .isNotEmpty()
                    .noneMatch(request -> request.contains("//"));
        }
    }

    private String answer(Map<String, String> settings, String... arguments) {
        try (CxwProcess command = CxwProcess.start(folder, settings, arguments)) {
            CxwProcess.ProcessResult ended = command.await();
            assertThat(ended.exitCode()).as(ended.output()).isZero();
            return ended.output();
        }
    }

    private Map<String, String> publishedFingerprint(FileStore root) throws IOException {
        String version = BiFolder.current(root).substring(root.location().length() + 1);
        FileStore here = FileStore.at(folder.resolve("fetched").toString(), null);
        Folders.bring(root, version, here);
        return Nights.fingerprintOf(Path.of(here.uri(version)));
    }

    /** Rows of a table after the night on a local disk. */
    private static String rowsOf(String table) {
        return Nights.undisturbedFingerprint().get(table).split(" ", 2)[0];
    }
}
