package cx.warehouse.experience.identity;

import static org.apache.spark.sql.functions.array_min;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Lists the links between the identifiers of some components. On a record, the strongest identifier is linked to each of
 * the others.
 */
final class IdentityLinks {

    static final String LEFT = "left_node";
    static final String RIGHT = "right_node";
    static final String RECORDS = "records";

    /** Order in which links are added to a customer; see {@link #of}. */
    static final String STEP = "step";

    /** A merge that a CRM declares. */
    static final int MERGE = 0;

    /** A login on the record of a contact that takes part in a merge. */
    static final int LOGIN_OF_MERGED = 1;

    private static final int OTHER = 2;
    private static final String RANK = "rank";
    private static final String MERGED = "merged_node";

    private IdentityLinks() {}

    /**
     * One row per link: component, step, left_node, right_node (the lesser node is left), records (number of records
     * that show the link), first_seen_at (UTC).
     *
     * <p>Steps are, in order: a merge that a CRM declares; a login on the record of a contact that takes part in a
     * merge; other links by the weaker of their types: contact, login, e-mail, loyalty number, order number.
     *
     * @param records frame of {@link IdentityEvidence#records}
     * @param merges frame of {@link IdentityEvidence#merges}
     * @param labels node, component; links between other nodes are left out
     */
    static Dataset<Row> of(Dataset<Row> records, Dataset<Row> merges, Dataset<Row> labels) {
        Dataset<Row> members = members(records).join(labels, new String[] {ConnectedComponents.NODE});
        Dataset<Row> pairs = pairs(members, ConnectedComponents.COMPONENT, IdentityEvidence.RECORD);
        return withMergedLogins(pairs, merges)
                .unionByName(ofMerges(merges, labels))
                .groupBy(
                        col(ConnectedComponents.COMPONENT),
                        least(col("center_node"), col("other_node")).as(LEFT),
                        greatest(col("center_node"), col("other_node")).as(RIGHT))
                .agg(
                        min(STEP).as(STEP),
                        count_distinct(col(IdentityEvidence.RECORD)).as(RECORDS),
                        min(IdentityEvidence.SEEN_AT).as("first_seen_at"));
    }

    /**
     * The ends of all links between identifiers that join others: left_node, right_node.
     *
     * @param records frame of {@link IdentityEvidence#records}
     * @param merges frame of {@link IdentityEvidence#merges}
     * @param stopped identifier_type, identifier_value that join none
     */
    static Dataset<Row> edges(Dataset<Row> records, Dataset<Row> merges, Dataset<Row> stopped) {
        Dataset<Row> without = stopped.select(IdentityEvidence.node(col(Identifiers.TYPE), col(Identifiers.VALUE))
                .as(ConnectedComponents.NODE));
        Dataset<Row> joining = members(records).join(without, new String[] {ConnectedComponents.NODE}, "left_anti");
        Column survivor = contact("survivor");
        Column merged = contact("contact");
        return pairs(joining, IdentityEvidence.RECORD)
                .select(col("center_node").as(LEFT), col("other_node").as(RIGHT))
                .unionByName(merges.select(survivor.as(LEFT), merged.as(RIGHT))
                        .join(
                                without.withColumnRenamed(ConnectedComponents.NODE, LEFT),
                                new String[] {LEFT},
                                "left_anti")
                        .join(
                                without.withColumnRenamed(ConnectedComponents.NODE, RIGHT),
                                new String[] {RIGHT},
                                "left_anti"));
    }

    /** One row per record and identifier that may join others: record, rank (0 for the strongest type), node, seen_at. */
    private static Dataset<Row> members(Dataset<Row> records) {
        return records.select(
                        col(IdentityEvidence.RECORD),
                        explode(col(IdentityEvidence.IDENTIFIERS)).as("one"))
                .filter(col("one." + Identifiers.TYPE).notEqual(Identifiers.PHONE))
                .select(
                        col(IdentityEvidence.RECORD),
                        rank(col("one." + Identifiers.TYPE)).as(RANK),
                        IdentityEvidence.node(col("one." + Identifiers.TYPE), col("one." + Identifiers.VALUE))
                                .as(ConnectedComponents.NODE),
                        col("one." + IdentityEvidence.SEEN_AT));
    }

    /**
     * One row per record and identifier that its strongest one is linked to: step, center_node, other_node, seen_at, and
     * the columns that name the record.
     */
    private static Dataset<Row> pairs(Dataset<Row> members, String... record) {
        Column[] names = Arrays.stream(record).map(name -> col(name)).toArray(Column[]::new);
        Column[] pair = {
            lit(OTHER)
                    .plus(greatest(col("center." + RANK), col("other." + RANK)))
                    .as(STEP),
            col("center." + ConnectedComponents.NODE).as("center_node"),
            col("other." + ConnectedComponents.NODE).as("other_node"),
            greatest(col("center." + IdentityEvidence.SEEN_AT), col("other." + IdentityEvidence.SEEN_AT))
                    .as(IdentityEvidence.SEEN_AT)
        };
        return members.groupBy(names)
                .agg(collect_list(struct(RANK, ConnectedComponents.NODE, IdentityEvidence.SEEN_AT))
                        .as("members"))
                .withColumn("center", array_min(col("members")))
                .withColumn("other", explode(col("members")))
                .filter(col("other." + ConnectedComponents.NODE).notEqual(col("center." + ConnectedComponents.NODE)))
                .select(Stream.concat(Stream.of(names), Stream.of(pair)).toArray(Column[]::new));
    }

    private static Dataset<Row> withMergedLogins(Dataset<Row> pairs, Dataset<Row> merges) {
        Dataset<Row> merged = contacts(merges, "contact")
                .unionByName(contacts(merges, "survivor"))
                .distinct();
        Column isLogin = col(STEP).equalTo(OTHER + Identifiers.PERSONAL.indexOf(Identifiers.LOGIN));
        return pairs.join(merged, col("center_node").equalTo(col(MERGED)), "left")
                .withColumn(
                        STEP,
                        when(isLogin.and(col(MERGED).isNotNull()), LOGIN_OF_MERGED)
                                .otherwise(col(STEP)))
                .drop(MERGED);
    }

    private static Dataset<Row> contacts(Dataset<Row> merges, String contact) {
        return merges.select(contact(contact).as(MERGED));
    }

    private static Dataset<Row> ofMerges(Dataset<Row> merges, Dataset<Row> labels) {
        Dataset<Row> ends =
                labels.select(col(ConnectedComponents.NODE).as("other_node"), col(ConnectedComponents.COMPONENT));
        return merges.select(
                        contact("survivor").as("center_node"),
                        contact("contact").as("other_node"),
                        col(IdentityEvidence.SEEN_AT))
                .join(labels.select(col(ConnectedComponents.NODE).as("center_node")), "center_node")
                .join(ends, "other_node")
                .select(
                        col(ConnectedComponents.COMPONENT),
                        concat_ws(" ", lit("merge"), col("other_node")).as(IdentityEvidence.RECORD),
                        lit(MERGE).as(STEP),
                        col("center_node"),
                        col("other_node"),
                        col(IdentityEvidence.SEEN_AT));
    }

    private static Column contact(String column) {
        return IdentityEvidence.node(lit(Identifiers.CONTACT), col(column));
    }

    private static Column rank(Column type) {
        Column rank = lit(Identifiers.PERSONAL.size());
        for (int i = 0; i < Identifiers.PERSONAL.size(); i++) {
            rank = when(type.equalTo(Identifiers.PERSONAL.get(i)), i).otherwise(rank);
        }
        return rank;
    }
}
