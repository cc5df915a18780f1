package cx.warehouse.quality;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The verdict on one expectation.
 *
 * @param success whether the data is as expected
 * @param result the fields of Great Expectations' {@code result}
 */
record Judgement(boolean success, ObjectNode result) implements Finding {

    /** Member of a result whose lists do not hold all there is: how many values they hold. */
    static final String LISTS_END = "lists_end_at";

    static Judgement observed(boolean success, Object value) {
        ObjectNode result = Json.object();
        result.set("observed_value", Values.json(value));
        return new Judgement(success, result);
    }

    /** The same verdict, which says that its lists end although there is more. */
    Judgement endsAt(int values) {
        result.put(LISTS_END, values);
        return this;
    }

    /** The same verdict with one more member of {@code result.details}. */
    Judgement detail(String name, JsonNode detail) {
        result.withObjectProperty("details").set(name, detail);
        return this;
    }
}
