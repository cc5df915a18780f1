package cx.warehouse.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.TreeMap;

/** The result of every file in the same form, once from the truth of a sample and once from the ledger. */
public final class SampleTruth {

    /**
     * The mark of a second download of the same file. Both downloads are one entry, because the ledger decides which
     * one counts.
     */
    private static final String SECOND_DOWNLOAD = " \\(1\\)(?=\\.)";

    private SampleTruth() {}

    /** The counts of every file with rows of its own, from {@code truth.json}, by source and path. */
    public static Map<String, String> files(JsonNode truth) {
        Map<String, long[]> files = new TreeMap<>();
        for (JsonNode file : truth.path("files")) {
            add(files, file, "malformed");
        }
        for (JsonNode file : truth.path("files")) {
            if (file.path("repeated_files").asLong() > 0) {
                // the truth counts rows left out once, but the second reading leaves them out again
                long[] figures = files.get(key(file));
                figures[3] *= 2;
            }
        }
        return words(files);
    }

    /**
     * The counts of the ledger's rows, by source and path. Companion files are not in the truth, and are skipped when
     * they hold no row.
     */
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

    /** Rounds a sum to as many decimals as the planted sum has. Money is rounded once, at the end. */
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
