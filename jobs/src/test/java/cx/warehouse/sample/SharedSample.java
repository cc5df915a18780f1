package cx.warehouse.sample;

import cx.warehouse.sample.world.SampleSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** One sample for all tests that only read: three nights around the change to daylight saving time. */
final class SharedSample {
    static final SampleSpec SPEC = new SampleSpec(LocalDate.of(2026, 3, 7), 3, 260, 42, 0, false);

    private static Path sample;

    private SharedSample() {}

    static synchronized Path sample() {
        if (sample == null) {
            sample = write(SPEC);
        }
        return sample;
    }

    /** Creates a new sample below the folder of build results. */
    static Path write(SampleSpec spec) {
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(Paths.get("target", "samples")), "sample");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            SampleGenerator.write(spec, folder, progress -> {});
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The paths of all files of a sample below its folder, sorted. */
    static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(folder::relativize)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
