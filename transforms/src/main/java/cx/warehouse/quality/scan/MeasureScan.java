package cx.warehouse.quality.scan;

import cx.warehouse.quality.check.Measure;
import cx.warehouse.quality.frame.EvaluationAttempt;
import cx.warehouse.quality.suite.ScanTuning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Evaluates many measures in one pass: a single {@code agg} holds each distinct aggregate once. If a value of the data
 * makes that pass throw, the measures are halved until the faulty one is alone.
 */
public final class MeasureScan {

    private MeasureScan() {}

    /**
     * Prepares a frame for its scans as the caller chose. A frame that Spark cannot plan stays as it is, and its
     * measures fail with the reason.
     */
    public static Dataset<Row> fit(Dataset<Row> frame, ScanTuning scans) {
        return EvaluationAttempt.of(() -> scans.fitToSize().apply(frame))
                .value()
                .orElse(frame);
    }

    /**
     * Evaluates the measures over the frame.
     *
     * @return one attempt per measure, in their order
     */
    public static <T> List<EvaluationAttempt<T>> run(Dataset<Row> frame, List<Measure<T>> measures, ScanTuning scans) {
        List<EvaluationAttempt<T>> attempts = new ArrayList<>();
        List<Measure<T>> sound = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        EvaluationAttempt<Dataset<Row>> whole = EvaluationAttempt.of(() -> aggregate(frame, measures));
        boolean allSound = whole.fault().isEmpty();
        for (int at = 0; at < measures.size(); at++) {
            Measure<T> measure = measures.get(at);
            EvaluationAttempt<Dataset<Row>> analysed = allSound
                    ? EvaluationAttempt.success(frame)
                    : EvaluationAttempt.of(() -> aggregate(frame, List.of(measure)));
            attempts.add(
                    analysed.fault().isPresent()
                            ? EvaluationAttempt.failure(analysed.fault().get())
                            : null);
            if (analysed.fault().isEmpty()) {
                sound.add(measure);
                places.add(at);
            }
        }
        List<EvaluationAttempt<T>> evaluated = evaluate(frame, sound, whole.value(), scans);
        for (int at = 0; at < places.size(); at++) {
            attempts.set(places.get(at), evaluated.get(at));
        }
        return attempts;
    }

    private static <T> List<EvaluationAttempt<T>> evaluate(
            Dataset<Row> frame, List<Measure<T>> measures, Optional<Dataset<Row>> analysed, ScanTuning scans) {
        if (measures.isEmpty()) {
            return List.of();
        }
        EvaluationAttempt<Row> row = EvaluationAttempt.of(() -> scans.collect()
                .apply(analysed.orElseGet(() -> aggregate(frame, measures)))
                .get(0));
        if (row.value().isPresent()) {
            return judge(row.value().get(), measures);
        }
        if (measures.size() == 1) {
            return List.of(EvaluationAttempt.failure(row.fault().orElseThrow()));
        }
        int half = measures.size() / 2;
        List<EvaluationAttempt<T>> attempts =
                new ArrayList<>(evaluate(frame, measures.subList(0, half), Optional.empty(), scans));
        attempts.addAll(evaluate(frame, measures.subList(half, measures.size()), Optional.empty(), scans));
        return attempts;
    }

    private static <T> List<EvaluationAttempt<T>> judge(Row row, List<Measure<T>> measures) {
        Map<Column, Integer> places = places(measures);
        return measures.stream()
                .map(measure -> EvaluationAttempt.inMemory(() -> {
                    List<Object> values = new ArrayList<>();
                    measure.aggregates().forEach(aggregate -> values.add(row.get(places.get(aggregate))));
                    return measure.judge().apply(values);
                }))
                .toList();
    }

    private static <T> Dataset<Row> aggregate(Dataset<Row> frame, List<Measure<T>> measures) {
        List<Column> named = new ArrayList<>();
        places(measures).forEach((aggregate, place) -> named.add(aggregate.as("m" + place)));
        return named.isEmpty()
                ? frame
                : frame.agg(named.get(0), named.subList(1, named.size()).toArray(Column[]::new));
    }

    /** Assigns a position to each distinct aggregate. */
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
