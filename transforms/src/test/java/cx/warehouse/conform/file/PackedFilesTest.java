package cx.warehouse.conform.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.conform.delivery.FileReport;
import cx.warehouse.conform.record.MutableSample;
import cx.warehouse.conform.record.OutcomeAssertions;
import cx.warehouse.conform.record.TestArchives;
import cx.warehouse.conform.record.TestArchives.Member;
import cx.warehouse.contract.Drop;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compressed files of every source: intact ones load; truncated, damaged and hostile ones are refused as a whole. */
@Timeout(20)
class PackedFilesTest {

    static List<String> zipped() {
        return MutableSample.sources().stream()
                .filter(source -> MutableSample.contract(source).drop().matches(zipName(source)))
                .toList();
    }

    private static String zipName(String source) {
        String name = MutableSample.of(source).name.replaceFirst("\\.gz$", "");
        return name.toLowerCase(Locale.ROOT).endsWith(".zip") ? name : name + ".zip";
    }

    @ParameterizedTest
    @MethodSource("cx.warehouse.conform.record.MutableSample#sources")
    void anExportIsFoundHoweverItIsPackedAndInCapitals(String source) {
        String plain = MutableSample.of(source).name.replaceFirst("\\.gz$", "");
        Drop drop = MutableSample.contract(source).drop();
        assertThat(Stream.of("", ".gz", ".zip", ".ZIP", ".tar.gz", ".tgz").map(plain::concat))
                .allMatch(drop::hasRows)
                .extracting(name -> drop.group(name, "account"))
                .containsOnly(drop.group(plain, "account"));
        assertThat(drop.hasRows(plain.toUpperCase(Locale.ROOT))).isTrue();
        assertThat(Stream.of(".bak", ".gz.gz", ".7z", ".gzip").map(plain::concat))
                .noneMatch(drop::hasRows);
    }

    @ParameterizedTest
    @MethodSource("cx.warehouse.conform.record.MutableSample#sources")
    void anExportInCapitalsIsReadAsOneThatIsNot(String source) {
        MutableSample specimen = MutableSample.of(source);
        byte[] packed = TestArchives.pack(specimen.name, specimen.contract, specimen.bytes());
        String name = specimen.name.toUpperCase(Locale.ROOT);
        OutcomeAssertions.assertAccepted(
                specimen, MutableSample.readPacked(specimen.contract, name, specimen.delivery, packed));
    }

    @ParameterizedTest
    @MethodSource("cx.warehouse.conform.record.MutableSample#sources")
    void gzipIsSeenByContentAndCutOrDamagedGzipIsRefused(String source) {
        MutableSample specimen = MutableSample.of(source);
        if (specimen.name.toLowerCase(Locale.ROOT).endsWith(".zip")) {
            return;
        }
        byte[] whole = TestArchives.gzip(specimen.bytes());
        OutcomeAssertions.assertAccepted(specimen, specimen.readPacked(whole));
        byte[] text = specimen.bytes();
        int half = text.length / 2;
        byte[] two = TestArchives.concatenate(
                TestArchives.gzip(Arrays.copyOf(text, half)),
                TestArchives.gzip(Arrays.copyOfRange(text, half, text.length)));
        OutcomeAssertions.assertAccepted(specimen, specimen.readPacked(two));
        for (int length = 2; length < whole.length; length += 1 + whole.length / 40) {
            OutcomeAssertions.assertRefused(specimen, specimen.readPacked(Arrays.copyOf(whole, length)));
        }
        for (int place : List.of(-1, -4, -5, -8, whole.length / 2, whole.length / 3, 12)) {
            OutcomeAssertions.assertRefused(specimen, specimen.readPacked(TestArchives.flipBit(whole, place)));
        }
        OutcomeAssertions.assertRefused(specimen, specimen.readPacked(TestArchives.gzip(whole)));
    }

