package cx.warehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.files.FileStore;
import cx.warehouse.ledger.Database;
import cx.warehouse.testing.CxwShell;
import cx.warehouse.testing.CxwShell.CommandOutput;
import cx.warehouse.testing.Folders;
import cx.warehouse.testing.Nights;
import cx.warehouse.testing.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Moves warehouses to other places and runs {@code cxw relocate} there. */
@Tag("long")
class RelocateCommandTest {

    private static final String FIRST = Nights.dates().get(0).toString();
    private static final String SECOND = Nights.dates().get(1).toString();

    @TempDir
    Path folder;

    @Test
    void aMovedWarehouseIsWholeAtItsNewPlace() throws IOException {
        Path old = folder.resolve("old");
        assertThat(Nights.run(Nights.settings(old), Nights.dates().get(0)).exitCode())
                .isZero();
        Path config = configOf(old, Map.of());
        String before = run(config, "fingerprint").out();
        Path here = Files.move(old, folder.resolve("new"));
        config = configOf(here, Map.of());
        CommandOutput refused = CxwShell.run("nightly", "--date", SECOND, "--config", config.toString());
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err())
                .contains("its tables lie in " + old, "Make it whole at its new place: cxw relocate --root " + here);

        assertThat(run(config, "relocate").out()).matches("Relocated \\d\\d tables to " + here + "\\.\n");
        assertThat(run(config, "fingerprint").out()).isEqualTo(before);
        assertThat(run(config, "relocate").out())
                .isEqualTo("Nothing to relocate: the tables of " + here + " are in place.\n");
        assertThat(run(config, "nightly", "--date", FIRST).out()).contains("Nothing new");
        assertThat(run(config, "nightly", "--date", SECOND).out()).contains(SECOND);
        assertThat(run(config, "gc").out()).contains("Removed 0 files");
        assertThat(old).doesNotExist();
        assertThat(here.resolve("relocation")).doesNotExist();
    }

    @Test
    void anIncompleteCopyIsRefusedAndNothingChanges() throws IOException {
        Nights.undisturbedFingerprint();
        Path copy = folder.resolve("copy");
        Folders.copy(Nights.undisturbedRoot(), copy);
        Path config = configOf(copy, Map.of());
        Path lost;
        try (Stream<Path> files = Files.walk(copy.resolve("warehouse/mart/fact_spend/data"))) {
            lost = files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        Path kept = Files.move(lost, folder.resolve("kept"));
        List<String> files = list(copy.resolve("warehouse"));
        CommandOutput refused = CxwShell.run("relocate", "--config", config.toString());
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err())
                .contains("Cannot relocate " + copy + ": 1 files of its tables are not there, such as " + lost);
        assertThat(list(copy.resolve("warehouse"))).isEqualTo(files);
        assertThat(copy.resolve("relocation")).doesNotExist();

        Files.move(kept, lost);
        List<String> original = list(Nights.undisturbedRoot());
        run(config, "relocate");
        run(config, "nightly", "--date", SECOND);
        assertThat(list(Nights.undisturbedRoot())).isEqualTo(original);
    }

    @Test
    void aWarehouseMovesToS3AndBack() throws IOException {
        Nights.undisturbedFingerprint();
        try (S3Server server = S3Server.start()) {
            String bucket = "s3a://" + S3Server.BUCKET + "/warehouse";
            Path state = folder.resolve("state");
            Folders.copy(Nights.undisturbedRoot().resolve("state"), state);
            FileStore local = FileStore.at(Nights.undisturbedRoot().toString(), null);
            Path onS3 = configOf(bucket, settings(server, state));
            FileStore remote = FileStore.at(
                    bucket, Nights.settings(folder, server.settings()).s3());
            for (String part : List.of("warehouse", "ledger", "landing", "validations")) {
                Folders.bring(local, part, remote);
            }
            run(onS3, "relocate");
            assertThat(run(onS3, "nightly", "--date", FIRST).out()).contains("Nothing new");
            String before = run(configOf(Nights.undisturbedRoot(), Map.of()), "fingerprint")
                    .out();
            assertThat(run(onS3, "fingerprint").out()).isEqualTo(before);

            Path back = folder.resolve("back");
            Folders.bring(remote, "", FileStore.at(back.toString(), null));
            Folders.copy(state, back.resolve("state"));
            remote.delete("");
            Path config = configOf(back, Map.of());
            run(config, "relocate");
            assertThat(Nights.fingerprint(back)).isEqualTo(Nights.undisturbedFingerprint());
            assertThat(run(config, "fingerprint").out()).isEqualTo(before);
            run(config, "nightly", "--date", SECOND);
        }
    }

    private static Map<String, String> settings(S3Server server, Path state) {
        Map<String, String> own = new TreeMap<>(server.settings());
        own.put("database.url", Database.embeddedUrl(state.resolve("cxw").toString()));
        return own;
    }

    /** Settings of a warehouse over the few vendors, as a file. */
    private Path configOf(Object root, Map<String, String> own) throws IOException {
        Map<String, String> all = new TreeMap<>(own);
        all.put("root", root.toString());
        all.put("drop-zone", Nights.sample().resolve("few").toString());
        String text = all.entrySet().stream()
                .map(setting -> setting.getKey() + ": \"" + setting.getValue() + "\"")
                .collect(Collectors.joining("\n"));
        return Files.writeString(Files.createTempFile(folder, "settings", ".yaml"), text);
    }

    private static CommandOutput run(Path config, String... command) {
        CommandOutput output = CxwShell.run(Stream.concat(Stream.of(command), Stream.of("--config", config.toString()))
                .toArray(String[]::new));
        assertThat(output.exitCode()).as(output.all()).isZero();
        return output;
    }

    private static List<String> list(Path root) {
        return FileStore.at(root.toString(), null).list("").stream()
                .map(file -> file.path() + " " + file.bytes())
                .toList();
    }
}
