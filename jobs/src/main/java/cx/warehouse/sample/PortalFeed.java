package cx.warehouse.sample;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** The feed of the service portal: hits without a header, what their numbers mean beside them, and a manifest of both. */
final class PortalFeed {
    static final String SOURCE = "adobe_hit";
    static final String SUITE = "juniperhelp";
    static final String ZONE = "America/New_York";

    private static final Map<String, String> LOOKUPS = new LinkedHashMap<>();

    static {
        LOOKUPS.put("column_headers.tsv", String.join("\t", PortalHits.COLUMNS) + "\n");
        LOOKUPS.put("browser.tsv", "51\tFirefox 131\n52\tSafari 19\n");
        LOOKUPS.put(
                "event.tsv",
                "200\tLogin\n201\tInternal Search\n202\tNull Search\n203\tPage Not Found\n204\tJS Error\n"
                        + "205\tRage Click\n206\tDead End\n207\tContact Us\n");
        LOOKUPS.put("operating_systems.tsv", "11\tWindows 11\n12\tMobile iOS 19\n");
        LOOKUPS.put("referrer_type.tsv", "1\tOther Websites\n6\tTyped/Bookmarked\n");
    }

    private final SampleSpec spec;
    private final Drops drops;
    private final PortalHits hits;

    PortalFeed(SampleSpec spec, Scale scale, People people, Days days, Drops drops) {
        this.spec = spec;
        this.drops = drops;
        this.hits = new PortalHits(spec, scale, people, days);
    }

    /** Writes the feed of a day, which arrives with its delivery. */
    void write(int day) throws IOException {
        LocalDate delivery = spec.delivery(day);
        String name = SUITE + "_" + Days.compact(spec.activity(day));
        Path lookups = drops.place(delivery, "adobe", name + "-lookup_data.tar.gz");
        try (Gz out = new Gz(new BufferedOutputStream(Files.newOutputStream(lookups)))) {
            TarArchiveOutputStream tar = new TarArchiveOutputStream(out);
            for (Map.Entry<String, String> lookup : LOOKUPS.entrySet()) {
                byte[] content = lookup.getValue().getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(lookup.getKey());
                entry.setSize(content.length);
                entry.setModTime(0); // the same sample has the same bytes, whenever it is made
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
            tar.finish();
        }
        Path data = drops.place(delivery, "adobe", "01-" + name + ".tsv.gz");
        Counts counts = new Counts();
        counts.file();
        try (Gz out = Gz.create(data)) {
            out.write(hits.text(day, counts).getBytes(StandardCharsets.UTF_8));
        }
        Path manifest = drops.place(delivery, "adobe", name + ".txt");
        Files.writeString(
                manifest,
                "Datafeed-Manifest-Version: 1.0\n\tLookup-Files: 1\n\tData-Files: 1\n\n" + entry("Lookup", lookups)
                        + "\n" + entry("Data", data));
        drops.wrote(data, delivery, SOURCE, counts);
        drops.wroteBeside(lookups);
        drops.wroteBeside(manifest);
    }

    Map<String, Object> truth() {
        return hits.truth();
    }

    private static String entry(String kind, Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return kind + "-File: " + file.getFileName() + "\nMD5-Digest: " + md5(bytes) + "\nFile-Size: " + bytes.length
                + "\n";
    }

    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has MD5", e);
        }
    }
}
