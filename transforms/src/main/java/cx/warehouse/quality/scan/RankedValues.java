package cx.warehouse.quality.scan;

import cx.warehouse.quality.check.FrameCheck;
import cx.warehouse.quality.check.RowScope;
import cx.warehouse.quality.suite.ExpectationFault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;

/**
 * Finds the values at given ranks of a column, exactly and in bounded memory. For many values, an approximation first
 * finds two values around each rank; then only the values between them are counted one by one.
 */
final class RankedValues {

    /** Up to this number of values, all distinct values are collected on the driver. */
    private static final long MOST_COLLECTED = 50_000;

    /** Greatest distance of an approximate rank from the true one, as a share of all values. */
    private static final double ERROR = 1e-4;

    private static final String VALUE = "value";
    private static final String ROWS = "rows";

    /** Two values around a rank, and the number of values smaller than both. */
    private record Bracket(Object low, Object high, long below) {}

    private RankedValues() {}

    /** Finds the values at the ranks of {@code check}, in their order. */
    static List<Object> values(Dataset<Row> frame, FrameCheck.ValuesAtRanks check) {
        Dataset<Row> held = frame.select(check.values().as(VALUE))
                .where(functions.col(VALUE).isNotNull());
        if (check.count() <= MOST_COLLECTED) {
            List<Row> counted = countValues(held);
            return check.ranks().stream().map(rank -> valueAt(counted, rank)).toList();
        }
        List<Bracket> brackets = brackets(held, check);
        if (brackets.isEmpty()) {
            return valuesBySorting(held, check);
        }
        Column between = brackets.stream()
                .map(bracket -> functions.col(VALUE).between(bracket.low(), bracket.high()))
                .reduce(Column::or)
                .orElseThrow();
        List<Row> counted = countValues(held.where(between));
        List<Object> values = new ArrayList<>();
        for (int at = 0; at < brackets.size(); at++) {
            Bracket bracket = brackets.get(at);
            List<Row> inside = counted.stream()
                    .filter(row -> compare(row.get(0), bracket.low()) >= 0)
                    .toList();
            values.add(valueAt(inside, check.ranks().get(at) - bracket.below()));
        }
        return values;
    }

    /** Finds the values at the ranks by sorting all distinct values; fetches only those needed. */
    private static List<Object> valuesBySorting(Dataset<Row> held, FrameCheck.ValuesAtRanks check) {
        Dataset<Row> numbered = held.groupBy(VALUE)
                .agg(functions.count(functions.lit(1)).as(ROWS))
                .select(
                        functions.col(VALUE),
                        functions.sum(ROWS).over(Window.orderBy(VALUE)).as("upto"),
                        functions.col(ROWS));
        List<Object> values = new ArrayList<>();
        for (long rank : check.ranks()) {
            Column isThere = functions
                    .col("upto")
                    .geq(rank)
                    .and(functions.col("upto").minus(functions.col(ROWS)).lt(rank));
            values.add(numbered.where(isThere).collectAsList().get(0).get(0));
        }
        return values;
    }

    /**
     * Finds two values around each rank. The list is empty if the approximation, which counts in doubles, cannot tell
     * the values apart.
     */
    private static List<Bracket> brackets(Dataset<Row> held, FrameCheck.ValuesAtRanks check) {
        List<Column> bounds = new ArrayList<>();
        for (long rank : check.ranks()) {
            double share = (double) rank / check.count();
            for (double edge : new double[] {share - 2 * ERROR, share + 2 * ERROR}) {
                bounds.add(functions.approx_percentile(
                        functions.col(VALUE), functions.lit(Math.max(0, Math.min(1, edge))), functions.lit((int)
                                (1 / ERROR))));
            }
        }
        Row edges = aggregate(held, bounds);
        List<Column> smaller = new ArrayList<>();
        for (int at = 0; at < check.ranks().size(); at++) {
            smaller.add(RowScope.count(functions.col(VALUE).lt(edges.get(2 * at))));
            smaller.add(RowScope.count(functions.col(VALUE).leq(edges.get(2 * at + 1))));
        }
        Row counts = aggregate(held, smaller);
        List<Bracket> brackets = new ArrayList<>();
        for (int at = 0; at < check.ranks().size(); at++) {
            long below = counts.getLong(2 * at);
            long upTo = counts.getLong(2 * at + 1);
            if (check.ranks().get(at) <= below || check.ranks().get(at) > upTo) {
                return List.of();
            }
            brackets.add(new Bracket(edges.get(2 * at), edges.get(2 * at + 1), below));
        }
        return brackets;
    }

    private static Row aggregate(Dataset<Row> held, List<Column> aggregates) {
        return held.agg(
                        aggregates.get(0),
                        aggregates.subList(1, aggregates.size()).toArray(Column[]::new))
                .collectAsList()
                .get(0);
    }

    /** Counts the rows of each distinct value, in ascending order of the values. */
    private static List<Row> countValues(Dataset<Row> held) {
        List<Row> rows = new ArrayList<>(held.groupBy(VALUE)
                .agg(functions.count(functions.lit(1)).as(ROWS))
                .collectAsList());
        rows.sort(Comparator.comparing(row -> row.get(0), RankedValues::compare));
        return rows;
    }

    private static Object valueAt(List<Row> counted, long rank) {
        long passed = 0;
        for (Row row : counted) {
            passed += row.getLong(1);
            if (passed >= rank) {
                return row.get(0);
            }
        }
        throw new ExpectationFault("rank " + rank + " is beyond " + passed + " values");
    }

    @SuppressWarnings("unchecked")
    private static int compare(Object one, Object two) {
        return ((Comparable<Object>) one).compareTo(two);
    }
}
