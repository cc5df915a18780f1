package cx.warehouse.report;

import cx.warehouse.contract.Declarations;
import cx.warehouse.files.FileStore;
import cx.warehouse.settings.DeclarationFiles;
import java.nio.file.Path;
import java.util.List;

/** Builds validation results for tests in the format that a night writes, with as little text as a test needs. */
final class ResultDocuments {

    private ResultDocuments() {}

    /** The project's own declarations. */
    static Declarations declarations() {
        return DeclarationFiles.read(List.of(Path.of(System.getProperty("cxw.home"), "schemas")));
    }

    static ValueMasking maskingOf(String table) {
        return PersonalColumns.of(declarations()).maskingOf(table);
    }

    /** One expectation with a type and arguments, not checked yet. */
    static ExpectationOutcome expectation(String type, String kwargs) {
        return outcome(type, kwargs, "{}");
    }

    static ExpectationOutcome outcome(String type, String kwargs, String result) {
        return TableValidation.read(
                        "run",
                        "table",
                        document("2026-03-14T02:00:00+00:00", entry(type, kwargs, true, "critical", result)))
                .outcomes()
                .get(0);
    }

    /** One entry of a result. */
    static String entry(String type, String kwargs, boolean isSuccess, String severity, String result) {
        return """
                {"success": %s, "result": %s, "exception_info": {"raised_exception": false},
                 "expectation_config": {"type": "%s", "kwargs": %s, "severity": "%s", "meta": {}}}""".formatted(isSuccess, result, type, kwargs, severity);
    }

    static String document(String time, String... entries) {
        return """
                {"success": true, "results": [%s], "suite_name": "a suite", "suite_parameters": {"most": 7},
                 "meta": {"run_id": {"run_name": "run", "run_time": "%s"}}}""".formatted(String.join(",", List.of(entries)), time);
    }

    /** A result of a delivery whose columns differ from its contract. */
    static String withDrift(String document, String drift) {
        return document.replace("\"meta\": {\"run_id", "\"meta\": {\"cx_drift\": " + drift + ", \"run_id");
    }

    /** Stores a result where a night stores it. */
    static void store(FileStore root, String run, String table, String document) {
        root.writeText("validations/" + run + "/" + table + ".json", document);
    }
}
