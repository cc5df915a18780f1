package cx.warehouse.experience.mart;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Runs the query of a declared table over frames that it knows by name. */
public final class MartSql {

    private MartSql() {}

    /**
     * The rows of a query. Several may run side by side: no name is left in the session, and none is shared.
     *
     * @param sql one query, without a semicolon
     * @param views the frames it may ask, by the names it uses
     */
    public static Dataset<Row> rows(SparkSession spark, String sql, Map<String, Dataset<Row>> views) {
        Map<String, String> names = new TreeMap<>();
        try {
            views.forEach((name, rows) -> {
                String unique = "mart_input_" + UUID.randomUUID().toString().replace("-", "");
                names.put(name, unique);
                rows.createOrReplaceTempView(unique);
            });
            String inputs = names.entrySet().stream()
                    .map(view -> "`" + view.getKey() + "` as (select * from " + view.getValue() + ")")
                    .collect(Collectors.joining(", "));
            return spark.sql((inputs.isEmpty() ? "" : "with " + inputs + " ") + "select * from (\n" + sql + "\n)");
        } finally {
            names.values().forEach(spark.catalog()::dropTempView);
        }
    }
}
