package cx.warehouse.night;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import cx.warehouse.files.FileStore;
import cx.warehouse.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;

/** Counts the rows of a warehouse in its tables and files, to compare them with its ledger. */
final class WarehouseCounts {

    private static final ObjectMapper JSON = new ObjectMapper();

    private WarehouseCounts() {}

    /** Rows in the published source tables, by source and path of their file. */
    static Map<String, Long> rowsByFile(Settings settings) {
        Map<String, Long> rows = new TreeMap<>();
        try (Warehouse warehouse = Warehouse.open(settings)) {
            for (String table : warehouse.tables().list("source")) {
                String source = table.substring("source.".length());
                for (Row file : warehouse
                        .tables()
                        .read(table)
                        .groupBy("source_file")
                        .count()
                        .collectAsList()) {
                    rows.put(source + " " + file.getString(0), file.getLong(1));
                }
            }
        }
        return rows;
    }

    /** Rows in quarantine, by source and path of their file. */
    static Map<String, Long> quarantinedByFile(Path root) {
        Map<String, Long> rows = new TreeMap<>();
        lines(root, "quarantine")
                .forEach(row -> rows.merge(
                        row.path("source").asText() + " " + row.path("path").asText(), 1L, Long::sum));
        return rows;
    }

    /** Rows in quarantine, by source and reason; a row with several reasons counts for each. */
    static Map<String, Long> quarantinedByReason(Path root) {
        Map<String, Long> rows = new TreeMap<>();
        for (JsonNode row : lines(root, "quarantine")) {
            TreeSet<String> codes = new TreeSet<>();
            row.path("reasons")
                    .forEach(reason -> codes.add(reason.path("code").asText().toLowerCase(Locale.ROOT)));
            codes.forEach(code -> rows.merge(row.path("source").asText() + " " + code, 1L, Long::sum));
        }
        return rows;
    }

    /** The ledger's entry of each file, as readers see it. */
    static List<JsonNode> ledger(Path root) {
        return lines(root, "ledger/file");
    }

    /** One count of the ledger by source and path, without files that have none. */
    static Map<String, Long> ledgerCounts(Path root, String figure) {
        Map<String, Long> told = new TreeMap<>();
        for (JsonNode file : ledger(root)) {
            if (file.path(figure).asLong() > 0) {
                told.put(
                        file.path("source").asText() + " " + file.path("path").asText(),
                        file.path(figure).asLong());
            }
        }
        return told;
    }

    private static List<JsonNode> lines(Path root, String below) {
        FileStore store = FileStore.at(root.toString(), null).folder(below);
        return store.list("").stream()
                .flatMap(entry -> store.readText(entry.path()).lines())
                .map(line -> {
                    try {
                        return JSON.readTree(line);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList();
    }
}
