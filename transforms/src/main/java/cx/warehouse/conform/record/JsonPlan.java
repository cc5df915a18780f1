package cx.warehouse.conform.record;

import java.util.HashMap;
import java.util.Map;

/**
 * The members of a JSON object that a contract needs, compiled once per file. The plan is a tree that is walked in
 * parallel with the tokens, so that everything else is skipped without being built.
 *
 * <p>Paths: {@code a.b}, {@code a.*} (the first member of a that is set), {@code list[key=k].value.*} (the element of a
 * list whose member {@code key} is {@code k}), {@code list[key].value.*} (all other elements, by their key).
 */
final class JsonPlan {
    /** Needed members by name. */
    final Map<String, JsonPlan> members = new HashMap<>();
    /** Needed elements of a list, by the text of {@link #pairKey}. */
    final Map<String, JsonPlan> elements = new HashMap<>();
    /** Slot of this value; -1 if only parts of it are needed. */
    int slot = -1;
    /** Slot of the first member that is set; -1 if there is none. */
    int anySlot = -1;
    /** Member that identifies an element of a keyed list; null for other values. */
    String pairKey;
    /** Names of this object's members, in order of appearance. */
    final JsonNames memberNames = new JsonNames(members::get);
    /** Keys of this list's elements, in order of appearance. */
    final JsonNames keys = new JsonNames(this::element);
    /** Plan for elements that no path names; null if they are not needed. */
    JsonPlan rest;

    private JsonPlan() {}

    private JsonPlan element(String key) {
        return elements.getOrDefault(key, rest);
    }

    /**
     * Compiles the plan of all inputs. Each alias of an input has a slot of its own after {@code inputs.size()}.
     *
     * @param aliases receives the input's slot by the alias's slot
     */
    static JsonPlan of(InputSlots inputs, Map<Integer, Integer> aliases) {
        JsonPlan root = new JsonPlan();
        int spare = inputs.size();
        for (int slot = 0; slot < inputs.size(); slot++) {
            for (int alias = 0; alias < inputs.names(slot).size(); alias++) {
                int target = alias == 0 ? slot : spare++;
                if (alias > 0) {
                    aliases.put(target, slot);
                }
                root.add(inputs.names(slot).get(alias), target);
            }
        }
        return root;
    }

    private void add(String path, int slot) {
        JsonPlan plan = this;
        for (String step : path.split("\\.(?![^\\[]*\\])")) {
            if (step.equals("*")) {
                plan.anySlot = slot;
                return;
            }
            int bracket = step.indexOf('[');
            String name = bracket < 0 ? step : step.substring(0, bracket);
            plan = plan.members.computeIfAbsent(name, key -> new JsonPlan());
            if (bracket >= 0) {
                String inside = step.substring(bracket + 1, step.length() - 1);
                int equals = inside.indexOf('=');
                plan.pairKey = equals < 0 ? inside : inside.substring(0, equals);
                if (equals < 0) {
                    plan.rest = plan.rest == null ? new JsonPlan() : plan.rest;
                    plan = plan.rest;
                } else {
                    plan = plan.elements.computeIfAbsent(inside.substring(equals + 1), key -> new JsonPlan());
                }
            }
        }
        plan.slot = slot;
    }
}
