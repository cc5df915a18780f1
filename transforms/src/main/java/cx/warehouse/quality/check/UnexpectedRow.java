package cx.warehouse.quality.check;

import java.util.List;
import org.apache.spark.sql.Row;

/** One unexpected row: the values judged, the values that name it, and the row itself when wanted. */
public record UnexpectedRow(List<Object> values, List<Object> keys, Row row) {}
