package cx.warehouse.conform;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.conform.SourceChecks.ParsedFile;
import cx.warehouse.conform.delivery.FileReport.FileOutcome;
import cx.warehouse.conform.record.MutableSample;
import cx.warehouse.conform.record.TestArchives;
import cx.warehouse.contract.SourceContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every source's sample with some bytes changed, before or after compression: each mutant gets a report whose counts
 * add up.
 */
class MutatedSampleTest {
    private static final LocalDate DELIVERY = LocalDate.of(2026, 4, 7);
    private static final int COPIES = 75;
    /** Bytes with a meaning for a reader of text. */
    private static final String TELLING = "\",;\t\n\r\\{}[]:\u0000\u00ff\u00fe09-.#=";

    @ParameterizedTest
    @MethodSource("cx.warehouse.conform.record.MutableSample#sources")
    @Timeout(5)
    void mutantsEndInAReport(String source) throws IOException {
        Random random = new Random(source.hashCode());
        SourceContract contract = MutableSample.contract(source);
        Path sample = MutableSample.path(source);
        String name = sample.getFileName().toString();
        byte[] delivered = Files.readAllBytes(sample);
        byte[] plain = TestArchives.unpack(name, delivered);
        List<String> good = MutableSample.rowTexts(MutableSample.readPacked(contract, name, DELIVERY, delivered));
        int same = 0;
        for (int copy = 0; copy < COPIES; copy++) {
            boolean isPackedFirst = copy % 4 == 0;
            byte[] mutant = isPackedFirst
                    ? mutant(delivered, random)
                    : TestArchives.pack(name, contract, mutant(plain, random));
            ParsedFile parsed = MutableSample.readPacked(contract, name, DELIVERY, mutant);
            boolean isRefused = parsed.report().outcome() == FileOutcome.REJECTED;
            assertThat(isRefused && parsed.report().message().isEmpty())
                    .as("mutant " + copy)
                    .isFalse();
            parsed.quarantinedRows()
                    .forEach(reject -> assertThat(reject.reasons()).isNotEmpty());
            same += isRefused || !MutableSample.rowTexts(parsed).equals(good) ? 0 : 1;
        }
        assertThat(same).as("mutants that say what the good rows say").isLessThan(COPIES / 2);
    }

    private static byte[] mutant(byte[] good, Random random) {
        byte[] bytes = good;
        for (int change = random.nextInt(4); change >= 0 && bytes.length > 0; change--) {
            int place = random.nextInt(bytes.length);
            int length = random.nextInt(Math.min(200, bytes.length - place) + 1);
            byte[] before = Arrays.copyOf(bytes, place);
            byte[] behind = Arrays.copyOfRange(bytes, place, bytes.length);
            byte[] piece = Arrays.copyOfRange(bytes, place, place + length);
            bytes = switch (random.nextInt(5)) {
                case 0 -> before;
                case 1 -> TestArchives.concatenate(before, Arrays.copyOfRange(bytes, place + length, bytes.length));
                case 2 -> TestArchives.concatenate(TestArchives.concatenate(before, piece), behind);
                case 3 ->
                    TestArchives.concatenate(TestArchives.concatenate(before, new byte[] {telling(random)}), behind);
                default -> {
                    byte[] changed = bytes.clone();
                    changed[place] = random.nextBoolean() ? telling(random) : (byte) random.nextInt(256);
                    yield changed;
                }
            };
        }
        return bytes;
    }

    private static byte telling(Random random) {
        return (byte) TELLING.charAt(random.nextInt(TELLING.length()));
    }
}
