package cx.warehouse.experience.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import cx.warehouse.experience.CountedFrame;
import cx.warehouse.experience.IntermediateFrames;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Finds the connected components of a graph on the cluster, by alternating large-star and small-star rounds (Kiveris and
 * others, Connected Components in MapReduce and Beyond, 2014).
 *
 * <p>An edge is stored as (node, parent), and the parent is the lesser node. A round ends with the edges of a star for
 * each component when no edge moves any more. The number of rounds grows with the square of the logarithm of the
 * number of nodes at most.
 */
final class StarComponents {

    private static final String NODE = ConnectedComponents.NODE;
    private static final String PARENT = ConnectedComponents.COMPONENT;
    private static final String LEAST = "least_parent";
    private static final String HAS_MOVED = "has_moved";

    private StarComponents() {}

    /**
     * One row per node that is not the least of its component: node, component (its least node, in string order).
     *
     * @param edges left_node, right_node; any order, repeated edges are allowed
     * @param frames computes and stores the edges of each round
     */
    static Dataset<Row> labels(Dataset<Row> edges, IntermediateFrames frames) {
        Dataset<Row> current = edges.filter(col(IdentityLinks.LEFT).notEqual(col(IdentityLinks.RIGHT)))
                .select(
                        greatest(col(IdentityLinks.LEFT), col(IdentityLinks.RIGHT))
                                .as(NODE),
                        least(col(IdentityLinks.LEFT), col(IdentityLinks.RIGHT)).as(PARENT))
                .distinct()
                .withColumn(HAS_MOVED, lit(false));
        while (true) {
            CountedFrame round = frames.materializeAndCount(smallStar(largeStar(current)));
            current = round.rows();
            if (round.count() == 0 || current.filter(col(HAS_MOVED)).isEmpty()) {
                return current.select(NODE, PARENT);
            }
        }
    }

    /** Links every node to the least neighbour of its parent. */
    private static Dataset<Row> largeStar(Dataset<Row> edges) {
        Dataset<Row> leastParents = leastParents(edges).withColumnRenamed(NODE, "parent_node");
        return edges.drop(HAS_MOVED)
                .join(leastParents, col(PARENT).equalTo(col("parent_node")), "left")
                .select(
                        col(NODE),
                        coalesce(col(LEAST), col(PARENT)).as(PARENT),
                        col(LEAST).isNotNull().as(HAS_MOVED));
    }

    /** Links every node and its parents to the least of these parents. */
    private static Dataset<Row> smallStar(Dataset<Row> edges) {
        Dataset<Row> withLeast = edges.join(leastParents(edges), NODE);
        Dataset<Row> ofNodes = withLeast.select(col(NODE), col(LEAST).as(PARENT), col(HAS_MOVED));
        Dataset<Row> ofParents = withLeast
                .filter(col(PARENT).notEqual(col(LEAST)))
                .select(col(PARENT).as(NODE), col(LEAST).as(PARENT), lit(true).as(HAS_MOVED));
        return ofNodes.unionByName(ofParents)
                .groupBy(NODE, PARENT)
                .agg(max(HAS_MOVED).as(HAS_MOVED));
    }

    private static Dataset<Row> leastParents(Dataset<Row> edges) {
        return edges.groupBy(NODE).agg(min(PARENT).as(LEAST));
    }
}