    @ParameterizedTest
    @MethodSource("cx.warehouse.conform.record.MutableSample#sources")
    void aFileThatUnpacksToAbsurdSizeIsRefused(String source) {
        MutableSample specimen = MutableSample.of(source);
        byte[] packed = specimen.name.toLowerCase(Locale.ROOT).endsWith(".zip")
                ? TestArchives.zip(new Member(TestArchives.member(specimen.contract), Bomb.PLAIN))
                : Bomb.PACKED;
        OutcomeAssertions.assertRefused(specimen, specimen.readPacked(packed));
    }

    /** A hundred megabytes of one letter, compressed once for all tests. */
    private static final class Bomb {
        private static final byte[] PLAIN = new byte[100 << 20];
        private static final byte[] PACKED;

        static {
            Arrays.fill(PLAIN, (byte) 'a');
            PACKED = TestArchives.gzip(PLAIN);
        }
    }

    @ParameterizedTest
    @MethodSource("zipped")
    void aZipArchiveIsReadWhole(String source) {
        MutableSample specimen = zip(source);
        byte[] text = specimen.bytes();
        String own = TestArchives.member(specimen.contract);
        OutcomeAssertions.assertAccepted(
                specimen,
                specimen.readPacked(TestArchives.zip(
                        new Member("__MACOSX/._" + own, new byte[] {0, 5, 22, 7}),
                        new Member("data/", new byte[0]),
                        new Member("data/" + own, text),
                        new Member("data/.DS_Store", new byte[] {0, 0, 0, 1}),
                        new Member("read.me", "x".getBytes(UTF_8)))));
        FileReport both = specimen.readPacked(
                        TestArchives.zip(new Member("a/" + own, text), new Member("b/" + own, text)))
                .report();
        assertThat(both.loaded()).isEqualTo(specimen.rows());
        assertThat(both.duplicates()).isEqualTo(specimen.rows());
    }

    @ParameterizedTest
    @MethodSource("zipped")
    void aZipArchiveThatIsCutDamagedOrHostileIsRefused(String source) {
        MutableSample specimen = zip(source);
        byte[] text = specimen.bytes();
        String own = TestArchives.member(specimen.contract);
        byte[] whole = TestArchives.zip(new Member(own, text));
        for (int length = 0; length < whole.length; length += 1 + whole.length / 40) {
            OutcomeAssertions.assertRefused(specimen, specimen.readPacked(Arrays.copyOf(whole, length)));
        }
        int central = whole.length - 22 - 46 - own.length();
        for (int place : List.of(-22, central + 16, central + 24, 30 + own.length() + 20)) {
            assertThat(specimen.readPacked(TestArchives.flipBit(whole, place))
                            .report()
                            .outcome())
                    .as("byte " + place + " of " + whole.length)
                    .isEqualTo(FileReport.FileOutcome.REJECTED);
        }
        for (String name : List.of("../" + own, "/etc/" + own, "a/../../" + own, "C:\\" + own, "..\\" + own)) {
            OutcomeAssertions.assertRefused(specimen, specimen.readPacked(TestArchives.zip(new Member(name, text))));
        }
        Member[] many = IntStream.range(0, 20_000)
                .mapToObj(number -> new Member(number + "/" + own, new byte[0]))
                .toArray(Member[]::new);
        for (byte[] hostile : List.of(
                TestArchives.zip(),
                TestArchives.zip(many),
                TestArchives.zip(new Member("inner.zip", whole)),
                TestArchives.zip(new Member(own, whole)),
                TestArchives.zip(new Member(own, text), new Member(own.toUpperCase(Locale.ROOT), text)),
                specimen.bytes(),
                TestArchives.gzip(text))) {
            OutcomeAssertions.assertRefused(specimen, specimen.readPacked(hostile));
        }
    }

    private static MutableSample zip(String source) {
        MutableSample specimen = MutableSample.of(source);
        specimen.name = zipName(source);
        return specimen;
    }
}
