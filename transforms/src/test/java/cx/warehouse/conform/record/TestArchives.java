package cx.warehouse.conform.record;

import cx.warehouse.contract.SourceContract;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Compresses and decompresses files as vendors do. */
public final class TestArchives {
    private TestArchives() {}

    /** Compresses bytes in the format that the file's name says. */
    public static byte[] pack(String name, SourceContract contract, byte[] plain) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".gz")
                ? gzip(plain)
                : lower.endsWith(".zip") ? zip(new Member(member(contract), plain)) : plain;
    }

    /** The name of a member that the contract selects. */
    public static String member(SourceContract contract) {
        return contract.drop().member() == null
                ? "report.csv"
                : contract.drop().member().pattern().replace("\\", "");
    }

    public static byte[] unpack(String name, byte[] packed) {
        String lower = name.toLowerCase(Locale.ROOT);
        try {
            if (lower.endsWith(".gz")) {
                return new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
            }
            if (lower.endsWith(".zip")) {
                ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(packed));
                zip.getNextEntry();
                return zip.readAllBytes();
            }
            return packed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** One file of an archive. */
    public record Member(String name, byte[] plain) {
        public Member {
            plain = plain.clone();
        }
    }

    public static byte[] zip(Member... members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Member member : members) {
                out.putNextEntry(new ZipEntry(member.name()));
                out.write(member.plain());
                out.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A copy with one byte changed; a negative position counts from the end. */
    public static byte[] flipBit(byte[] bytes, int place) {
        byte[] changed = bytes.clone();
        changed[place < 0 ? bytes.length + place : place] ^= 0x10;
        return changed;
    }

    public static byte[] concatenate(byte[] first, byte[] second) {
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
