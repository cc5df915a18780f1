package cx.warehouse.contract;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the rows of a source fill one conformed shape once.
 *
 * @param columns Spark SQL expressions over the source's columns and {@code account}, by conformed column
 * @param where which rows take part; null for all
 * @param unnestAs the name under which {@code unnestOf}'s elements are known to the expressions; null for none
 * @param unnestOf an expression of array type, one row an element; null for none
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
