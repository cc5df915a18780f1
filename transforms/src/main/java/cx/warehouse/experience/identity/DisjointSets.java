package cx.warehouse.experience.identity;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sets of nodes that can be united. A set is named by its least node, in string order, so the names do not depend on the
 * order in which sets were united.
 */
final class DisjointSets {

    private final Map<String, String> parents = new HashMap<>();

    /** Adds a node as a set of its own; false where the node is there already. */
    boolean add(String node) {
        return parents.putIfAbsent(node, node) == null;
    }

    /** All nodes. */
    List<String> nodes() {
        return List.copyOf(parents.keySet());
    }

    /** The name of the set of a node; an unknown node is a set of its own. */
    String setOf(String node) {
        String root = node;
        for (String next = parents.putIfAbsent(root, root);
                next != null && !next.equals(root);
                next = parents.get(root)) {
            root = next;
        }
        for (String step = node; !step.equals(root); ) {
            step = parents.put(step, root);
        }
        return root;
    }

    /** Unites two sets, given by their names, and returns the name of the new set. */
    String unite(String one, String other) {
        String root = one.compareTo(other) < 0 ? one : other;
        parents.put(one, root);
        parents.put(other, root);
        return root;
    }
}
