package cx.warehouse.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One expectation as a page shows it.
 *
 * @param sentence the expectation in words
 * @param condition the rows that it covers, in words; empty for all rows
 * @param seen the findings in words
 * @param weight the consequence when it does not hold
 * @param technical its type and arguments, for readers who know Great Expectations
 * @param trend a chart of its metric from run to run; empty when fewer than two runs have one
 */
record ExpectationView(
        ResultVerdict verdict,
        List<TextPart> sentence,
        List<TextPart> condition,
        List<TextPart> seen,
        List<String> notes,
        UnexpectedExamples examples,
        String severity,
        String weight,
        String technical,
        List<TrendChart> trend) {

    ExpectationView {
        sentence = List.copyOf(sentence);
        condition = List.copyOf(condition);
        seen = List.copyOf(seen);
        notes = List.copyOf(notes);
        trend = List.copyOf(trend);
    }

    boolean isPassed() {
        return verdict == ResultVerdict.PASSED;
    }

    /** All expectations of a run, the most severe failures first, otherwise in the order of the suite. */
    static List<ExpectationView> of(TableValidation validation, TableHistory history, ValueMasking masks) {
        List<String> keys = validation.keys();
        List<ExpectationView> checks = new ArrayList<>();
        for (int at = 0; at < keys.size(); at++) {
            checks.add(of(validation.outcomes().get(at), keys.get(at), history, masks));
        }
        checks.sort(Comparator.comparing(ExpectationView::verdict).reversed());
        return checks;
    }

    private static ExpectationView of(
            ExpectationOutcome outcome, String key, TableHistory history, ValueMasking masks) {
        return new ExpectationView(
                outcome.verdict(),
                ExpectationSentences.of(outcome, masks),
                RowConditions.of(outcome, masks),
                ObservedSentence.of(outcome, masks),
                outcome.notes().stream().map(masks::maskText).toList(),
                UnexpectedExamples.of(outcome, masks),
                outcome.severity(),
                weight(outcome.severity()),
                technical(outcome, masks),
                trend(outcome, key, history));
    }

    private static String weight(String severity) {
        return switch (severity) {
            case "warning" -> "When it does not hold, the rows are published all the same, and somebody should look.";
            case "info" -> "When it does not hold, it is good to know, and nothing more.";
            default -> "When it does not hold, the rows are not published.";
        };
    }

    /** The type and arguments with personal values masked, because arguments may hold such values too. */
    private static String technical(ExpectationOutcome outcome, ValueMasking masks) {
        String column =
                outcome.columns().stream().filter(masks::isPersonal).findFirst().orElse("");
        ObjectNode shown = outcome.kwargs().objectNode();
        outcome.kwargs().properties().forEach(argument -> {
            boolean isData =
                    argument.getKey().startsWith("value_") || argument.getKey().matches("min_value|max_value");
            shown.set(
                    masks.maskText(argument.getKey()),
                    isData ? masks.mask(column, argument.getValue()) : mask(argument.getValue(), masks));
        });
        return masks.maskText(outcome.type()) + " " + shown;
    }

    private static JsonNode mask(JsonNode argument, ValueMasking masks) {
        return argument.isTextual() ? TextNode.valueOf(masks.maskText(argument.asText())) : masks.mask("", argument);
    }

    private static List<TrendChart> trend(ExpectationOutcome outcome, String key, TableHistory history) {
        List<TrendChart.RunPoint> points = TrendChart.points(history.runs(), run -> run.metric(key));
        if (points.size() < 2) {
            return List.of();
        }
        double least =
                points.stream().mapToDouble(TrendChart.RunPoint::metric).min().orElseThrow();
        double most =
                points.stream().mapToDouble(TrendChart.RunPoint::metric).max().orElseThrow();
        boolean isShare = outcome.countsRows();
        String what = isShare ? "Share not as expected" : "Seen";
        return List.of(TrendChart.of(
                TrendChart.SMALL,
                what,
                points,
                figure -> ObservedSentence.metric(outcome, figure),
                isShare ? 0 : least,
                isShare ? 1 : most));
    }
}
