package cx.warehouse.bench;

import cx.warehouse.cli.show.JsonPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The cost of one process, as it measures it at its own end.
 *
 * @param cpuSeconds processor time of all its threads, compilation and garbage collection included
 * @param peakBytes peak resident memory
 */
public record ProcessCost(double cpuSeconds, long peakBytes) {

    /** The system property that asks a process for its cost, and names the file to write it to. */
    static final String PROPERTY = "cxw.cost-file";

    /** Writes the cost of this process so far, if the property asks for it. */
    public static void writeIfAsked() {
        String file = System.getProperty(PROPERTY);
        if (file != null) {
            ProcessCost cost = new ProcessCost(MachineFacts.processorNanos() / 1e9, MachineFacts.peakResident());
            try {
                JsonPrinter.MAPPER.writeValue(Path.of(file).toFile(), cost);
            } catch (IOException e) {
                System.err.println("cxw: the cost of this command could not be written: " + e.getMessage());
            }
        }
    }

    /** Reads the cost that a process wrote. */
    static ProcessCost read(Path file) throws IOException {
        return JsonPrinter.MAPPER.readValue(Files.readString(file), ProcessCost.class);
    }
}
