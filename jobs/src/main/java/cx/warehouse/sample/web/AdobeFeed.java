package cx.warehouse.sample.web;

import cx.warehouse.sample.files.GzipWriter;
import cx.warehouse.sample.files.SampleDrops;
import cx.warehouse.sample.files.SampleRowCounts;
import cx.warehouse.sample.world.SampleDays;
import cx.warehouse.sample.world.SamplePeople;
import cx.warehouse.sample.world.SampleScale;
import cx.warehouse.sample.world.SampleSpec;
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

/**
 * Writes the Adobe Analytics feed of the service portal: hits without a header, an archive with column names and
 * lookups, and a manifest of both.
 */
public final class AdobeFeed {
    static final String SOURCE = "adobe_hit";
    public static final String SUITE = "juniperhelp";
    public static final String ZONE = "America/New_York";

    private static final Map<String, String> LOOKUPS = new LinkedHashMap<>();

    static {
        LOOKUPS.put("column_headers.tsv", String.join("\t", AdobeHits.COLUMNS) + "\n");
        LOOKUPS.put("browser.tsv", "51\tFirefox 131\n52\tSafari 19\n");
        LOOKUPS.put(
                "event.tsv",
                "200\tLogin\n201\tInternal Search\n202\tNull Search\n203\tPage Not Found\n204\tJS Error\n"
                        + "205\tRage Click\n206\tDead End\n207\tContact Us\n");
        LOOKUPS.put("operating_systems.tsv", "11\tWindows 11\n12\tMobile iOS 19\n");
        LOOKUPS.put("referrer_type.tsv", "1\tOther Websites\n6\tTyped/Bookmarked\n");
    }

    private final SampleSpec spec;
    private final SampleDrops drops;
    private final AdobeHits hits;

    public AdobeFeed(SampleSpec spec, SampleScale scale, SamplePeople people, SampleDays days, SampleDrops drops) {
        this.spec = spec;
        this.drops = drops;
        this.hits = new AdobeHits(spec, scale, people, days);
    }

    /** Writes the feed of a day, which belongs to the delivery after it. */
    public void write(int day) throws IOException {
        LocalDate delivery = spec.delivery(day);
        String name = SUITE + "_" + SampleDays.compactDate(spec.activity(day));
        Path lookups = drops.pathFor(delivery, "adobe", name + "-lookup_data.tar.gz");
        try (GzipWriter out = new GzipWriter(new BufferedOutputStream(Files.newOutputStream(lookups)))) {
            TarArchiveOutputStream tar = new TarArchiveOutputStream(out);
            for (Map.Entry<String, String> lookup : LOOKUPS.entrySet()) {
                byte[] content = lookup.getValue().getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(lookup.getKey());
                entry.setSize(content.length);
                entry.setModTime(0); // a fixed time keeps the bytes of a sample reproducible
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
            tar.finish();
        }
        Path data = drops.pathFor(delivery, "adobe", "01-" + name + ".tsv.gz");
        SampleRowCounts counts = new SampleRowCounts();
        counts.addFile();
        try (GzipWriter out = GzipWriter.create(data)) {
            out.write(hits.text(day, counts).getBytes(StandardCharsets.UTF_8));
        }
        Path manifest = drops.pathFor(delivery, "adobe", name + ".txt");
        Files.writeString(
                manifest,
                "Datafeed-Manifest-Version: 1.0\n\tLookup-Files: 1\n\tData-Files: 1\n\n"
                        + manifestEntry("Lookup", lookups) + "\n" + manifestEntry("Data", data));
        drops.recordFile(data, delivery, SOURCE, counts);
        drops.recordCompanion(lookups);
        drops.recordCompanion(manifest);
    }

    public Map<String, Object> truth() {
        return hits.truth();
    }

    private static String manifestEntry(String kind, Path file) throws IOException {
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
