package cx.warehouse.quality.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cx.warehouse.quality.frame.JsonValues;
import cx.warehouse.quality.suite.SuiteJson;

/**
 * The verdict on one expectation.
 *
 * @param success whether the data is as expected
 * @param result the fields of Great Expectations' {@code result}
 */
public record Judgement(boolean success, ObjectNode result) implements CheckOutcome {

    /** Member of a result whose lists do not hold all there is: how many values they hold. */
    static final String LISTS_END = "lists_end_at";

    public static Judgement ofObserved(boolean success, Object value) {
        ObjectNode result = SuiteJson.object();
        result.set("observed_value", JsonValues.toJson(value));
        return new Judgement(success, result);
    }

    /** The same verdict, which says that its lists end although there is more. */
    public Judgement endListsAt(int values) {
        result.put(LISTS_END, values);
        return this;
    }

    /** The same verdict with one more member of {@code result.details}. */
    public Judgement addDetail(String name, JsonNode detail) {
        result.withObjectProperty("details").set(name, detail);
        return this;
    }
}
