package cx.warehouse.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lays the results of all variants side by side: that they answer the same, what each cost, and which aims are met. */
public final class Report {

    private static final double TOLERANCE = 1e-9;

    private final Map<String, JsonNode> results;
    private final ObjectNode document = new ObjectMapper().createObjectNode();

    private Report(Map<String, JsonNode> results) {
        this.results = results;
    }

    /** Arguments: where the JSON goes, then the result of each variant. Ends with 1 when answers differ. */
    public static void main(String[] arguments) throws IOException {
        ObjectMapper json = new ObjectMapper();
        Map<String, JsonNode> results = new LinkedHashMap<>();
        for (int at = 1; at < arguments.length; at++) {
            JsonNode result = json.readTree(Path.of(arguments[at]).toFile());
            results.put(result.get("variant").asText(), result);
        }
        Report report = new Report(results);
        boolean same = report.compare();
        report.costs();
        report.aims();
        json.writerWithDefaultPrettyPrinter().writeValue(Path.of(arguments[0]).toFile(), report.document);
        System.exit(same ? 0 : 1);
    }

    /** The rules that both sides answer, and differently; empty when they agree. Counts agree exactly, figures nearly. */
    static String differing(Map<String, Double> one, Map<String, Double> other) {
        List<String> differing = new ArrayList<>();
        one.forEach((rule, figure) -> {
            Double found = other.getOrDefault(rule, figure);
            if (Math.abs(found - figure) > TOLERANCE * Math.abs(figure)) {
                differing.add(rule + ": " + figure + ", " + found);
            }
        });
        return String.join("; ", differing);
    }

    private boolean compare() {
        boolean same = true;
        ObjectNode answers = document.putObject("answers");
        Map<String, Double> engine = figures("engine 600");
        for (String variant : results.keySet()) {
            Map<String, Double> found = figures(variant);
            String differing = differing(found, engine);
            boolean agrees = differing.isEmpty() && engine.keySet().containsAll(found.keySet()) && found.size() >= 60;
            String said = found.size() + " figures, "
                    + (agrees ? "the same as the engine's" : "other than the engine's: " + differing);
            answers.put(variant, said);
            System.out.println(variant + ": " + said);
            same &= agrees;
        }
        return same;
    }

    private Map<String, Double> figures(String variant) {
        Map<String, Double> figures = new TreeMap<>();
        results.get(variant)
                .get("figures")
                .properties()
                .forEach(each -> figures.put(each.getKey(), each.getValue().asDouble()));
        return figures;
    }

    private void costs() {
        System.out.printf(
                "%n%-12s %-6s | %18s | %18s | %18s | %11s %11s%n",
                "",
                "Spark",
                "cold wall s, cpu s",
                "warm wall s, cpu s",
                "warm wall s, cpu s",
                "cold / hand",
                "warm / hand");
        ObjectNode costs = document.putObject("variants");
        results.forEach((variant, result) -> {
            StringBuilder line = new StringBuilder();
            result.get("repetitions")
                    .forEach(repetition -> line.append(String.format(
                            "| %8.2f %9.2f ",
                            repetition.get("wall").asDouble(),
                            repetition.get("cpu").asDouble())));
            System.out.printf(
                    "%-12s %-6s %s| %11.2f %11.2f%n",
                    variant,
                    result.get("spark").asText(),
                    line,
                    ratio(variant, "hand", State.COLD),
                    ratio(variant, "hand", State.WARM));
            ObjectNode cost = costs.putObject(variant);
            cost.put("spark", result.get("spark").asText());
            cost.set("repetitions", result.get("repetitions"));
            for (State state : State.values()) {
                cost.put("cpu_to_hand_" + state, ratio(variant, "hand", state));
            }
        });
        System.out.println("Ratios are of processor seconds; warm is the mean of both warm repetitions.");
    }

    private void aims() {
        System.out.println();
        for (State state : State.values()) {
            aim(state, "engine 60", "hand", 2);
            aim(state, "engine 60", "deequ 60", 1);
            aim(state, "engine 600", "deequ 600", 1);
            aim(state, "engine 600", "engine 60", 1.5);
        }
    }

    private void aim(State state, String variant, String other, double most) {
        double ratio = ratio(variant, other, state);
        System.out.printf(
                "%s: %s / %s = %.2f, at most %.1f: %s%n",
                state, variant, other, ratio, most, ratio <= most ? "yes" : "no");
        document.withArray("aims")
                .addObject()
                .put("state", state.toString())
                .put("variant", variant)
                .put("other", other)
                .put("cpu_ratio", ratio)
                .put("most", most)
                .put("is_met", ratio <= most);
    }

    private double ratio(String variant, String other, State state) {
        return cpu(variant, state) / cpu(other, state);
    }

    private double cpu(String variant, State state) {
        JsonNode repetitions = results.get(variant).get("repetitions");
        if (state == State.COLD) {
            return repetitions.get(0).get("cpu").asDouble();
        }
        double sum = 0;
        for (int at = 1; at < repetitions.size(); at++) {
            sum += repetitions.get(at).get("cpu").asDouble();
        }
        return sum / (repetitions.size() - 1);
    }

    /** The first repetition of a process, or those after it. */
    private enum State {
        COLD,
        WARM;

        @Override
        public String toString() {
            return this == COLD ? "cold" : "warm";
        }
    }
}
