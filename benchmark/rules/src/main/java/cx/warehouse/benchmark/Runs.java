package cx.warehouse.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Does the same work several times in this process, the first time cold, and notes what each time cost and answered. */
public final class Runs {

    private static final int REPETITIONS = 3;

    private Runs() {}

    /**
     * Writes {@code variant}, {@code spark}, {@code repetitions} (seconds of wall clock and of processor) and
     * {@code figures}.
     *
     * @param work answers every rule's figure by the rule's name
     * @throws IllegalStateException when two repetitions do not answer the same
     */
    public static void measure(String variant, String spark, Path result, Supplier<Map<String, Double>> work)
            throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode document = json.createObjectNode();
        document.put("variant", variant).put("spark", spark);
        ArrayNode repetitions = document.putArray("repetitions");
        Map<String, Double> figures = Map.of();
        for (int repetition = 0; repetition < REPETITIONS; repetition++) {
            System.gc();
            long wall = System.nanoTime();
            long processor = processor();
            Map<String, Double> found = new TreeMap<>(work.get());
            repetitions
                    .addObject()
                    .put("wall", (System.nanoTime() - wall) / 1e9)
                    .put("cpu", (processor() - processor) / 1e9);
            if (repetition > 0) {
                String differing = Report.differing(figures, found);
                if (!differing.isEmpty()) {
                    throw new IllegalStateException(variant + " answers differently each time: " + differing);
                }
            }
            figures = found;
        }
        ObjectNode answers = document.putObject("figures");
        figures.forEach(answers::put);
        json.writerWithDefaultPrettyPrinter().writeValue(result.toFile(), document);
    }

    private static long processor() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
