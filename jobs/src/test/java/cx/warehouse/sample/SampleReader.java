package cx.warehouse.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Reads the files of a sample in the simplest way, without code of the generator. */
final class SampleReader {
    static final ObjectMapper JSON = new ObjectMapper();

    private SampleReader() {}

    /** A row of a delimited file by column name; {@code cells} are unchanged. */
    record Row(Map<String, String> byName, List<String> cells) {
        String at(String column) {
            return byName.getOrDefault(column, "");
        }
    }

    static JsonNode truth(Path sample) {
        try {
            return JSON.readTree(sample.resolve("truth.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All files of a vendor whose name begins with a text, in order of delivery and name. */
    static List<Path> files(Path sample, String vendor, String start) {
        try (Stream<Path> files = Files.walk(sample.resolve("drops"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getParent().getFileName().toString().equals(vendor)
                            && file.getFileName().toString().startsWith(start))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The decompressed text of a file; {@code member} names the file to read from an archive. */
    static String text(Path file, String member) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            String name = file.getFileName().toString();
            if (name.endsWith(".gz")) {
                bytes = new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
            } else if (name.endsWith(".ZIP") || name.endsWith(".zip")) {
                bytes = member(bytes, member);
            }
            boolean wide = bytes.length > 1 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE;
            String text = new String(bytes, wide ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The rows below the header, which is the first line of several cells after at least {@code least} lines of
     * preamble.
     */
    static List<Row> rows(String text, char delimiter, int least) {
        List<List<String>> records = records(text, delimiter);
        int preamble = least;
        while (records.get(preamble).size() == 1) {
            preamble++;
        }
        List<Row> rows = new ArrayList<>();
        for (int i = preamble + 1; i < records.size(); i++) {
            List<String> header = records.get(preamble);
            Map<String, String> byName = new HashMap<>();
            for (int c = 0; c < Math.min(header.size(), records.get(i).size()); c++) {
                byName.put(header.get(c), records.get(i).get(c));
            }
            rows.add(new Row(records.get(i).size() == header.size() ? byName : Map.of(), records.get(i)));
        }
        return rows;
    }

    static List<List<String>> records(String text, char delimiter) {
        List<List<String>> records = new ArrayList<>();
        List<String> record = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' && quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                field.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == delimiter || c == '\n')) {
                record.add(field.toString());
                field.setLength(0);
                if (c == '\n') {
                    records.add(record);
                    record = new ArrayList<>();
                }
            } else if (quoted || c != '\r') {
                field.append(c);
            }
        }
        return records;
    }

    private static byte[] member(byte[] archive, String member) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if ((member.isEmpty() || entry.getName().equals(member))) {
                    return zip.readAllBytes();
                }
            }
        }
        throw new IOException("No " + member + " in the archive");
    }
}
