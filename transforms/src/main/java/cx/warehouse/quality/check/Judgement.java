package cx.warehouse.quality.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cx.warehouse.quality.frame.JsonValues;
import cx.warehouse.quality.suite.SuiteJson;

/**
 * The verdict on one expectation.
 *
 * @param success whether the data meets the expectation
 * @param result the members of Great Expectations' {@code result}
 */
public record Judgement(boolean success, ObjectNode result) implements CheckOutcome {

    /** Member of a result with shortened lists: the number of values that the lists hold. */
    static final String LISTS_END = "lists_end_at";

    public static Judgement ofObserved(boolean success, Object value) {
        ObjectNode result = SuiteJson.object();
        result.set("observed_value", JsonValues.toJson(value));
        return new Judgement(success, result);
    }

    /** Records in this verdict's result that its lists hold only the first {@code values} entries. */
    public Judgement endListsAt(int values) {
        result.put(LISTS_END, values);
        return this;
    }

    /** Adds one member to {@code result.details} of this verdict. */
    public Judgement addDetail(String name, JsonNode detail) {
        result.withObjectProperty("details").set(name, detail);
        return this;
    }
}
