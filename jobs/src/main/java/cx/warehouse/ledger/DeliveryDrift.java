package cx.warehouse.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One difference between the columns of a delivery and its source contract.
 *
 * @param what the difference in the ledger's words, such as {@code added: colour}
 * @param files names of the first files that have it, sorted; at most five
 * @param more number of further files that have it
 */
public record DeliveryDrift(String what, List<String> files, int more) {

    /** The name of this list in the {@code meta} of a validation result. */
    public static final String META = "cx_drift";

    private static final int MOST = 200;
    private static final int MOST_FILES = 5;

    public DeliveryDrift {
        files = List.copyOf(files);
    }

    /**
     * The differences of all files of a delivery, sorted by their text. After 200, one last entry counts the others.
     */
    public static List<DeliveryDrift> of(Collection<LedgerFile> delivery) {
        Map<String, List<String>> files = new TreeMap<>();
        for (LedgerFile file : delivery) {
            file.drift().forEach(what -> files.computeIfAbsent(what, one -> new ArrayList<>())
                    .add(file.name()));
        }
        List<DeliveryDrift> all = new ArrayList<>();
        files.forEach((what, names) -> {
            List<String> first =
                    names.stream().sorted().distinct().limit(MOST_FILES).toList();
            all.add(new DeliveryDrift(what, first, names.size() - first.size()));
        });
        if (all.size() <= MOST) {
            return all;
        }
        List<DeliveryDrift> first = new ArrayList<>(all.subList(0, MOST));
        first.add(new DeliveryDrift("further: " + (all.size() - MOST), List.of(), 0));
        return first;
    }

    /** Reads the differences from the {@code meta} of a validation result; empty when it has none. */
    public static List<DeliveryDrift> read(JsonNode meta) {
        List<DeliveryDrift> all = new ArrayList<>();
        for (JsonNode one : meta.path(META)) {
            List<String> files = new ArrayList<>();
            one.path("files").forEach(file -> files.add(file.asText()));
            all.add(new DeliveryDrift(
                    one.path("what").asText(), files, one.path("more").asInt()));
        }
        return all;
    }
}
