package cx.warehouse.files;

import cx.warehouse.conform.delivery.LandedFile;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** The unaltered copy of a drop, with checksums. A night reads this copy, and a replay can read it again. */
public final class Landing {

    /** File names that upload tools use until a file is complete. */
    private static final Pattern UNFINISHED = Pattern.compile(
            "(^|.*/)([._].*|.*\\.(tmp|part|partial|filepart|crdownload)|.*~)$", Pattern.CASE_INSENSITIVE);

    private final FileStore drops;
    private final FileStore root;

    public Landing(FileStore drops, FileStore root) {
        this.drops = drops;
        this.root = root;
    }

    /**
     * The complete files that were delivered on a date, sorted by path. Paths start below the drop zone; files that
     * look unfinished are left out.
     */
    public List<FileStore.Entry> deliveredFiles(LocalDate date) {
        return drops.list(date.toString()).stream()
                .filter(entry -> !UNFINISHED.matcher(entry.path()).matches())
                .toList();
    }

    /**
     * Copies one file to landing and checks that the copy has the listed number of bytes.
     *
     * @return the SHA-256 of the bytes, in hex
     * @throws Fault INFRASTRUCTURE when the file cannot be copied, or its length differs from the listing
     */
    public String land(FileStore.Entry entry, String source, LocalDate date) {
        MessageDigest digest = sha256();
        long[] copied = {0};
        root.write(path(entry.path(), source, date), out -> {
            digest.reset();
            copied[0] = 0;
            try (InputStream in = new DigestInputStream(drops.open(entry), digest)) {
                copied[0] = in.transferTo(out);
            }
            if (entry.bytes() >= 0 && copied[0] != entry.bytes()) {
                throw new IOException("it was listed with " + entry.bytes() + " bytes, but has " + copied[0]);
            }
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The path of the copy of a delivered file, below the root. */
    public static String path(String delivered, String source, LocalDate date) {
        String[] parts = delivered.split("/", 3);
        return "landing/source=" + source + "/business_date=" + date + "/" + parts[parts.length - 1];
    }

    /** Opens the landing copy of a delivered file. */
    public InputStream open(LandedFile file, String source) throws IOException {
        return open(root, file, source);
    }

    /** Opens the landing copy of a delivered file below {@code root}. */
    public static InputStream open(FileStore root, LandedFile file, String source) throws IOException {
        return root.open(new FileStore.Entry(path(file.path(), source, file.businessDate()), file.bytes(), null));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first 16 hex digits of the SHA-256 of a text: short enough for a file name, long enough to be unique. */
    public static String digest(String text) {
        byte[] hash = sha256().digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, 8);
    }
}
