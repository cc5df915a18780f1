package cx.warehouse.experience.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Finds the connected components of a graph by union-find in the driver's memory.
 *
 * <p>Only nodes are stored, about 200 bytes each, so a few million fit; edges are read one by one and dropped. A
 * component is named by its least node. So the result does not depend on the order of edges, and a distributed
 * algorithm could replace this one.
 */
final class ConnectedComponents {

    static final String NODE = "node";
    static final String COMPONENT = "component";

    private static final String JOINED = "joined_node";

    private static final StructType SHAPE = StructType.fromDDL(JOINED + " string, " + COMPONENT + " string");

    private final Map<String, String> parents = new HashMap<>();
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
                String other = root(node);
                one = one == null ? other : union(one, other);
            }
        }
    }

    /** Adds {@code component} to rows with {@code node}: the least node of its component, in string order. */
    Dataset<Row> addComponent(Dataset<Row> nodes) {
        List<Row> rows = new ArrayList<>();
        for (String node : List.copyOf(parents.keySet())) {
            String root = root(node);
            if (!root.equals(node)) {
                rows.add(RowFactory.create(node, root));
            }
        }
        Dataset<Row> joined = nodes.sparkSession().createDataFrame(rows, SHAPE);
        return nodes.join(joined, col(NODE).equalTo(col(JOINED)), "left")
                .withColumn(COMPONENT, coalesce(col(COMPONENT), col(NODE)))
                .drop(JOINED);
    }

    private String union(String one, String other) {
        int order = one.compareTo(other);
        if (order == 0) {
            return one;
        }
        String root = order < 0 ? one : other;
        parents.put(order < 0 ? other : one, root);
        return root;
    }

    private String root(String node) {
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
}
