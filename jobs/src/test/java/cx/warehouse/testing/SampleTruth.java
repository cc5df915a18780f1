package cx.warehouse.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.TreeMap;

/** What became of every file, as the truth of a sample says it and as the ledger says it, in the same words. */
public final class SampleTruth {

    /** A file that was delivered twice is one entry: which of the two counts is the ledger's to say. */
    private static final String SECOND_DOWNLOAD = " \\(1\\)(?=\\.)";

    private SampleTruth() {}

    /** By source and path, the figures of every file with rows of its own, of {@code truth.json}. */
    public static Map<String, String> files(JsonNode truth) {
        Map<String, long[]> files = new TreeMap<>();
        for (JsonNode file : truth.path("files")) {
            add(files, file, "malformed");
        }
        for (JsonNode file : truth.path("files")) {
            if (file.path("repeated_files").asLong() > 0) {
                // the truth tells once what is left out; the second reading leaves it out again
                long[] figures = files.get(key(file));
                figures[3] *= 2;
            }
        }
        return words(files);
    }

    /** The same of the ledger's rows; files of which the truth knows nothing, companions, are passed over when they hold no row. */
    public static Map<String, String> ledger(Iterable<JsonNode> rows, Map<String, String> planted) {
        Map<String, long[]> files = new TreeMap<>();
        for (JsonNode file : rows) {
            if (planted.containsKey(key(file)) || file.path("read").asLong() > 0) {
                add(files, file, "quarantined");
                long kept = file.path("read").asLong() - file.path("left_out").asLong();
                if (kept
                        != file.path("loaded").asLong()
                                + file.path("quarantined").asLong()
                                + file.path("duplicates").asLong()) {
                    throw new AssertionError("the rows of " + file + " do not add up");
                }
            }
        }
        return words(files);
    }

    /** A sum with as many decimals as the planted one has; money is rounded once, at the end. */
    public static String round(String sum, String planted) {
        return new BigDecimal(sum)
                .setScale(new BigDecimal(planted).scale(), RoundingMode.HALF_UP)
                .toPlainString();
    }

    private static void add(Map<String, long[]> files, JsonNode file, String malformed) {
        long[] figures = files.computeIfAbsent(key(file), key -> new long[4]);
        String[] names = {"loaded", malformed, "duplicates", "left_out"};
        for (int at = 0; at < names.length; at++) {
            figures[at] += file.path(names[at]).asLong();
        }
    }

    private static String key(JsonNode file) {
        String path = file.path("path").asText().replaceFirst("^drops/", "").replaceFirst(SECOND_DOWNLOAD, "");
        return file.path("source").asText() + " " + path;
    }

    private static Map<String, String> words(Map<String, long[]> files) {
        Map<String, String> words = new TreeMap<>();
        files.forEach((file, figures) -> words.put(
                file,
                figures[0] + " loaded, " + figures[1] + " malformed, " + figures[2] + " duplicates, " + figures[3]
                        + " left out"));
        return words;
    }
}
