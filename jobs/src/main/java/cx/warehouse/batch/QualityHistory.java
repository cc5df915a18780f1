package cx.warehouse.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import cx.warehouse.quality.History;
import cx.warehouse.storage.Fault;
import cx.warehouse.storage.Store;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The figures of each table's nights, one small file a table: {@code ledger/figure/<table>.jsonl}, a line a night and
 * figure. A night that is run again replaces its lines.
 */
final class QualityHistory {

    /** More than a year, so that a night can be held to the same season. */
    private static final int NIGHTS = 400;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Store root;

    QualityHistory(Store root) {
        this.root = root;
    }

    private record Line(String table_name, String business_date, String load_id, String figure, double value) {}

    /** The nights of a table that are known, oldest first. */
    List<History.Night> nights(String table) {
        List<History.Night> nights = new ArrayList<>();
        lines(table).forEach((date, lines) -> {
            Map<String, Double> figures = new TreeMap<>();
            lines.forEach(line -> figures.put(line.figure(), line.value()));
            nights.add(new History.Night(date, figures));
        });
        return nights;
    }

    /** Keeps the figures of a night. */
    void keep(String table, LocalDate date, String loadId, Map<String, Double> figures) {
        NavigableMap<LocalDate, List<Line>> nights = lines(table);
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
        root.writeText(path(table), text.toString());
    }

    private static String text(Line line) {
        try {
            return MAPPER.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write JSON", e);
        }
    }

    private NavigableMap<LocalDate, List<Line>> lines(String table) {
        NavigableMap<LocalDate, List<Line>> nights = new TreeMap<>();
        if (root.exists(path(table))) {
            root.readText(path(table)).lines().filter(line -> !line.isBlank()).forEach(text -> {
                Line line = line(table, text);
                nights.computeIfAbsent(LocalDate.parse(line.business_date()), none -> new ArrayList<>())
                        .add(line);
            });
        }
        return nights;
    }

    private Line line(String table, String text) {
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
                    "Cannot read " + root.uri(path(table)) + ": " + e.getMessage()
                            + ". It holds figures of earlier nights only; without it the next nights begin anew.",
                    e);
        }
    }

    private static String path(String table) {
        return "ledger/figure/" + table + ".jsonl";
    }
}
