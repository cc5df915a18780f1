package cx.warehouse.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * A summary of the latest runs of one table, oldest first. Pages use it to show earlier runs without reading their
 * results again. It is stored next to the pages, holds no value of a personal column, and can be rebuilt from the
 * results.
 *
 * @param format the version of the file format
 * @param table the table's name
 */
record TableHistory(int format, String table, List<TableRun> runs) {

    private static final int FORMAT = 1;
    private static final int MOST = 90;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /**
     * One run.
     *
     * @param run a load id, or a checkpoint's name
     * @param counts the number of expectations by verdict, in the order of {@link ResultVerdict}
     * @param rows the number of checked rows; -1 when it is unknown
     * @param figures the metric that its chart follows, by expectation
     */
    record TableRun(String run, Instant time, List<Integer> counts, long rows, Map<String, Double> figures) {
        TableRun {
            counts = List.copyOf(counts);
            figures = new TreeMap<>(figures);
            if (run.isBlank() || time == null || counts.size() != ResultVerdict.values().length) {
                throw new IllegalArgumentException("is no run");
            }
        }

        static TableRun of(TableValidation validation, ValueMasking masks) {
            List<Integer> counts = new ArrayList<>();
            for (ResultVerdict verdict : ResultVerdict.values()) {
                counts.add((int) validation.count(verdict));
            }
            Map<String, Double> figures = new TreeMap<>();
            List<String> keys = validation.keys();
            for (int at = 0; at < keys.size(); at++) {
                String key = keys.get(at);
                ObservedSentence.metric(validation.outcomes().get(at), masks)
                        .ifPresent(figure -> figures.put(key, figure));
            }
            return new TableRun(
                    validation.run(),
                    validation.time(),
                    counts,
                    validation.rows().orElse(-1),
                    figures);
        }

        ResultVerdict verdict() {
            ResultVerdict gravest = ResultVerdict.PASSED;
            for (ResultVerdict verdict : ResultVerdict.values()) {
                gravest = counts.get(verdict.ordinal()) > 0 ? verdict : gravest;
            }
            return gravest;
        }

        int count(ResultVerdict verdict) {
            return counts.get(verdict.ordinal());
        }

        /** The percentage of expectations that held. */
        double percent() {
            int all = counts.stream().mapToInt(Integer::intValue).sum();
            return all == 0 ? 100 : 100.0 * count(ResultVerdict.PASSED) / all;
        }

        OptionalDouble metric(String key) {
            Double figure = figures.get(key);
            return figure == null ? OptionalDouble.empty() : OptionalDouble.of(figure);
        }
    }

    TableHistory {
        runs = List.copyOf(runs);
    }

    static TableHistory of(String table) {
        return new TableHistory(FORMAT, table, List.of());
    }

    /** Reads the text that {@link #toJson} wrote; empty when it is damaged or has another format version. */
    static Optional<TableHistory> read(String text) {
        try {
            TableHistory read = MAPPER.readValue(text, TableHistory.class);
            boolean isGood = read.format == FORMAT && !read.table.isBlank() && !read.runs.isEmpty();
            return isGood ? Optional.of(read) : Optional.empty();
        } catch (JsonProcessingException | RuntimeException damaged) {
            return Optional.empty();
        }
    }

    String toJson() {
        try {
            return MAPPER.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Adds a run, in place of an earlier run with the same name. The oldest run is dropped when there are more than 90.
     */
    TableHistory with(TableRun run) {
        List<TableRun> all = new ArrayList<>(runs);
        all.removeIf(known -> known.run().equals(run.run()));
        all.add(run);
        all.sort(Comparator.comparing(TableRun::time).thenComparing(TableRun::run));
        return new TableHistory(format, table, all.subList(Math.max(0, all.size() - MOST), all.size()));
    }

    boolean hasRun(TableValidation validation) {
        return runs.stream()
                .anyMatch(
                        run -> run.run().equals(validation.run()) && run.time().equals(validation.time()));
    }

    TableRun latest() {
        return runs.get(runs.size() - 1);
    }

    /** The newest runs, newest first. */
    List<TableRun> newest(int most) {
        List<TableRun> newest = new ArrayList<>(runs.subList(Math.max(0, runs.size() - most), runs.size()));
        Collections.reverse(newest);
        return newest;
    }
}
