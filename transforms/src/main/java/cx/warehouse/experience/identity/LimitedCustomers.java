package cx.warehouse.experience.identity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.unix_micros;

import cx.warehouse.experience.ExperienceSettings.CustomerLimits;
import java.util.Iterator;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Divides components that break a limit into customers that keep it.
 *
 * <p>The links of a component are added one by one, the strongest first, and a link that would break a limit is dropped
 * (Kruskal's algorithm with constraints). So the result depends on the links alone, not on their order in files.
 */
final class LimitedCustomers {

    static final String REASON = "reason";

    /** Columns of the result of {@link #divide}. */
    static final StructType SHAPE = StructType.fromDDL("node string, component string, left_node string,"
            + " right_node string, records bigint, first_seen_micros bigint, reason string");

    private static final String FIRST_SEEN = "first_seen_micros";
    private static final String LEFT_PROFILE = "left_profile";
    private static final String RIGHT_PROFILE = "right_profile";

    private LimitedCustomers() {}

    /**
     * Divides components. The result has two kinds of rows. One row per node: node, component (the least node of its
     * customer). One row per dropped link, without node: left_node, right_node, records, first_seen_micros
     * (microseconds since 1970, UTC), reason.
     *
     * @param links frame of {@link IdentityLinks#of} for the components to divide
     * @param merges frame of {@link IdentityEvidence#merges}
     * @param profiles conformed.profile of all deliveries
     */
    static Dataset<Row> divide(Dataset<Row> links, Dataset<Row> merges, Dataset<Row> profiles, CustomerLimits limits) {
        // as a number, because sessions differ in the Java class of a timestamp
        Dataset<Row> described = describe(links, comparedContacts(links, merges, profiles))
                .withColumn(FIRST_SEEN, unix_micros(col("first_seen_at")));
        Encoder<Row> encoder = Encoders.row(SHAPE);
        FlatMapGroupsFunction<String, Row, Row> divide = (component, ordered) -> divide(ordered, limits);
        return described
                .groupByKey(
                        (MapFunction<Row, String>) link -> link.getAs(ConnectedComponents.COMPONENT), Encoders.STRING())
                .flatMapSortedGroups(strongestFirst(), divide, encoder);
    }

    /**
     * One row per dropped link: left_type, left_value, right_type, right_value, records, first_seen_at (UTC), reason.
     *
     * @param divided frame of {@link #divide}
     */
    static Dataset<Row> droppedLinks(Dataset<Row> divided) {
        return divided.filter(col(REASON).isNotNull())
                .select(
                        IdentityEvidence.type(col(IdentityLinks.LEFT)).as("left_type"),
                        IdentityEvidence.value(col(IdentityLinks.LEFT)).as("left_value"),
                        IdentityEvidence.type(col(IdentityLinks.RIGHT)).as("right_type"),
                        IdentityEvidence.value(col(IdentityLinks.RIGHT)).as("right_value"),
                        col(IdentityLinks.RECORDS),
                        timestamp_micros(col(FIRST_SEEN)).as("first_seen_at"),
                        col(REASON));
    }

    private static Column[] strongestFirst() {
        return new Column[] {
            col(IdentityLinks.STEP),
            col(IdentityLinks.RECORDS).desc(),
            col(FIRST_SEEN),
            col(IdentityLinks.LEFT),
            col(IdentityLinks.RIGHT)
        };
    }

    private static Iterator<Row> divide(Iterator<Row> links, CustomerLimits limits) {
        CustomerDivision division = new CustomerDivision(limits);
        links.forEachRemaining(link -> division.add(
                new CustomerDivision.Link(
                        link.getAs(IdentityLinks.STEP),
                        link.getAs(IdentityLinks.LEFT),
                        link.getAs(IdentityLinks.RIGHT),
                        link.getAs(IdentityLinks.RECORDS),
                        link.getAs(FIRST_SEEN)),
                link.getAs(LEFT_PROFILE),
                link.getAs(RIGHT_PROFILE)));
        return division.rows().iterator();
    }

    /** Adds the profiles of both ends of a link: left_profile, right_profile; null where an end has none to compare. */
    private static Dataset<Row> describe(Dataset<Row> links, Dataset<Row> contacts) {
        Column profile = struct(ContactProfiles.FIRST_NAME, ContactProfiles.LAST_NAME, ContactProfiles.BIRTH_DATE);
        Dataset<Row> left =
                contacts.select(col(ConnectedComponents.NODE).as(IdentityLinks.LEFT), profile.as(LEFT_PROFILE));
        Dataset<Row> right =
                contacts.select(col(ConnectedComponents.NODE).as(IdentityLinks.RIGHT), profile.as(RIGHT_PROFILE));
        return links.join(left, new String[] {IdentityLinks.LEFT}, "left")
                .join(right, new String[] {IdentityLinks.RIGHT}, "left");
    }

    /** One row per contact at an end of a link: node and its profile. Contacts merged into another are left out. */
    private static Dataset<Row> comparedContacts(Dataset<Row> links, Dataset<Row> merges, Dataset<Row> profiles) {
        Dataset<Row> nodes = links.select(col(IdentityLinks.LEFT).as(ConnectedComponents.NODE))
                .unionByName(links.select(col(IdentityLinks.RIGHT).as(ConnectedComponents.NODE)))
                .filter(IdentityEvidence.type(col(ConnectedComponents.NODE)).equalTo(Identifiers.CONTACT));
        Dataset<Row> contacts = nodes.select(
                        IdentityEvidence.value(col(ConnectedComponents.NODE)).as(ContactProfiles.CONTACT))
                .distinct()
                .join(merges.select(ContactProfiles.CONTACT), new String[] {ContactProfiles.CONTACT}, "left_anti");
        return ContactProfiles.latest(contacts, profiles)
                .withColumn(
                        ConnectedComponents.NODE,
                        IdentityEvidence.node(lit(Identifiers.CONTACT), col(ContactProfiles.CONTACT)));
    }
}
