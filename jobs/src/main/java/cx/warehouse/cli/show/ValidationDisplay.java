package cx.warehouse.cli.show;

import cx.warehouse.checks.CheckpointRun.CheckpointOutcome;
import cx.warehouse.files.Fault;
import cx.warehouse.quality.suite.ExpectationResult;
import cx.warehouse.quality.suite.ValidationResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Shows validations to people and scripts: a line for each as it finishes, and a summary at the end. */
public final class ValidationDisplay {

    private static final int MAX_FAILURES = 10;

    private final boolean isJson;
    private final int all;
    private int done;
    private int successful;
    private int refused;

    public ValidationDisplay(boolean isJson, int all) {
        this.isJson = isJson;
        this.all = all;
    }

    /**
     * All results as one JSON document: the list {@code results} with members {@code id} and {@code validation_result}.
     */
    public static String document(CheckpointOutcome outcome) {
        Map<String, ValidationResult> results = outcome.results();
        boolean isSuccess = outcome.unreadableRows().isEmpty()
                && results.values().stream().allMatch(one -> one.failures().isEmpty());
        return results.entrySet().stream()
                .map(entry -> "{\"id\":" + JsonPrinter.text(entry.getKey()) + ",\"validation_result\":"
                        + entry.getValue().toJson() + "}")
                .collect(Collectors.joining(",\n", "{\"success\":" + isSuccess + ",\"results\":[\n", "\n]}\n"));
    }

    /** Prints the outcome of one validation, with its first failures. */
    public void showResult(String id, ValidationResult result) {
        done++;
        successful += result.failures().isEmpty() ? 1 : 0;
        refused += result.isSuccess() ? 0 : 1;
        List<ExpectationResult> failures = result.failures();
        String of = failures.isEmpty()
                ? "all " + result.results().size() + " as expected"
                : failures.size() + " of " + result.results().size() + " not as expected";
        System.err.println(
                "[" + done + "/" + all + "] " + id + " (" + result.suite().name() + "): " + of);
        failures.stream().limit(MAX_FAILURES).forEach(failure -> System.err.println("    " + failure.summary()));
        if (failures.size() > MAX_FAILURES) {
            System.err.println("    and " + (failures.size() - MAX_FAILURES) + " more");
        }
    }

    /**
     * Prints the summary, the validations whose rows could not be read, and those whose broken rows could not be
     * written. Returns the exit code.
     */
    public int showSummary(String output, CheckpointOutcome outcome) {
        Map<String, String> unreadable = outcome.unreadableRows();
        unreadable.forEach((id, why) -> System.err.println(id + ": " + why));
        outcome.unwrittenBrokenRows().forEach((id, why) -> System.err.println(id + ": " + why));
        int code = exitCode(outcome);
        if (isJson) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("success", successful == all);
            line.put("evaluated_validations", done);
            line.put("successful_validations", successful);
            line.put("unsuccessful_validations", all - successful);
            line.put("refused_validations", refused);
            line.put("unreadable_validations", unreadable.size());
            line.put("output", output);
            line.put("exit_code", code);
            JsonPrinter.printLine(line);
        } else {
            int warned = done - successful - refused;
            System.out.println(successful + " of " + all + " validations as expected"
                    + (warned == 0 ? "" : ", " + warned + " with warnings only")
                    + (unreadable.isEmpty() ? "" : ", " + unreadable.size() + " whose rows cannot be read")
                    + "; results: " + output);
        }
        return code;
    }

    private int exitCode(CheckpointOutcome outcome) {
        if (!outcome.unreadableRows().isEmpty()) {
            return Fault.Kind.USAGE.exitCode();
        }
        if (refused > 0) {
            return Fault.Kind.REFUSED.exitCode();
        }
        return outcome.unwrittenBrokenRows().isEmpty() ? 0 : Fault.Kind.INFRASTRUCTURE.exitCode();
    }
}
