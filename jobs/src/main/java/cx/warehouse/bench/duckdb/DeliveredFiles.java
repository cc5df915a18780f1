package cx.warehouse.bench.duckdb;

import cx.warehouse.files.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Copies the files of a delivery to landing with their SHA-256, which tells the files whose bytes came before. */
final class DeliveredFiles {

    private final Path dropZone;
    private final Path landing;

    /**
     * One file in landing.
     *
     * @param path its copy
     * @param vendor the vendor's folder
     * @param origin its path below the drop zone
     * @param isNew false when the file is empty, or has the bytes of an earlier file
     */
    record DeliveredFile(Path path, String vendor, String origin, boolean isNew) {

        String name() {
            return path.getFileName().toString();
        }
    }

    DeliveredFiles(Path dropZone, Path landing) {
        this.dropZone = dropZone;
        this.landing = landing;
    }

    /** Copies all files of one delivery and returns them in order of their paths. */
    List<DeliveredFile> copy(LocalDate date) {
        Path drop = dropZone.resolve(date.toString());
        if (!Files.isDirectory(drop)) {
            throw new Fault(Fault.Kind.NOT_READY, "Cannot read the delivery of " + date + ": there is no " + drop);
        }
        List<DeliveredFile> delivery = new ArrayList<>();
        try (Stream<Path> files = Files.walk(drop, 2)) {
            Map<String, String> seen = readDigests();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String origin = dropZone.relativize(file).toString();
                Path copy = landing.resolve(origin);
                Files.createDirectories(copy.getParent());
                String digest = copyWithDigest(file, copy);
                seen.putIfAbsent(digest, origin);
                boolean isNew = Files.size(file) > 0 && seen.get(digest).equals(origin);
                delivery.add(
                        new DeliveredFile(copy, file.getParent().getFileName().toString(), origin, isNew));
            }
            writeDigests(seen);
            return delivery;
        } catch (IOException e) {
            throw new Fault(Fault.Kind.INFRASTRUCTURE, "Cannot copy " + drop + ": " + e.getMessage(), e);
        }
    }

    private static String copyWithDigest(Path from, Path to) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(from), digest);
                OutputStream out = Files.newOutputStream(to)) {
            in.transferTo(out);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The path of the first file with each digest, from a file with a line for each. */
    private Map<String, String> readDigests() throws IOException {
        Map<String, String> seen = new LinkedHashMap<>();
        if (Files.exists(digests())) {
            for (String line : Files.readAllLines(digests())) {
                seen.put(line.substring(0, 64), line.substring(66));
            }
        }
        return seen;
    }

    private void writeDigests(Map<String, String> seen) throws IOException {
        Files.write(
                digests(),
                seen.entrySet().stream()
                        .map(entry -> entry.getKey() + "  " + entry.getValue())
                        .toList());
    }

    private Path digests() {
        return landing.resolve("SHA256SUMS");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
