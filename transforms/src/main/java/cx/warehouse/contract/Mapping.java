package cx.warehouse.contract;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Fills one conformed shape from the rows of a source. A contract may have several mappings for one shape.
 *
 * @param columns Spark SQL expressions over the source's columns and {@code account}, by conformed column
 * @param where a condition that selects the rows; null for all rows
 * @param unnestAs the name that the expressions use for an element of {@code unnestOf}; null for none
 * @param unnestOf an expression of array type that gives one row for each element; null for none
 */
public record Mapping(Map<String, String> columns, String where, String unnestAs, String unnestOf)
        implements Serializable {
    public Mapping {
        columns = new LinkedHashMap<>(columns);
    }

    /** The expressions in the order of the contract. */
    @Override
    public Map<String, String> columns() {
        return new LinkedHashMap<>(columns);
    }
}
