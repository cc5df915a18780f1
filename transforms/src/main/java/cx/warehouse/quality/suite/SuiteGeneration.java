package cx.warehouse.quality.suite;

import com.fasterxml.jackson.databind.JsonNode;

/** The two forms of suites in Great Expectations: the same content under different names. */
public enum SuiteGeneration {
    /** Up to 0.18. */
    FIRST("expectation_suite_name", "expectation_type", "evaluation_parameters"),
    /** From 1.0 on. */
    SECOND("name", "type", "suite_parameters");

    private static final String GREATER = "expect_column_pair_values_a_to_be_greater_than_b";

    private final String suiteName;
    private final String typeName;
    private final String parametersName;

    SuiteGeneration(String suiteName, String typeName, String parameters) {
        this.suiteName = suiteName;
        this.typeName = typeName;
        this.parametersName = parameters;
    }

    static SuiteGeneration of(JsonNode document) {
        JsonNode entry = document.path("expectations").path(0);
        boolean isFirst = document.has(FIRST.suiteName)
                || document.has(FIRST.parametersName)
                || (entry.has(FIRST.typeName) && !entry.has(SECOND.typeName));
        return isFirst ? FIRST : SECOND;
    }

    /** Name of the suite member that holds the suite's name. */
    public String suiteName() {
        return suiteName;
    }

    /** Name of the entry member that holds the expectation's type. */
    public String typeName() {
        return typeName;
    }

    /** Name of the suite member that holds the parameters. */
    public String parametersName() {
        return parametersName;
    }

    /** Writes a type the way this generation does; only one type differs, by upper-case letters. */
    String type(String written) {
        if (!written.equalsIgnoreCase(GREATER)) {
            return written;
        }
        return this == SECOND ? GREATER : GREATER.replace("_a_", "_A_").replaceFirst("_b$", "_B");
    }
}
