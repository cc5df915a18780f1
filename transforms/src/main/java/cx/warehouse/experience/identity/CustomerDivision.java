package cx.warehouse.experience.identity;

import cx.warehouse.experience.ExperienceSettings.CustomerLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The customers of one component, while its links are added one by one: a link that would break a limit is dropped. */
final class CustomerDivision {

    /**
     * A link between two identifiers.
     *
     * @param step kind of the link: {@link IdentityLinks#STEP}
     * @param records number of records that show it
     * @param firstSeenMicros time of the earliest of them, in microseconds since 1970, UTC
     */
    record Link(int step, String left, String right, long records, long firstSeenMicros) {}

    private final CustomerLimits limits;
    private final DisjointSets customers = new DisjointSets();
    private final Map<String, CustomerContents> contents = new HashMap<>();
    private final List<Row> dropped = new ArrayList<>();

    CustomerDivision(CustomerLimits limits) {
        this.limits = limits;
    }

    /**
     * Adds a link; links must come in the order of their strength.
     *
     * @param leftProfile profile of its left end, as {@link CustomerContents#of} needs it
     * @param rightProfile profile of its right end
     */
    void add(Link link, Row leftProfile, Row rightProfile) {
        String left = customer(link.left(), leftProfile);
        String right = customer(link.right(), rightProfile);
        if (left.equals(right)) {
            return;
        }
        Optional<String> excess = excess(link.step(), contents.get(left), contents.get(right));
        if (excess.isPresent()) {
            dropped.add(RowFactory.create(
                    null, null, link.left(), link.right(), link.records(), link.firstSeenMicros(), excess.get()));
        } else {
            unite(left, right, link.step());
        }
    }

    /** Rows of {@link LimitedCustomers#SHAPE}: the nodes, then the dropped links. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (String node : customers.nodes()) {
            rows.add(RowFactory.create(node, customers.setOf(node), null, null, null, null, null));
        }
        rows.addAll(dropped);
        return rows;
    }

    private String customer(String node, Row profile) {
        if (customers.add(node)) {
            contents.put(node, CustomerContents.of(node, profile));
        }
        return customers.setOf(node);
    }

    private Optional<String> excess(int step, CustomerContents one, CustomerContents other) {
        return switch (step) {
            case IdentityLinks.MERGE -> Optional.empty();
            case IdentityLinks.LOGIN_OF_MERGED -> one.excess(other, limits.withAnyLogins());
            default -> one.excess(other, limits);
        };
    }

    private void unite(String left, String right, int step) {
        CustomerContents both = contents.remove(left);
        both.add(contents.remove(right));
        if (step == IdentityLinks.LOGIN_OF_MERGED) {
            both.countLoginsAsOne();
        }
        contents.put(customers.unite(left, right), both);
    }
}
