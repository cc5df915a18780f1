package cx.warehouse.conform.file;

import static cx.warehouse.conform.TestContracts.csv;
import static cx.warehouse.conform.TestContracts.read;
import static cx.warehouse.conform.TestContracts.rows;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cx.warehouse.conform.SourceReader;
import cx.warehouse.conform.TestContracts;
import cx.warehouse.conform.delivery.FileReport;
import cx.warehouse.conform.delivery.FileReport.FileOutcome;
import cx.warehouse.conform.delivery.LandedFile;
import cx.warehouse.conform.delivery.RepeatedRows;
import cx.warehouse.contract.Drop;
import cx.warehouse.contract.SourceContract;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compressed files: intact ones load; truncated, damaged and hostile ones are refused as a whole. */
class ArchiveFileTest {
    private static final String TEXT = "id,day,amount,note\na1,2026-04-06,1,x\n";
    private static final String ROW = "a1 | 2026-04-06 | 1.00 | x";

    @Test
    void aPackedFileIsUnpackedByContent() throws IOException {
        assertThat(rows(read(csv(), "s.csv.gz", gzip(TEXT)))).isEqualTo(ROW);
        assertThat(rows(read(csv(), "s.csv", gzip(TEXT)))).isEqualTo(ROW);
        assertThat(rows(read(csv(), "s.ZIP", zip("s.csv", TEXT)))).isEqualTo(ROW);
        assertThat(rows(read(csv(), "s.tar.gz", tar("a/s.csv", TEXT)))).isEqualTo(ROW);
    }

