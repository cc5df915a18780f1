package cx.warehouse.conform.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A manifest of a delivery, compared with the delivered files. */
final class DeliveryManifest {
    /** A manifest that accepts every file, for contracts without a manifest. */
    static final DeliveryManifest NONE = new DeliveryManifest("", List.of(), List.of());

    private static final int LONGEST = 1 << 20;
    private static final Map<String, String> DIGESTS = Map.of("md5", "MD5", "sha256", "SHA-256");

    /** One file in the manifest: its name, and its claims by word (size, md5, sha256). */
    private record Entry(String name, Map<String, String> claims) {}

    private final String name;
    private final List<Entry> entries;
    private final List<String> missingFiles = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    private DeliveryManifest(String name, List<Entry> entries, List<String> faults) {
        this.name = name;
        this.entries = List.copyOf(entries);
        this.faults.addAll(faults);
    }

    /** Reads a manifest, and reads every file that it names once. */
    static DeliveryManifest of(LandedFile file, Pattern pattern, List<LandedFile> delivered, FileOpener opener) {
        List<Entry> entries = new ArrayList<>();
        String text = readText(file, opener);
        if (text.length() > LONGEST) {
            return new DeliveryManifest(file.name(), entries, List.of("it has more than " + (LONGEST >> 20) + " MiB"));
        }
        Matcher found = pattern.matcher(text);
        while (found.find()) {
            Map<String, String> said = new TreeMap<>();
            for (String word : List.of("size", "md5", "sha256")) {
                if (pattern.pattern().contains("(?<" + word + ">") && found.group(word) != null) {
                    said.put(word, found.group(word).toLowerCase(Locale.ROOT));
                }
            }
            entries.add(new Entry(found.group("name"), said));
        }
        DeliveryManifest manifest = new DeliveryManifest(
                file.name(), entries, entries.isEmpty() ? List.of("it names no file at all") : List.of());
        entries.forEach(entry -> manifest.verify(entry, delivered, opener));
        return manifest;
    }

    String name() {
        return name;
    }

    /** Files that the manifest names but that were not delivered. */
    List<String> missingFiles() {
        return missingFiles;
    }

    /** Faults of the manifest and of the files that it names. */
    List<String> faults() {
        return faults;
    }

    /** Reason why a file must not be read; empty if it may be read. */
    String refusal(LandedFile file) {
        if (name.isEmpty()) {
            return "";
        }
        if (faults.isEmpty() && entries.stream().noneMatch(entry -> entry.name().equalsIgnoreCase(file.name()))) {
            return "its manifest " + DisplayText.of(name) + " does not name it";
        }
        return faults.isEmpty()
                ? ""
                : "its manifest " + DisplayText.of(name) + " does not match: " + String.join("; ", faults);
    }

    private void verify(Entry entry, List<LandedFile> delivered, FileOpener opener) {
        Optional<LandedFile> named = delivered.stream()
                .filter(file -> file.name().equals(entry.name()))
                .findFirst()
                .or(() -> delivered.stream()
                        .filter(file -> file.name().equalsIgnoreCase(entry.name()))
                        .findFirst());
        if (named.isEmpty()) {
            missingFiles.add(entry.name());
            return;
        }
        LandedFile file = named.get();
        entry.claims().forEach((word, wanted) -> {
            String is = word.equals("size") ? Long.toString(file.bytes()) : digest(file, DIGESTS.get(word), opener);
            if (!is.equals(wanted)) {
                faults.add(DisplayText.of(file.name()) + " has the " + word + " " + is + ", not "
                        + DisplayText.of(wanted));
            }
        });
    }

    private static String digest(LandedFile file, String algorithm, FileOpener opener) {
        try (InputStream in = opener.open(file)) {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            byte[] piece = new byte[1 << 16];
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                digest.update(piece, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String readText(LandedFile file, FileOpener opener) {
        try (InputStream in = opener.open(file)) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
