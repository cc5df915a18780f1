package cx.warehouse.conform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.conform.Packing.Member;
import cx.warehouse.contract.Drop;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Packed files of every source: whole ones load, cut, damaged and hostile ones are refused whole. */
@Timeout(20)
class PackedFilesTest {

    static List<String> zipped() {
        return Specimen.sources().stream()
                .filter(source -> Specimen.contract(source).drop().matches(zipName(source)))
                .toList();
    }

    private static String zipName(String source) {
        String name = Specimen.of(source).name.replaceFirst("\\.gz$", "");
        return name.toLowerCase(Locale.ROOT).endsWith(".zip") ? name : name + ".zip";
    }

    @ParameterizedTest
    @MethodSource("cx.warehouse.conform.Specimen#sources")
    void anExportIsFoundHoweverItIsPackedAndInCapitals(String source) {
        String plain = Specimen.of(source).name.replaceFirst("\\.gz$", "");
        Drop drop = Specimen.contract(source).drop();
        assertThat(Stream.of("", ".gz", ".zip", ".ZIP", ".tar.gz", ".tgz").map(plain::concat))
                .allMatch(drop::hasRows)
                .extracting(name -> drop.group(name, "account"))
                .containsOnly(drop.group(plain, "account"));
        assertThat(drop.hasRows(plain.toUpperCase(Locale.ROOT))).isTrue();
        assertThat(Stream.of(".bak", ".gz.gz", ".7z", ".gzip").map(plain::concat))
                .noneMatch(drop::hasRows);
    }

    @ParameterizedTest
    @MethodSource("cx.warehouse.conform.Specimen#sources")
    void anExportInCapitalsIsReadAsOneThatIsNot(String source) {
        Specimen specimen = Specimen.of(source);
        byte[] packed = Packing.packed(specimen.name, specimen.contract, specimen.bytes());
        String name = specimen.name.toUpperCase(Locale.ROOT);
        Outcomes.accepted(specimen, Specimen.readPacked(specimen.contract, name, specimen.delivery, packed));
    }

    @ParameterizedTest
    @MethodSource("cx.warehouse.conform.Specimen#sources")
    void gzipIsSeenByContentAndCutOrDamagedGzipIsRefused(String source) {
        Specimen specimen = Specimen.of(source);
        if (specimen.name.toLowerCase(Locale.ROOT).endsWith(".zip")) {
            return;
        }
        byte[] whole = Packing.gzip(specimen.bytes());
        Outcomes.accepted(specimen, specimen.readPacked(whole));
        byte[] text = specimen.bytes();
        int half = text.length / 2;
        byte[] two = Packing.joined(
                Packing.gzip(Arrays.copyOf(text, half)), Packing.gzip(Arrays.copyOfRange(text, half, text.length)));
        Outcomes.accepted(specimen, specimen.readPacked(two));
        for (int length = 2; length < whole.length; length += 1 + whole.length / 40) {
            Outcomes.refused(specimen, specimen.readPacked(Arrays.copyOf(whole, length)));
        }
        for (int place : List.of(-1, -4, -5, -8, whole.length / 2, whole.length / 3, 12)) {
            Outcomes.refused(specimen, specimen.readPacked(Packing.changed(whole, place)));
        }
        Outcomes.refused(specimen, specimen.readPacked(Packing.gzip(whole)));
    }

    @ParameterizedTest
    @MethodSource("cx.warehouse.conform.Specimen#sources")
    void whatUnpacksToAbsurdSizeIsRefused(String source) {
        Specimen specimen = Specimen.of(source);
        byte[] packed = specimen.name.toLowerCase(Locale.ROOT).endsWith(".zip")
                ? Packing.zip(new Member(Packing.member(specimen.contract), Bomb.PLAIN))
                : Bomb.PACKED;
        Outcomes.refused(specimen, specimen.readPacked(packed));
    }

    /** A hundred megabytes of one letter, packed once. */
    private static final class Bomb {
        private static final byte[] PLAIN = new byte[100 << 20];
        private static final byte[] PACKED;

        static {
            Arrays.fill(PLAIN, (byte) 'a');
            PACKED = Packing.gzip(PLAIN);
        }
    }

    @ParameterizedTest
    @MethodSource("zipped")
    void aZipArchiveIsReadWhole(String source) {
        Specimen specimen = zip(source);
        byte[] text = specimen.bytes();
        String own = Packing.member(specimen.contract);
        Outcomes.accepted(
                specimen,
                specimen.readPacked(Packing.zip(
                        new Member("__MACOSX/._" + own, new byte[] {0, 5, 22, 7}),
                        new Member("data/", new byte[0]),
                        new Member("data/" + own, text),
                        new Member("data/.DS_Store", new byte[] {0, 0, 0, 1}),
                        new Member("read.me", "x".getBytes(UTF_8)))));
        FileReport both = specimen.readPacked(Packing.zip(new Member("a/" + own, text), new Member("b/" + own, text)))
                .report();
        assertThat(both.loaded()).isEqualTo(specimen.rows());
        assertThat(both.duplicates()).isEqualTo(specimen.rows());
    }

    @ParameterizedTest
    @MethodSource("zipped")
    void aZipArchiveThatIsCutDamagedOrHostileIsRefused(String source) {
        Specimen specimen = zip(source);
        byte[] text = specimen.bytes();
        String own = Packing.member(specimen.contract);
        byte[] whole = Packing.zip(new Member(own, text));
        for (int length = 0; length < whole.length; length += 1 + whole.length / 40) {
            Outcomes.refused(specimen, specimen.readPacked(Arrays.copyOf(whole, length)));
        }
        int central = whole.length - 22 - 46 - own.length();
        for (int place : List.of(-22, central + 16, central + 24, 30 + own.length() + 20)) {
            assertThat(specimen.readPacked(Packing.changed(whole, place))
                            .report()
                            .outcome())
                    .as("byte " + place + " of " + whole.length)
                    .isEqualTo(FileReport.Outcome.REJECTED);
        }
        for (String name : List.of("../" + own, "/etc/" + own, "a/../../" + own, "C:\\" + own, "..\\" + own)) {
            Outcomes.refused(specimen, specimen.readPacked(Packing.zip(new Member(name, text))));
        }
        Member[] many = IntStream.range(0, 20_000)
                .mapToObj(number -> new Member(number + "/" + own, new byte[0]))
                .toArray(Member[]::new);
        for (byte[] hostile : List.of(
                Packing.zip(),
                Packing.zip(many),
                Packing.zip(new Member("inner.zip", whole)),
                Packing.zip(new Member(own, whole)),
                Packing.zip(new Member(own, text), new Member(own.toUpperCase(Locale.ROOT), text)),
                specimen.bytes(),
                Packing.gzip(text))) {
            Outcomes.refused(specimen, specimen.readPacked(hostile));
        }
    }

    private static Specimen zip(String source) {
        Specimen specimen = Specimen.of(source);
        specimen.name = zipName(source);
        return specimen;
    }
}
