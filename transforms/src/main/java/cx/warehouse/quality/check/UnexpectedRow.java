package cx.warehouse.quality.check;

import java.util.List;
import org.apache.spark.sql.Row;

/**
 * One unexpected row: the values judged, the values of its key columns, and the whole row if the result needs it (else
 * null).
 */
public record UnexpectedRow(List<Object> values, List<Object> keys, Row row) {}
