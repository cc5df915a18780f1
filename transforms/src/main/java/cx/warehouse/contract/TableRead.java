package cx.warehouse.contract;

import java.io.Serializable;
import java.util.List;

/**
 * One input of a table: the frame it reads, and which days of it a rebuilt day needs.
 *
 * @param name the input as the declaration names it: {@code fact_spend}, {@code state.visitor} or
 *     {@code conformed.spend}
 * @param reach which rows of it are read
 */
public record TableRead(String name, Reach reach) implements Serializable {

    /** Which rows of an input are read, and whether a change of them rebuilds the table. */
    public sealed interface Reach extends Serializable permits Days, Whole, Lookup {}

    /**
     * The days around each rebuilt day.
     *
     * @param column the input's column of days
     * @param from first day that a rebuilt day needs, counted from that day: -1 is the day before
     * @param to last day that a rebuilt day needs, counted from that day
     */
    public record Days(String column, int from, int to) implements Reach {}

    /** All rows. A change of them rebuilds a table that is built whole, and no day of a table that is built by days. */
    public record Whole() implements Reach {}

    /** All rows. A change of them alone rebuilds nothing. */
    public record Lookup() implements Reach {}

    /** The view {@code customer_experience}: the fact with current customers and allocated costs. */
    public static final String VIEW = "customer_experience";

    /** The table that {@link #VIEW} is a view of. */
    public static final String FACT = "mart.fact_customer_experience";

    /** The table in which {@link #VIEW} looks up current customers. */
    public static final String CUSTOMERS = "mart.dim_customer";

    /** The table in which {@link #VIEW} looks up the allocated costs of visits. */
    public static final String COSTS = "mart.fact_visit_cost";

    /** The column that {@link #VIEW} adds to those of the fact. */
    static final TableContract.TableColumn IS_RETURNING = new TableContract.TableColumn(
            "is_returning", "boolean", false, "true for a visit after the first one that the customer ever made");

    /** True for the view {@code customer_experience}, which has the columns of the fact and one more. */
    public boolean isCurrentView() {
        return table().equals("mart." + VIEW);
    }

    /** The stored tables that it is read from; for a conformed shape, the shape. */
    public List<String> inputs() {
        return isCurrentView() ? List.of(FACT, CUSTOMERS, COSTS) : List.of(table());
    }

    /** The table or conformed shape with its schema; a name without one is a published table. */
    public String table() {
        return name.contains(".") ? name : "mart." + name;
    }

    /** The name without its schema, by which SQL knows the input. */
    public String view() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** True when the input is a shape that source contracts fill, and no stored table. */
    public boolean isShape() {
        return name.startsWith("conformed.");
    }
}
