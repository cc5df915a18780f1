package cx.warehouse.quality;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Evaluates many measures in one pass: the aggregates of all, each once, in a single {@code agg}. When a value of the
 * data makes that pass throw, the measures are halved until the faulty one stands alone.
 */
final class Scan {

    private Scan() {}

    /** One attempt a measure, in their order. */
    static <T> List<Attempt<T>> run(Dataset<Row> frame, List<Measure<T>> measures) {
        List<Attempt<T>> attempts = new ArrayList<>();
        List<Measure<T>> sound = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        Attempt<Dataset<Row>> whole = Attempt.of(() -> aggregated(frame, measures));
        boolean allSound = whole.fault().isEmpty();
        for (int at = 0; at < measures.size(); at++) {
            Measure<T> measure = measures.get(at);
            Attempt<Dataset<Row>> analysed =
                    allSound ? Attempt.done(frame) : Attempt.of(() -> aggregated(frame, List.of(measure)));
            attempts.add(
                    analysed.fault().isPresent()
                            ? Attempt.failed(analysed.fault().get())
                            : null);
            if (analysed.fault().isEmpty()) {
                sound.add(measure);
                places.add(at);
            }
        }
        List<Attempt<T>> evaluated = evaluated(frame, sound, whole.value());
        for (int at = 0; at < places.size(); at++) {
            attempts.set(places.get(at), evaluated.get(at));
        }
        return attempts;
    }

    private static <T> List<Attempt<T>> evaluated(
            Dataset<Row> frame, List<Measure<T>> measures, Optional<Dataset<Row>> analysed) {
        if (measures.isEmpty()) {
            return List.of();
        }
        Attempt<Row> row = Attempt.of(() -> analysed.orElseGet(() -> aggregated(frame, measures))
                .collectAsList()
                .get(0));
        if (row.value().isPresent()) {
            return judged(row.value().get(), measures);
        }
        if (measures.size() == 1) {
            return List.of(Attempt.failed(row.fault().orElseThrow()));
        }
        int half = measures.size() / 2;
        List<Attempt<T>> attempts = new ArrayList<>(evaluated(frame, measures.subList(0, half), Optional.empty()));
        attempts.addAll(evaluated(frame, measures.subList(half, measures.size()), Optional.empty()));
        return attempts;
    }

    private static <T> List<Attempt<T>> judged(Row row, List<Measure<T>> measures) {
        Map<Column, Integer> places = places(measures);
        return measures.stream()
                .map(measure -> Attempt.inMemory(() -> {
                    List<Object> values = new ArrayList<>();
                    measure.aggregates().forEach(aggregate -> values.add(row.get(places.get(aggregate))));
                    return measure.judge().apply(values);
                }))
                .toList();
    }

    private static <T> Dataset<Row> aggregated(Dataset<Row> frame, List<Measure<T>> measures) {
        List<Column> named = new ArrayList<>();
        places(measures).forEach((aggregate, place) -> named.add(aggregate.as("m" + place)));
        return named.isEmpty()
                ? frame
                : frame.agg(named.get(0), named.subList(1, named.size()).toArray(Column[]::new));
    }

    /** Equal aggregates share one place. */
    private static <T> Map<Column, Integer> places(List<Measure<T>> measures) {
        Map<Column, Integer> places = new LinkedHashMap<>();
        for (Measure<T> measure : measures) {
            for (Column aggregate : measure.aggregates()) {
                places.putIfAbsent(aggregate, places.size());
            }
        }
        return places;
    }
}
