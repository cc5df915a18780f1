package cx.warehouse.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Reads the feed of the portal by its column names and lookups, and compares it with the truth. */
class SampleFeedsTest {
    private static final Path SAMPLE = SharedSample.sample();
    private static final JsonNode TRUTH = SampleReader.truth(SAMPLE);
    private static final Map<String, String> FRICTION = Map.of(
            "203", "broken_link",
            "204", "script_error",
            "205", "rage_click",
            "206", "dead_end",
            "202", "empty_search");

    @Test
    void theManifestNamesBothFilesWithSizeAndDigest() throws Exception {
        Pattern entry = Pattern.compile("(?:Data|Lookup)-File: (\\S+)\nMD5-Digest: (\\w{32})\nFile-Size: (\\d+)");
        for (Path manifest : SampleReader.files(SAMPLE, "adobe", "juniperhelp_")) {
            if (!manifest.toString().endsWith(".txt")) {
                continue;
            }
            Matcher named = entry.matcher(Files.readString(manifest));
            int files = 0;
            while (named.find()) {
                byte[] bytes = Files.readAllBytes(manifest.resolveSibling(named.group(1)));
                assertThat(bytes).hasSize(Integer.parseInt(named.group(3)));
                assertThat(HexFormat.of()
                                .formatHex(MessageDigest.getInstance("MD5").digest(bytes)))
                        .isEqualTo(named.group(2));
                files++;
            }
            assertThat(files).isEqualTo(2);
        }
    }

    @Test
    void hitsAreCountedByFile() throws Exception {
        List<String> header = header();
        for (JsonNode file : TRUTH.get("files")) {
            if (file.get("source").asText().equals("adobe_hit")) {
                List<List<String>> records = records(
                        SampleReader.text(SAMPLE.resolve(file.get("path").asText()), ""));
                List<List<String>> meant = records.stream()
                        .filter(record -> isMeant(record, header))
                        .toList();
                assertThat(meant).hasSize(file.get("read").asInt());
                assertThat(records.size() - meant.size())
                        .isEqualTo(file.get("left_out").asInt())
                        .isEqualTo(2);
                assertThat(new HashSet<>(meant.stream()
                                .filter(record -> isSound(record, header))
                                .toList()))
                        .hasSize(file.get("loaded").asInt());
            }
        }
    }

    @Test
    void hitsMakeTheVisitsAndTheFrictionOfTheTruth() throws Exception {
        List<String> header = header();
        Set<List<String>> hits = new HashSet<>();
        for (Path file : SampleReader.files(SAMPLE, "adobe", "01-")) {
            records(SampleReader.text(file, "")).stream()
                    .filter(record -> isMeant(record, header) && isSound(record, header))
                    .forEach(hits::add);
        }
        Set<String> visits = new HashSet<>();
        Set<String> known = new HashSet<>();
        Map<String, Long> friction = new TreeMap<>();
        for (List<String> hit : hits) {
            String visit = hit.get(3) + " " + hit.get(4) + " " + hit.get(6);
            visits.add(visit);
            if (!hit.get(header.indexOf("post_evar1")).isEmpty()) {
                known.add(visit);
            }
            String events = hit.get(header.indexOf("post_event_list"));
            String loadTime = hit.get(header.indexOf("post_prop1"));
            String kind = FRICTION.get(events.substring(Math.max(0, events.length() - 3)));
            if (kind != null) {
                friction.merge(kind, 1L, Long::sum);
            } else if (!loadTime.isEmpty() && Integer.parseInt(loadTime) > 4_000) {
                friction.merge("slow_page", 1L, Long::sum);
            }
        }
        assertThat(hits).hasSize(TRUTH.at("/portal/hits").asInt());
        assertThat(visits).hasSize(TRUTH.at("/portal/visits").asInt());
        assertThat(known).hasSize(TRUTH.at("/portal/with_login").asInt()).isNotEmpty();
        Map<String, Long> planted = new HashMap<>();
        TRUTH.at("/portal/friction")
                .properties()
                .forEach(kind -> planted.put(kind.getKey(), kind.getValue().asLong()));
        assertThat(friction).isEqualTo(planted).hasSizeGreaterThan(3);
    }

    @Test
    void aTabOrALineBreakBehindABackslashIsData() {
        StringBuilder all = new StringBuilder();
        SampleReader.files(SAMPLE, "adobe", "01-").forEach(file -> all.append(SampleReader.text(file, "")));
        assertThat(all).contains("return\\\tlabel").contains("GET /r\\\nnot found");
    }

    /**
     * The column names from the archive of lookups; the content of a tar member follows a header block of 512 bytes.
     */
    private static List<String> header() throws Exception {
        Path file = SampleReader.files(SAMPLE, "adobe", "juniperhelp_20260307-lookup")
                .get(0);
        byte[] tar = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file))).readAllBytes();
        assertThat(new String(tar, 0, 18, StandardCharsets.US_ASCII)).isEqualTo("column_headers.tsv");
        int size = Integer.parseInt(new String(tar, 124, 11, StandardCharsets.US_ASCII), 8);
        return List.of(
                new String(tar, 512, size, StandardCharsets.UTF_8).strip().split("\t"));
    }

    private static boolean isMeant(List<String> record, List<String> header) {
        return record.size() != header.size()
                || (record.get(header.indexOf("exclude_hit")).equals("0")
                        && !List.of("5", "7", "8", "9").contains(record.get(header.indexOf("hit_source"))));
    }

    private static boolean isSound(List<String> record, List<String> header) {
        return record.size() == header.size()
                && record.get(1).matches("\\d+")
                && record.get(header.indexOf("hit_time_gmt")).matches("\\d+");
    }

    private static List<List<String>> records(String text) {
        List<List<String>> records = new ArrayList<>();
        List<String> record = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
                field.append(text.charAt(i));
            } else if (c == '\t' || c == '\n') {
                record.add(field.toString());
                field.setLength(0);
                if (c == '\n') {
                    records.add(List.copyOf(record));
                    record.clear();
                }
            } else {
                field.append(c);
            }
        }
        return records;
    }
}
