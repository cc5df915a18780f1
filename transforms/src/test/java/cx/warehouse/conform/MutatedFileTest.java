package cx.warehouse.conform;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.conform.SourceChecks.ParsedFile;
import cx.warehouse.conform.delivery.FileReport.FileOutcome;
import cx.warehouse.contract.SourceContract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** Good files with some bytes changed: each loads its good rows or is refused; none causes an exception. */
class MutatedFileTest {
    private static final int COPIES = 400;
    private static final String CSV = "id,day,amount,note\n"
            + "a1,2026-04-06,\"1,000.50\",\"two\nlines \"\"x\"\"\"\na2,2026-04-06,2,ü🙂\na3,2026-04-05,3,\na4,2026-04-05,,z\n";
    private static final String JSON =
            "{\"id\":\"a1\",\"day\":\"2026-04-06\",\"amount\":\"1.5\",\"note\":\"ü\\u00e9\",\"x\":{\"y\":[1,2]}}";

    @Test
    void mutantsOfDelimitedTextEndInAReport() {
        mutate(TestContracts.csv(), "s.csv", CSV.getBytes(StandardCharsets.UTF_8), 1);
        mutate(TestContracts.csv(), "s.csv", ("\uFEFF" + CSV).getBytes(StandardCharsets.UTF_16LE), 2);
    }

    @Test
    void mutantsOfJsonEndInAReport() {
        mutate(
                TestContracts.lines(),
                "s.json",
                (JSON + "\n" + JSON.replace("a1", "a2")).getBytes(StandardCharsets.UTF_8),
                3);
        mutate(TestContracts.array(), "s.json", ("[" + JSON + ",\n" + JSON + "]").getBytes(StandardCharsets.UTF_8), 4);
    }

    @Test
    void mutantsOfArchivesEndInAReport() throws IOException {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(CSV.getBytes(StandardCharsets.UTF_8));
        }
        mutate(TestContracts.csv(), "s.csv.gz", gzip.toByteArray(), 5);
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("s.csv"));
            out.write(CSV.getBytes(StandardCharsets.UTF_8));
        }
        mutate(TestContracts.csv(), "s.zip", zip.toByteArray(), 6);
    }

    private static void mutate(SourceContract contract, String name, byte[] good, long seed) {
        Random random = new Random(seed);
        for (int copy = 0; copy < COPIES; copy++) {
            byte[] mutant = random.nextInt(4) == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
            for (int change = random.nextInt(5); change >= 0 && mutant.length > 0; change--) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
            }
            ParsedFile parsed = TestContracts.read(contract, name, mutant);
            boolean isSilent = parsed.report().outcome() == FileOutcome.REJECTED
                    && parsed.report().message().isEmpty();
            assertThat(isSilent).as("mutant " + copy + " of " + name).isFalse();
        }
    }
}
