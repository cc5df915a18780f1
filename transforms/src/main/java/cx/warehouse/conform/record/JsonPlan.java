package cx.warehouse.conform.record;

import java.util.HashMap;
import java.util.Map;

/**
 * Which members of a JSON object a contract wants, compiled once a file: a tree that is walked beside the tokens, so that
 * everything else is skipped without being built.
 *
 * <p>Paths: {@code a.b}, {@code a.*} (the first member of a that is set), {@code list[key=k].value.*} (the element of a list
 * whose member {@code key} is {@code k}), {@code list[key].value.*} (all other elements, by their key).
 */
final class JsonPlan {
    /** Wanted members by name. */
    final Map<String, JsonPlan> members = new HashMap<>();
    /** Wanted elements of a list by the text of {@link #pairKey}. */
    final Map<String, JsonPlan> elements = new HashMap<>();
    /** The slot this value goes to; -1 when only parts of it are wanted. */
    int slot = -1;
    /** The slot the first set member goes to; -1 for none. */
    int anySlot = -1;
    /** The member that names an element of a list; null when this is no such list. */
    String pairKey;
    /** The names of this object's members, as they come. */
    final JsonNames memberNames = new JsonNames(members::get);
    /** The keys of this list's elements, as they come. */
    final JsonNames keys = new JsonNames(this::element);
    /** What is wanted of elements that no path names; null for nothing. */
    JsonPlan rest;

    private JsonPlan() {}

    private JsonPlan element(String key) {
        return elements.getOrDefault(key, rest);
    }

    /** The plan of all inputs; an alias of an input has a slot of its own behind {@code inputs.size()}, a map's value the last. */
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
