package cx.warehouse.experience.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import cx.warehouse.experience.ExperienceSettings.CustomerLimits;
import cx.warehouse.experience.IntermediateFrames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * The graph of all identifiers. Records and CRM merges join them, and blocked values join none. A graph whose blocked
 * values and merges are in the driver's memory is solved there, any other on the cluster; both give the same components.
 *
 * @param records frame of {@link IdentityEvidence#records}
 * @param merges rows of {@link IdentityEvidence#merges}
 * @param stopped blocked values, which join no identifiers: rows of {@link BlockedValues#of}
 * @param profiles conformed.profile of all deliveries
 */
record IdentityGraph(Dataset<Row> records, StoredRows merges, StoredRows stopped, Dataset<Row> profiles) {

    private static final String NODE = ConnectedComponents.NODE;
    private static final String COMPONENT = ConnectedComponents.COMPONENT;
    private static final String LABELLED = "labelled_node";
    private static final StructType LABELS = StructType.fromDDL(NODE + " string, " + COMPONENT + " string");

    /**
     * The identifiers of each customer.
     *
     * @param identified the given rows with {@code component}: the least node of the customer, in string order
     * @param droppedLinks one row per link that would break a limit: left_type, left_value, right_type, right_value,
     *     records, first_seen_at (UTC), reason; absent where no component breaks a limit
     */
    record Customers(Dataset<Row> identified, Optional<Dataset<Row>> droppedLinks) {}

    /**
     * Connected components.
     *
     * @param labels one row per node that is not the least of its component: node, component
     * @param exceeding the same for all nodes of the components that may break a limit; absent where there is none
     */
    private record Components(Dataset<Row> labels, Optional<Dataset<Row>> exceeding) {}

    /**
     * Finds the customers: the connected components, divided where they break a limit.
     *
     * @param nodes rows with {@code node}
     */
    Customers customers(Dataset<Row> nodes, CustomerLimits limits, IntermediateFrames frames) {
        Components components = merges.driverRows().isPresent()
                ? componentsInDriver(nodes.sparkSession(), limits)
                : componentsOnCluster(limits, frames);
        return components
                .exceeding()
                .map(exceeding -> {
                    Dataset<Row> links = IdentityLinks.of(records, merges.frame(), exceeding);
                    Dataset<Row> divided =
                            frames.materialize(LimitedCustomers.divide(links, merges.frame(), profiles, limits));
                    Dataset<Row> labels = components
                            .labels()
                            .join(exceeding.select(NODE), new String[] {NODE}, "left_anti")
                            .unionByName(divided.filter(col(NODE).isNotNull()).select(NODE, COMPONENT));
                    return new Customers(
                            addComponent(nodes, labels), Optional.of(LimitedCustomers.droppedLinks(divided)));
                })
                .orElseGet(() -> new Customers(addComponent(nodes, components.labels()), Optional.empty()));
    }

    private Components componentsInDriver(SparkSession spark, CustomerLimits limits) {
        ConnectedComponents components = new ConnectedComponents(stopped.driverRows().orElseThrow().stream()
                .map(row -> IdentityEvidence.node(row.getString(0), row.getString(1)))
                .collect(Collectors.toSet()));
        IdentityEvidence.nodesSeenTogether(records)
                .toLocalIterator()
                .forEachRemaining(row -> components.join(row.getList(0)));
        merges.driverRows()
                .orElseThrow()
                .forEach(row -> components.join(List.of(
                        IdentityEvidence.node(Identifiers.CONTACT, row.getString(0)),
                        IdentityEvidence.node(Identifiers.CONTACT, row.getString(1)))));
        Map<String, String> exceeding = components.exceeding(limits);
        return new Components(
                labels(spark, components.labels()),
                exceeding.isEmpty() ? Optional.empty() : Optional.of(labels(spark, exceeding)));
    }

    private Components componentsOnCluster(CustomerLimits limits, IntermediateFrames frames) {
        Dataset<Row> labels =
                StarComponents.labels(IdentityLinks.edges(records, merges.frame(), stopped.frame()), frames);
        Dataset<Row> least =
                labels.select(col(COMPONENT).as(NODE), col(COMPONENT)).distinct();
        Dataset<Row> all = labels.unionByName(least);
        Column exceeds = lit(false);
        for (String type : Identifiers.PERSONAL) {
            Column isOfType = IdentityEvidence.type(col(NODE)).equalTo(type);
            exceeds = exceeds.or(count(when(isOfType, 1)).gt(Identifiers.limit(type, limits)));
        }
        Dataset<Row> exceeding = all.groupBy(COMPONENT)
                .agg(exceeds.as("exceeds"))
                .filter(col("exceeds"))
                .select(COMPONENT);
        return new Components(
                labels,
                frames.materializeAndCount(all.join(exceeding, new String[] {COMPONENT}, "left_semi")
                                .select(NODE, COMPONENT))
                        .ifAny());
    }

    private static Dataset<Row> addComponent(Dataset<Row> nodes, Dataset<Row> labels) {
        return nodes.join(labels.withColumnRenamed(NODE, LABELLED), col(NODE).equalTo(col(LABELLED)), "left")
                .withColumn(COMPONENT, coalesce(col(COMPONENT), col(NODE)))
                .drop(LABELLED);
    }

    private static Dataset<Row> labels(SparkSession spark, Map<String, String> labels) {
        List<Row> rows = labels.entrySet().stream()
                .map(label -> RowFactory.create(label.getKey(), label.getValue()))
                .toList();
        return spark.createDataFrame(rows, LABELS);
    }
}
