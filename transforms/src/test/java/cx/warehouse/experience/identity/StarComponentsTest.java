package cx.warehouse.experience.identity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.format_string;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;
import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.experience.LargePlanTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests that the cluster and the driver find the same components. */
class StarComponentsTest extends LargePlanTest {

    private static final StructType EDGES = StructType.fromDDL("left_node string, right_node string");

    private static Dataset<Row> frame(List<List<String>> edges) {
        return spark().createDataFrame(
                        edges.stream()
                                .map(edge -> RowFactory.create(edge.get(0), edge.get(1)))
                                .toList(),
                        EDGES);
    }

    private static Map<String, String> onCluster(Dataset<Row> edges) {
        Map<String, String> labels = new TreeMap<>();
        for (Row label : StarComponents.labels(edges, FRAMES).collectAsList()) {
            assertThat(labels.put(label.getString(0), label.getString(1))).isNull();
        }
        return labels;
    }

    private static Map<String, String> inDriver(List<List<String>> edges) {
        ConnectedComponents components = new ConnectedComponents(Set.of());
        edges.forEach(components::join);
        return new TreeMap<>(components.labels());
    }

    @Test
    void fourHundredRandomGraphsHaveTheSameComponents() {
        Random random = new Random(20260314);
        List<List<String>> edges = new ArrayList<>();
        for (int graph = 0; graph < 400; graph++) {
            int nodes = 2 + random.nextInt(20);
            int count = random.nextInt(2 * nodes);
            for (int edge = 0; edge < count; edge++) {
                edges.add(List.of(graph + ":" + random.nextInt(nodes), graph + ":" + random.nextInt(nodes)));
            }
        }
        assertThat(onCluster(frame(edges))).isEqualTo(inDriver(edges));
    }

    @Test
    void chainsAndBridgedStarsHaveTheSameComponents() {
        List<List<String>> edges = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            edges.add(List.of("chain" + (100 + i), "chain" + (101 + i)));
            edges.add(List.of("mixed" + (i * 17 % 41), "mixed" + ((i + 1) * 17 % 41)));
            edges.add(List.of("hub" + i % 2, "leaf" + i));
        }
        edges.add(List.of("leaf0", "leaf1"));
        assertThat(onCluster(frame(edges))).isEqualTo(inDriver(edges));
    }

    @Test
    void aGraphWithoutEdgesHasNoLabels() {
        assertThat(onCluster(frame(List.of()))).isEmpty();
        assertThat(onCluster(frame(List.of(List.of("a", "a"))))).isEmpty();
    }

    /** Two million edges: a million contacts have an e-mail each, and ten of them share a further one. */
    @Test
    @Tag("long")
    void twoMillionEdgesMakeTheExpectedComponents() {
        Column contact = format_string("contact:%07d", col("id"));
        Dataset<Row> contacts = spark().range(1_000_000).toDF();
        Dataset<Row> edges = contacts.select(
                        contact.as("left_node"),
                        concat(lit("email:"), col("id")).as("right_node"))
                .unionByName(contacts.select(
                        contact.as("left_node"),
                        concat(lit("email:"), col("id").minus(pmod(col("id"), lit(10))))
                                .as("right_node")));
        Dataset<Row> labels = StarComponents.labels(edges.orderBy(xxhash64(col("right_node"))), FRAMES);
        assertThat(labels.count()).isEqualTo(1_900_000);
        assertThat(labels.select("component").distinct().count()).isEqualTo(100_000);
    }
}
