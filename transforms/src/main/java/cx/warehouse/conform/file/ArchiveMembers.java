package cx.warehouse.conform.file;

import cx.warehouse.conform.delivery.BadFileException;
import cx.warehouse.conform.delivery.DisplayText;
import cx.warehouse.conform.file.ArchiveStreams.UnpackedStream;
import cx.warehouse.conform.file.FileUnpacker.ContentReader;
import cx.warehouse.contract.Drop;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * Finds the members of an archive that a contract selects. Refuses archives that are truncated, point outside
 * themselves, or unpack to an absurd size.
 */
final class ArchiveMembers {
    private static final int MOST = 1_000;
    private static final int LARGEST = 512 << 20;
    private static final Pattern USUAL = Pattern.compile("(?i).+\\.(csv|tsv|txt|json|jsonl|ndjson)");
    private static final Pattern PACKED = Pattern.compile("(?i).+\\.(zip|gz|tgz|tar|7z|rar|bz2|xz)");

    private final Drop drop;
    private final Set<String> names = new HashSet<>();
    private int count;

    private ArchiveMembers(Drop drop) {
        this.drop = drop;
    }

    /** Reads a zip archive. It must fit in memory, because its list of members is at its end. */
    static int readZip(InputStream packed, long length, Drop drop, ContentReader content) throws IOException {
        if (length > LARGEST) {
            throw new BadFileException("is a zip archive of more than " + (LARGEST >> 20) + " MiB; deliver it as .gz");
        }
        byte[] bytes = packed.readNBytes(LARGEST);
        ArchiveMembers members = new ArchiveMembers(drop);
        int read = 0;
        try (ZipFile zip = openZip(bytes)) {
            List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
            if (entries.isEmpty()) {
                throw new BadFileException("is an empty archive");
            }
            for (ZipArchiveEntry entry : entries) {
                members.check(entry, entry.isUnixSymlink());
                if (entry.getGeneralPurposeBit().usesEncryption()) {
                    throw new BadFileException("is an encrypted archive");
                }
            }
            for (ZipArchiveEntry entry : entries) {
                if (members.isWanted(entry)) {
                    read++;
                    try (InputStream plain = openEntry(zip, entry)) {
                        FileUnpacker.readToEnd(entry.getName(), plain, content);
                    }
                }
            }
        }
        return members.requireAny(read);
    }

    /** Reads a tar archive. */
    static int readTar(InputStream plain, Drop drop, ContentReader content) throws IOException {
        ArchiveMembers members = new ArchiveMembers(drop);
        int read = 0;
        try (TarArchiveInputStream tar = new TarArchiveInputStream(plain)) {
            for (TarArchiveEntry entry = nextEntry(tar); entry != null; entry = nextEntry(tar)) {
                members.check(entry, entry.isSymbolicLink() || entry.isLink());
                if (members.isWanted(entry)) {
                    read++;
                    InputStream member = new UnpackedStream(tar, () -> Long.MAX_VALUE, entry.getSize(), -1);
                    FileUnpacker.readToEnd(entry.getName(), member, content);
                }
            }
            if (members.count == 0) {
                throw new BadFileException("is an empty archive");
            }
            FileUnpacker.readToEnd(null, plain, (none, rest) -> {});
        }
        return members.requireAny(read);
    }

    private void check(ArchiveEntry entry, boolean isLink) {
        String name = entry.getName();
        if (++count > MOST) {
            throw new BadFileException("is an archive of more than " + MOST + " members");
        }
        boolean isOutside = name.startsWith("/")
                || name.startsWith("\\")
                || name.matches("(?s)[A-Za-z]:.*")
                || List.of(name.split("[/\\\\]", -1)).contains("..")
                || name.indexOf('\0') >= 0;
        if (isOutside || isLink) {
            throw new BadFileException("is an archive with a member that leads out of it: " + DisplayText.of(name));
        }
        if (!names.add(name.toLowerCase(Locale.ROOT))) {
            throw new BadFileException("is an archive with two members named " + DisplayText.of(name));
        }
        if (!isSystemFile(name) && PACKED.matcher(name).matches()) {
            throw new BadFileException("is an archive inside an archive: " + DisplayText.of(name));
        }
    }

    private boolean isWanted(ArchiveEntry entry) {
        String name = entry.getName();
        if (entry.isDirectory() || isSystemFile(name)) {
            return false;
        }
        String bare = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        Pattern meant = drop.member() == null ? USUAL : drop.member();
        return meant.matcher(bare).matches();
    }

    private int requireAny(int read) {
        if (read == 0 && drop.member() == null) {
            throw new BadFileException("is an archive without CSV or JSON");
        }
        return read;
    }

    /** Whether the member is one that macOS adds to every archive. */
    private static boolean isSystemFile(String name) {
        return name.startsWith("__MACOSX/") || name.endsWith(".DS_Store");
    }

    private static ZipFile openZip(byte[] bytes) {
        try {
            return ZipFile.builder()
                    .setSeekableByteChannel(new SeekableInMemoryByteChannel(bytes))
                    .get();
        } catch (IOException | IllegalArgumentException e) {
            throw new BadFileException("is a cut or damaged archive");
        }
    }

    private static InputStream openEntry(ZipFile zip, ZipArchiveEntry entry) {
        if (!zip.canReadEntryData(entry)) {
            throw new BadFileException("is an archive packed in a way that cannot be read");
        }
        try {
            return new UnpackedStream(
                    zip.getInputStream(entry), entry::getCompressedSize, entry.getSize(), entry.getCrc());
        } catch (IOException e) {
            throw new BadFileException("is a cut or damaged archive");
        }
    }

    private static TarArchiveEntry nextEntry(TarArchiveInputStream tar) {
        try {
            return tar.getNextEntry();
        } catch (IOException | IllegalArgumentException e) {
            throw new BadFileException("is a cut or damaged archive");
        }
    }
}
