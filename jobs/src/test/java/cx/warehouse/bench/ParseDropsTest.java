package cx.warehouse.bench;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.files.FileStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes the drops of the parse benchmark and counts their rows and keys. */
class ParseDropsTest {

    private static final int EVENTS = 2_000;

    @TempDir
    Path folder;

    @Test
    void rowsAreRepeatedWithNewKeysUntilThereAreEnough() throws Exception {
        ParseDrops drops = new ParseDrops(folder, EVENTS);
        drops.write();
        assertThat(FileStore.at(drops.dropZone().toString(), null).folders(""))
                .containsExactly("2026-03-02", "2026-03-03");
        Path day = drops.dropZone().resolve("2026-03-03");
        List<String> clicks = lines(day.resolve("google_ads"));
        assertThat(clicks.stream().filter(line -> line.startsWith("customer.id")))
                .hasSize(4);
        clicks.removeIf(line -> line.startsWith("customer.id"));
        assertThat(clicks.stream().map(line -> line.split(",")[2])).doesNotHaveDuplicates();
        List<String> events = lines(day.resolve("snowplow"));
        assertThat(events.stream().map(line -> line.split("\t")[6])).doesNotHaveDuplicates();
        assertThat(events.stream().mapToInt(line -> line.length() + 1).sum()).isBetween(250 * EVENTS, 260 * EVENTS);
        // the number of events varies because visits are drawn at random
        assertThat(lines(day.resolve("ga4")).size()).isBetween(EVENTS * 3 / 4, EVENTS * 5 / 4);
        assertThat(folder.resolve("reference/accounts.csv")).isNotEmptyFile();

        FileTime before = Files.getLastModifiedTime(folder.resolve("complete"));
        drops.write();
        assertThat(Files.getLastModifiedTime(folder.resolve("complete"))).isEqualTo(before);
    }

    private static List<String> lines(Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        try (var files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                try (BufferedReader text = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
                    text.lines().forEach(lines::add);
                }
            }
        }
        return lines;
    }
}
