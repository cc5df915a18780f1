package cx.warehouse.checks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import cx.warehouse.files.Fault;
import cx.warehouse.files.FileStore;
import cx.warehouse.quality.suite.MetricHistory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The metrics of one table over its nights. They are stored in {@code ledger/figure/<table>.jsonl}, one line per night
 * and metric. When a night runs again, its new lines replace the old ones.
 */
final class QualityHistory {

    /** Number of nights to store: more than a year, so that a night can be compared with the same season. */
    private static final int NIGHTS = 400;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final FileStore root;
    private final String table;
    private final NavigableMap<LocalDate, List<Line>> nights = new TreeMap<>();

    private QualityHistory(FileStore root, String table) {
        this.root = root;
        this.table = table;
    }

    private record Line(String table_name, String business_date, String load_id, String figure, double value) {}

    /** Reads the stored metrics of a table; empty when the table was never checked. */
    static QualityHistory read(FileStore root, String table) {
        QualityHistory history = new QualityHistory(root, table);
        if (root.exists(history.path())) {
            root.readText(history.path())
                    .lines()
                    .filter(line -> !line.isBlank())
                    .map(history::line)
                    .forEach(line -> history.nights
                            .computeIfAbsent(LocalDate.parse(line.business_date()), none -> new ArrayList<>())
                            .add(line));
        }
        return history;
    }

    /** The stored nights, oldest first. */
    List<MetricHistory.NightMetrics> nights() {
        List<MetricHistory.NightMetrics> known = new ArrayList<>();
        nights.forEach((date, lines) -> {
            Map<String, Double> figures = new TreeMap<>();
            lines.forEach(line -> figures.put(line.figure(), line.value()));
            known.add(new MetricHistory.NightMetrics(date, figures));
        });
        return known;
    }

    /** Stores the metrics of a night, and drops the oldest nights beyond 400. */
    void store(LocalDate date, String loadId, Map<String, Double> figures) {
        List<Line> tonight = new ArrayList<>();
        new TreeMap<>(figures)
                .forEach((figure, value) -> tonight.add(new Line(table, date.toString(), loadId, figure, value)));
        nights.put(date, tonight);
        while (nights.size() > NIGHTS) {
            nights.pollFirstEntry();
        }
        StringBuilder text = new StringBuilder();
        nights.values()
                .forEach(lines -> lines.forEach(line -> text.append(text(line)).append('\n')));
        root.writeText(path(), text.toString());
    }

    private static String text(Line line) {
        try {
            return MAPPER.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write JSON", e);
        }
    }

    private Line line(String text) {
        try {
            JsonNode read = MAPPER.readTree(text);
            return new Line(
                    table,
                    read.required("business_date").asText(),
                    read.required("load_id").asText(),
                    read.required("figure").asText(),
                    read.required("value").asDouble());
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new Fault(
                    Fault.Kind.INFRASTRUCTURE,
                    "Cannot read " + root.uri(path()) + ": " + e.getMessage()
                            + ". It holds only metrics of earlier nights;"
                            + " if you delete it, the next night starts a new history.",
                    e);
        }
    }

    private String path() {
        return "ledger/figure/" + table + ".jsonl";
    }
}
