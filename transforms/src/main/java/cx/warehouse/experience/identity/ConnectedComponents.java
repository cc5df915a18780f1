package cx.warehouse.experience.identity;

import cx.warehouse.experience.ExperienceSettings.CustomerLimits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds the connected components of a graph by union-find in the driver's memory.
 *
 * <p>Only nodes are stored, about 200 bytes each, so a few million fit; edges are read one by one and dropped. A
 * component is named by its least node.
 */
final class ConnectedComponents {

    static final String NODE = "node";
    static final String COMPONENT = "component";

    private final DisjointSets sets = new DisjointSets();
    private final Set<String> stopped;

    /** @param stopped nodes that are never joined to others */
    ConnectedComponents(Set<String> stopped) {
        this.stopped = Set.copyOf(stopped);
    }

    /** Joins these nodes with each other, without the stopped ones. */
    void join(List<String> nodes) {
        String one = null;
        for (String node : nodes) {
            if (!stopped.contains(node)) {
                String other = sets.setOf(node);
                one = one == null ? other : sets.unite(one, other);
            }
        }
    }

    /** The component of each node that is not the name of its component. */
    Map<String, String> labels() {
        Map<String, String> labels = new HashMap<>();
        for (String node : sets.nodes()) {
            String component = sets.setOf(node);
            if (!component.equals(node)) {
                labels.put(node, component);
            }
        }
        return labels;
    }

    /** The component of each node whose component may break a limit: it has too many identifiers of one type. */
    Map<String, String> exceeding(CustomerLimits limits) {
        Map<String, int[]> counts = new HashMap<>();
        for (String node : sets.nodes()) {
            int type = Identifiers.PERSONAL.indexOf(IdentityEvidence.type(node));
            if (type >= 0) {
                counts.computeIfAbsent(sets.setOf(node), any -> new int[Identifiers.PERSONAL.size()])[type]++;
            }
        }
        counts.values().removeIf(ofTypes -> !exceeds(ofTypes, limits));
        Map<String, String> exceeding = new TreeMap<>();
        if (!counts.isEmpty()) {
            for (String node : sets.nodes()) {
                String component = sets.setOf(node);
                if (counts.containsKey(component)) {
                    exceeding.put(node, component);
                }
            }
        }
        return exceeding;
    }

    private static boolean exceeds(int[] counts, CustomerLimits limits) {
        for (int type = 0; type < counts.length; type++) {
            if (counts[type] > Identifiers.limit(Identifiers.PERSONAL.get(type), limits)) {
                return true;
            }
        }
        return false;
    }
}
