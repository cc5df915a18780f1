package cx.warehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the launcher with a fake java that prints its arguments. */
class LauncherTest {

    @TempDir
    private Path home;

    private Path built;
    private Path copied;
    private Path library;

    @BeforeEach
    void aBuiltProject() throws IOException {
        script(home.resolve("java/bin/java"), "#!/bin/sh\necho \"$@\"\n");
        script(home.resolve("cxw"), Files.readString(Path.of(System.getProperty("cxw.home", ".."), "cxw")));
        built = file("transforms/target/transforms-0.1.0.jar");
        file("jobs/target/jobs-0.1.0.jar");
        copied = home.resolve("jobs/target/lib/transforms-0.1.0.jar");
        library = file("repository/library.jar");
        Files.writeString(file("jobs/target/lib.classpath"), built + ":" + library);
    }

    @Test
    void librariesOfAQuickBuildAreUsedWithoutAnyOtherBuild() throws Exception {
        assertThat(classpath()).endsWith(":" + built + ":" + library);
    }

    @Test
    void librariesCopiedByTheLastBuildAreUsed() throws Exception {
        file("jobs/target/lib/transforms-0.1.0.jar");
        at(built, "2026-03-01T10:00:00Z");
        at(copied, "2026-03-01T10:00:05Z");
        assertThat(classpath()).endsWith("/jobs/target/lib/*");
    }

    @Test
    void librariesCopiedBeforeTheLastBuildAreNotUsed() throws Exception {
        file("jobs/target/lib/transforms-0.1.0.jar");
        at(copied, "2026-03-01T10:00:00Z");
        at(built, "2026-03-01T11:00:00Z");
        assertThat(classpath()).endsWith(":" + built + ":" + library);
    }

    @Test
    void librariesOfAnotherCheckoutAreNotUsed() throws Exception {
        file("jobs/target/lib/transforms-0.1.0.jar");
        Path elsewhere = file("elsewhere/transforms/target/transforms-0.1.0.jar");
        Files.writeString(home.resolve("jobs/target/lib.classpath"), elsewhere + ":" + library);
        at(copied, "2026-03-01T10:00:00Z");
        at(elsewhere, "2026-03-01T11:00:00Z");
        assertThat(classpath()).endsWith("/jobs/target/lib/*");
    }

    @Test
    void aLibraryThatThisUserCannotReadIsNamedWithTheFix() throws Exception {
        Files.delete(library);
        Process process = command().start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(said)
                .isEqualTo("cxw: cannot read " + library + ": let this user read it; or copy all libraries into " + home
                        + " as its owner: mvn -f " + home + "/pom.xml -DskipTests package\n");
    }

    @Test
    void optionsOfTheJvmComeFromTheirFile() throws Exception {
        assertThat(arguments()).startsWith("@" + home.resolve("jvm.options") + " -Xmx");
    }

    /** The class path that the launcher passes to java. */
    private String classpath() throws IOException, InterruptedException {
        return arguments().replaceAll("(?s).* -cp (\\S+) .*", "$1");
    }

    private String arguments() throws IOException, InterruptedException {
        Process process = command().start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private ProcessBuilder command() {
        ProcessBuilder command = new ProcessBuilder(home.resolve("cxw").toString(), "status").redirectErrorStream(true);
        command.environment().put("JAVA_HOME", home.resolve("java").toString());
        return command;
    }

    private Path file(String path) throws IOException {
        Path file = home.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.createFile(file);
    }

    private static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void at(Path file, String time) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse(time)));
    }
}
