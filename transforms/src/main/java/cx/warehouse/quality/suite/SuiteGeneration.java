package cx.warehouse.quality.suite;

import com.fasterxml.jackson.databind.JsonNode;

/** The two forms of suites that Great Expectations has had: the same content under other names. */
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

    /** The member of a suite that holds its name. */
    public String suiteName() {
        return suiteName;
    }

    /** The member of an entry that holds its type. */
    public String typeName() {
        return typeName;
    }

    /** The member of a suite that holds its parameters. */
    public String parametersName() {
        return parametersName;
    }

    /** How this generation writes a type: of one of them the letters differ. */
    String type(String written) {
        if (!written.equalsIgnoreCase(GREATER)) {
            return written;
        }
        return this == SECOND ? GREATER : GREATER.replace("_a_", "_A_").replaceFirst("_b$", "_B");
    }
}
