package cx.warehouse.experience;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Connected components of a graph, by union-find in the driver's memory.
 *
 * <p>Every distinct edge is collected: some 200 bytes each, so a few million fit. The answer does not depend on how: a
 * component is named by its least node, so a distributed algorithm may take this one's place.
 */
final class Components {

    static final String NODE = "node";
    static final String COMPONENT = "component";

    private static final StructType SHAPE = StructType.fromDDL(NODE + " string, " + COMPONENT + " string");

    private Components() {}

    /**
     * @param edges two string columns; nodes without edge are left out
     * @return one row a node: node, component (its least node in string order)
     */
    static Dataset<Row> of(Dataset<Row> edges) {
        Map<String, String> parents = new HashMap<>();
        for (Row edge : edges.distinct().collectAsList()) {
            String one = root(parents, edge.getString(0));
            String other = root(parents, edge.getString(1));
            if (one.compareTo(other) < 0) {
                parents.put(other, one);
            } else if (one.compareTo(other) > 0) {
                parents.put(one, other);
            }
        }
        List<Row> rows = new ArrayList<>(parents.size());
        for (String node : List.copyOf(parents.keySet())) {
            rows.add(RowFactory.create(node, root(parents, node)));
        }
        return edges.sparkSession().createDataFrame(rows, SHAPE);
    }

    private static String root(Map<String, String> parents, String node) {
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