    @Test
    void severalGzipMembersAreOneText() throws IOException {
        byte[] head = gzip("id,day,amount,note\n");
        byte[] body = gzip("a1,2026-04-06,1,x\n");
        byte[] both = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, both, head.length, body.length);
        assertThat(rows(read(csv(), "s.csv.gz", both))).isEqualTo(ROW);
    }

    @Test
    void everyCutOfAGzipFileIsRefused() throws IOException {
        byte[] whole = gzip(TEXT.repeat(3));
        for (int length = 0; length < whole.length; length += 3) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThat(read(csv(), "s.csv.gz", cut).report().outcome())
                    .as("cut at " + length)
                    .isEqualTo(FileOutcome.REJECTED);
        }
    }

    @Test
    void damagedGzipIsRefused() throws IOException {
        byte[] crc = gzip(TEXT);
        crc[crc.length - 8] ^= 1;
        assertThat(message("s.csv.gz", crc)).contains("cut or damaged");
        byte[] length = gzip(TEXT);
        length[length.length - 1] ^= 1;
        assertThat(message("s.csv.gz", length)).contains("cut or damaged");
        assertThat(message("s.csv.gz", TEXT.getBytes(UTF_8))).contains("is named like gzip, but is none");
        assertThat(message("s.csv.gz", gzip(gzip(TEXT)))).contains("is packed twice");
    }

    @Test
    void anArchiveThatBurstsIsRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write("id,day,amount,note\n".getBytes(UTF_8));
            byte[] zeros = new byte[1 << 20];
            Arrays.fill(zeros, (byte) '0');
            zeros[zeros.length - 1] = '\n';
            for (int count = 0; count < 100; count++) {
                out.write(zeros);
            }
        }
        assertThat(message("s.csv.gz", bytes.toByteArray())).contains("unpacks to more than 200 times its size");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../s.csv", "/etc/s.csv", "a/../../s.csv", "C:\\s.csv", "..\\s.csv"})
    void aMemberThatLeadsOutIsRefused(String name) throws IOException {
        assertThat(message("s.zip", zip(name, TEXT))).contains("leads out of it");
        assertThat(message("s.tar.gz", tar(name, TEXT))).contains("leads out of it");
    }

    @Test
    void brokenZipArchivesAreRefused() throws IOException {
        byte[] whole = zip("s.csv", TEXT);
        for (int length = 0; length < whole.length; length += 7) {
            assertThat(read(csv(), "s.zip", Arrays.copyOf(whole, length))
                            .report()
                            .outcome())
                    .as("cut at " + length)
                    .isEqualTo(FileOutcome.REJECTED);
        }
        assertThat(message("s.zip", flipBit(whole, TEXT.length()))).isNotEmpty();
        assertThat(message("s.zip", zip())).contains("empty archive");
        assertThat(message("s.zip", zip("inner.zip", "x"))).contains("inside an archive");
        assertThat(message("s.zip", zip("read.me", "x"))).contains("without CSV or JSON");
        assertThat(message("s.zip", link())).contains("leads out of it");
        assertThat(message("s.zip", zip(emptyMembers(2_000)))).contains("more than 1000 members");
        assertThat(message("s.zip", zip("s.csv", TEXT, "S.CSV", TEXT))).contains("two members named");
    }

    @Test
    void brokenTarArchivesAreRefused() throws IOException {
        byte[] whole = tar("s.csv", TEXT);
        for (int length = 0; length < whole.length; length += 7) {
            assertThat(message("s.tar.gz", Arrays.copyOf(whole, length)))
                    .as("cut at " + length)
                    .containsAnyOf("cut or damaged", "empty archive", "is named like gzip");
        }
        byte[] plain = gunzip(whole);
        assertThat(message("s.tar.gz", gzip(Arrays.copyOf(plain, 512 + TEXT.length() / 2))))
                .contains("cut or damaged");
        assertThat(message("s.tar.gz", tar())).contains("empty archive");
        assertThat(message("s.tar.gz", tar("inner.zip", "x"))).contains("inside an archive");
        assertThat(message("s.tar.gz", tar("read.me", "x"))).contains("without CSV or JSON");
        for (byte kind : new byte[] {TarConstants.LF_SYMLINK, TarConstants.LF_LINK}) {
            assertThat(message("s.tar.gz", tarLink(kind))).contains("leads out of it: s.csv");
        }
        assertThat(message("s.tar.gz", tar(emptyMembers(1_001)))).contains("more than 1000 members");
        assertThat(message("s.tar.gz", tar("s.csv", TEXT, "S.CSV", TEXT))).contains("two members named S.CSV");
        assertThat(message("s.tar.gz", tar("s.csv", TEXT, "zeros", "0".repeat(72 << 20))))
                .contains("unpacks to more than 200 times its size");
    }

    private static String[] emptyMembers(int count) {
        return IntStream.range(0, count)
                .boxed()
                .flatMap(member -> Stream.of("s" + member + ".csv", ""))
                .toArray(String[]::new);
    }

    @Test
    void aRowSaysInWhichMemberItStands() throws IOException {
        String bad = "id,day,amount,note\na1,someday,1,x\n";
        String message = "row 2: day: 'someday' is not a date";
        byte[] zip = zip("read.me", "x", "data/b.csv", bad, "data/a.csv", TEXT);
        assertThat(read(csv(), "s.zip", zip).quarantinedRows()).singleElement().satisfies(reject -> {
            assertThat(reject.member()).isEqualTo("data/b.csv");
            assertThat(reject.message()).startsWith("shop_sale s.zip data/b.csv " + message);
        });
        assertThat(read(csv(), "s.tar.gz", tar("b.csv", bad))
                        .quarantinedRows()
                        .get(0)
                        .message())
                .startsWith("shop_sale s.tar.gz b.csv " + message);
        assertThat(read(csv(), "s.csv.gz", gzip(bad)).quarantinedRows().get(0).message())
                .startsWith("shop_sale s.csv.gz " + message);
    }

    @Test
    void anEncryptedZipIsRefused() throws IOException {
        byte[] bytes = zip("s.csv", TEXT);
        for (int at = 0; at + 10 < bytes.length; at++) {
            boolean isLocal = bytes[at] == 'P' && bytes[at + 1] == 'K' && bytes[at + 2] == 3;
            boolean isCentral = bytes[at] == 'P' && bytes[at + 1] == 'K' && bytes[at + 2] == 1;
            if (isLocal || isCentral) {
                bytes[at + (isLocal ? 6 : 8)] |= 1;
            }
        }
        assertThat(message("s.zip", bytes)).contains("encrypted");
    }

    @Test
    void eachSourceReadsItsOwnMember() throws IOException {
        byte[] bytes = zip("data/Sale.csv", TEXT, "data/Other.csv", "x\n1\n", "__MACOSX/._Sale.csv", "junk");
        assertThat(rows(read(withMember("Sale\\.csv"), "s.zip", bytes))).isEqualTo(ROW);
        FileReport none = read(withMember("Refund\\.csv"), "s.zip", bytes).report();
        assertThat(none.outcome()).isEqualTo(FileOutcome.LOADED);
        assertThat(none.message()).isEqualTo("holds no member Refund\\.csv");
        byte[] two = zip("a.csv", TEXT, "b.csv", TEXT.replace("a1", "b1"));
        assertThat(read(csv(), "s.zip", two).report().loaded()).isEqualTo(2);
    }

    @Test
    void aFailingPlaceIsNotTheFilesFault() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset by peer");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                throw new IOException("reset by peer");
            }
        };
        LandedFile file = new LandedFile("2026-04-07/shop/s.csv", "sha", TestContracts.DELIVERY, 10, "load-1");
        SourceReader reader = new SourceReader(csv(), TestContracts.ACCOUNTS);
        assertThatThrownBy(() -> reader.read(file, any -> broken, RepeatedRows.NONE, row -> {}, reject -> {}))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("reset by peer");
    }

    private static SourceContract withMember(String member) {
        SourceContract contract = csv();
        return new SourceContract(
                contract.source(),
                contract.family(),
                contract.vendor(),
                contract.description(),
                new Drop(contract.drop().file(), Pattern.compile(member)),
                contract.format(),
                contract.account(),
                contract.key(),
                contract.version(),
                contract.alike(),
                contract.quarantineLimit(),
                contract.activity(),
                contract.columns(),
                contract.ignored(),
                contract.leftOut(),
                contract.money(),
                contract.lines(),
                contract.drift(),
                contract.conform());
    }

    private static String message(String name, byte[] bytes) {
        FileReport report = read(csv(), name, bytes).report();
        assertThat(report.outcome()).isEqualTo(FileOutcome.REJECTED);
        return report.message();
    }

    private static byte[] flipBit(byte[] bytes, int at) {
        byte[] flipped = bytes.clone();
        flipped[at] ^= 4;
        return flipped;
    }

    private static byte[] gzip(String text) throws IOException {
        return gzip(text.getBytes(UTF_8));
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(String... namesAndTexts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (int entry = 0; entry < namesAndTexts.length; entry += 2) {
                out.putNextEntry(new ZipEntry(namesAndTexts[entry]));
                out.write(namesAndTexts[entry + 1].getBytes(UTF_8));
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] link() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(bytes)) {
            ZipArchiveEntry entry = new ZipArchiveEntry("s.csv");
            entry.setUnixMode(UnixStat.LINK_FLAG | 0777);
            out.putArchiveEntry(entry);
            out.write("/etc/passwd".getBytes(UTF_8));
            out.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    private static byte[] tar(String... namesAndTexts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            for (int member = 0; member < namesAndTexts.length; member += 2) {
                byte[] text = namesAndTexts[member + 1].getBytes(UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(namesAndTexts[member], true);
                entry.setSize(text.length);
                out.putArchiveEntry(entry);
                out.write(text);
                out.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] tarLink(byte kind) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            TarArchiveEntry entry = new TarArchiveEntry("s.csv", kind);
            entry.setLinkName("/etc/passwd");
            out.putArchiveEntry(entry);
            out.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    private static byte[] gunzip(byte[] packed) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
    }
}
