package cx.warehouse.bench.duckdb;

import static cx.warehouse.bench.duckdb.DuckDbSession.literal;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The figures of published tables beside those that the sample planted.
 *
 * @param figures how many were compared
 * @param agreeing how many are the same, money to the cent
 * @param differences the others, in order of their names
 */
public record PlantedFigures(int figures, int agreeing, List<Difference> differences) {

    /** A figure that differs, as found and as planted. */
    public record Difference(String figure, String found, String planted) {}

    /** Where an engine leaves its published tables, and the counts of rows that it read. */
    public enum Layout {
        WAREHOUSE(
                "bi",
                "select source, sum(loaded) as loaded, sum(quarantined) as malformed, sum(duplicates) as repeated,"
                        + " sum(left_out) as left_out from read_json('%s/ledger/file/**/*.jsonl', columns = {source:"
                        + " 'varchar', outcome: 'varchar', loaded: 'bigint', quarantined: 'bigint', duplicates: 'bigint',"
                        + " left_out: 'bigint'}) where outcome = 'loaded' group by source"),
        DUCKDB(
                "mart",
                "select source, sum(loaded) as loaded, sum(malformed) as malformed, sum(repeated) as repeated,"
                        + " sum(left_out) as left_out from read_parquet('%s/state/row_count/**/*.parquet') group by"
                        + " source");

        private final String marts;
        private final String rows;

        Layout(String marts, String rows) {
            this.marts = marts;
            this.rows = rows;
        }
    }

    public PlantedFigures {
        differences = List.copyOf(differences);
    }

    /**
     * Compares the tables below {@code root} with the truth of a sample, by the same queries for every engine.
     *
     * @param script the queries, {@code benchmark/night/truth.sql}
     * @param truth the sample's truth.json
     */
    public static PlantedFigures compare(Path script, Path truth, Path root, Layout layout) {
        try (DuckDbSession session =
                DuckDbSession.open(Runtime.getRuntime().availableProcessors(), "1GiB", root.resolveSibling("spill"))) {
            session.setVariable("marts", literal(root.resolve(layout.marts)));
            session.setVariable("truth", literal(truth));
            session.execute("create view read_rows as "
                    + String.format(layout.rows, root.toString().replace("'", "''")));
            List<Map<String, Object>> rows = session.runScript(script);
            List<Difference> differences = rows.stream()
                    .filter(row -> !Boolean.TRUE.equals(row.get("agrees")))
                    .map(PlantedFigures::difference)
                    .toList();
            return new PlantedFigures(rows.size(), rows.size() - differences.size(), differences);
        }
    }

    private static Difference difference(Map<String, Object> row) {
        return new Difference(
                row.get("figure").toString(), String.valueOf(row.get("found")), String.valueOf(row.get("planted")));
    }
}
