package cx.warehouse.quality;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cx.warehouse.quality.suite.ExpectationFault;
import cx.warehouse.quality.suite.ResultFormat;
import cx.warehouse.quality.suite.SuiteJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Suites to validate in one run, each with the location of its rows.
 *
 * @param name name of the checkpoint, and the beginning of its run's name
 * @param validations in the order of the file, each with a unique id
 */
public record Checkpoint(String name, List<BatchValidation> validations) {

    /**
     * One suite on one batch of rows.
     *
     * @param id identifies the validation within the checkpoint
     * @param data location of the rows, as written: {@code {"path": …, "format": …}} or {@code {"table": …}}
     * @param suite the suite itself if it is an object; else the name of its file
     * @param resultFormat overrides the result format of the expectations; empty keeps theirs
     * @param parameters override the suite's parameters of the same name
     * @param brokenRows a folder for the rows that broke row expectations; empty writes none
     */
    public record BatchValidation(
            String id,
            ObjectNode data,
            JsonNode suite,
            Optional<ResultFormat> resultFormat,
            ObjectNode parameters,
            Optional<String> brokenRows) {

        public BatchValidation {
            data = data.deepCopy();
            suite = suite.deepCopy();
            parameters = parameters.deepCopy();
        }
    }

    private static final List<String> PARAMETERS = List.of("suite_parameters", "evaluation_parameters");

    public Checkpoint {
        validations = List.copyOf(validations);
    }

    /**
     * Reads a checkpoint: {@code name}, {@code result_format}, and {@code validations} of {@code id}, {@code data},
     * {@code suite}, {@code result_format}, {@code suite_parameters} and {@code broken_rows}.
     *
     * @param name origin of the text; leads every fault, and names a checkpoint that has no {@code name}
     * @throws ExpectationFault with every fault of the document
     */
    public static Checkpoint read(String name, String json) {
        ObjectNode document = SuiteJson.object("checkpoint " + name, json);
        List<String> faults = new ArrayList<>();
        Optional<ResultFormat> format = format(document, "", faults);
        JsonNode entries = document.path("validations");
        if (!entries.isArray() || entries.isEmpty()) {
            faults.add("`validations` is not a list of validations");
        }
        List<BatchValidation> validations = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        Set<String> twice = new TreeSet<>();
        for (int at = 0; at < entries.size(); at++) {
            String where = "validations[" + at + "] ";
            JsonNode entry = entries.get(at);
            if (!entry.path("data").isObject()) {
                faults.add(where + "`data` is not an object such as {\"path\": \"orders.parquet\"}");
            } else if (!entry.path("suite").isTextual() && !entry.path("suite").isObject()) {
                faults.add(where + "`suite` is neither the name of a file nor a suite");
            } else {
                String id = entry.path("id").isMissingNode()
                        ? String.valueOf(at + 1)
                        : entry.path("id").asText();
                if (!ids.add(id)) {
                    twice.add(id);
                }
                Optional<ResultFormat> own = format(entry, where, faults);
                validations.add(new BatchValidation(
                        id,
                        (ObjectNode) entry.get("data"),
                        entry.get("suite"),
                        own.isPresent() ? own : format,
                        parameters(entry),
                        Optional.ofNullable(entry.path("broken_rows").textValue())));
            }
        }
        twice.forEach(id -> faults.add("there are two validations with the id " + id));
        if (!faults.isEmpty()) {
            throw new ExpectationFault("Cannot read checkpoint " + name + ": " + String.join("; ", faults));
        }
        return new Checkpoint(document.path("name").asText(name), validations);
    }

    private static Optional<ResultFormat> format(JsonNode document, String where, List<String> faults) {
        JsonNode written = document.path("result_format");
        if (written.isMissingNode() || written.isNull()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ResultFormat.read(written));
        } catch (ExpectationFault fault) {
            faults.add(where + fault.getMessage());
            return Optional.empty();
        }
    }

    private static ObjectNode parameters(JsonNode entry) {
        for (String member : PARAMETERS) {
            if (entry.path(member) instanceof ObjectNode object) {
                return object;
            }
        }
        return SuiteJson.object();
    }
}
