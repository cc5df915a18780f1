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
 * @param sentence what was expected
 * @param condition of which rows; empty for all
 * @param seen what was found
 * @param weight what follows when it does not hold
 * @param technical its type and arguments, for who wants to look it up
 * @param trend how its figure went from run to run; none when there is no past
 */
record Check(
        Verdict verdict,
        List<Piece> sentence,
        List<Piece> condition,
        List<Piece> seen,
        List<String> notes,
        Examples examples,
        String severity,
        String weight,
        String technical,
        List<Chart> trend) {

    Check {
        sentence = List.copyOf(sentence);
        condition = List.copyOf(condition);
        seen = List.copyOf(seen);
        notes = List.copyOf(notes);
        trend = List.copyOf(trend);
    }

    boolean isPassed() {
        return verdict == Verdict.PASSED;
    }

    /** All of a run, the gravest first, else in the order of the suite. */
    static List<Check> of(Validation validation, History history, Masks masks) {
        List<String> keys = validation.keys();
        List<Check> checks = new ArrayList<>();
        for (int at = 0; at < keys.size(); at++) {
            checks.add(of(validation.outcomes().get(at), keys.get(at), history, masks));
        }
        checks.sort(Comparator.comparing(Check::verdict).reversed());
        return checks;
    }

    private static Check of(Outcome outcome, String key, History history, Masks masks) {
        return new Check(
                outcome.verdict(),
                Sentences.of(outcome, masks),
                RowConditions.of(outcome, masks),
                Seen.of(outcome, masks),
                outcome.notes().stream().map(masks::text).toList(),
                Examples.of(outcome, masks),
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

    /** Personal values may stand among the arguments as well. */
    private static String technical(Outcome outcome, Masks masks) {
        String column =
                outcome.columns().stream().filter(masks::isPersonal).findFirst().orElse("");
        ObjectNode shown = outcome.kwargs().objectNode();
        outcome.kwargs().properties().forEach(argument -> {
            boolean isData =
                    argument.getKey().startsWith("value_") || argument.getKey().matches("min_value|max_value");
            shown.set(
                    masks.text(argument.getKey()),
                    isData ? masks.masked(column, argument.getValue()) : masked(argument.getValue(), masks));
        });
        return masks.text(outcome.type()) + " " + shown;
    }

    private static JsonNode masked(JsonNode argument, Masks masks) {
        return argument.isTextual() ? TextNode.valueOf(masks.text(argument.asText())) : masks.masked("", argument);
    }

    private static List<Chart> trend(Outcome outcome, String key, History history) {
        List<Chart.Point> points = Chart.points(history.runs(), run -> run.figure(key));
        if (points.size() < 2) {
            return List.of();
        }
        double least = points.stream().mapToDouble(Chart.Point::figure).min().orElseThrow();
        double most = points.stream().mapToDouble(Chart.Point::figure).max().orElseThrow();
        boolean isShare = outcome.countsRows();
        String what = isShare ? "Share not as expected" : "Seen";
        return List.of(Chart.of(
                Chart.SMALL,
                what,
                points,
                figure -> Seen.figure(outcome, figure),
                isShare ? 0 : least,
                isShare ? 1 : most));
    }
}
