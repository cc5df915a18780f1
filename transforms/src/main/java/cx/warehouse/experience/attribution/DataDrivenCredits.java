package cx.warehouse.experience.attribution;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Shares the conversions and the revenue of a period by the models that compare all paths: Markov and Shapley. */
final class DataDrivenCredits {

    private static final String MARKOV = "markov";
    private static final String SHAPLEY = "shapley";
    private static final String SHAPLEY_RATE = "shapley_rate";

    /** Decimals of conversions and of revenue. */
    private static final int CONVERSION_SCALE = 12;

    private static final int REVENUE_SCALE = 10;

    private static final StructType CREDITS = StructType.fromDDL("model string, level string, name string,"
            + " period string, period_start date, conversions decimal(28,12), revenue decimal(28,10)");

    private static final MathContext DIGITS = new MathContext(50, RoundingMode.HALF_EVEN);

    private DataDrivenCredits() {}

    /** The names of the models. */
    static List<String> models(boolean isRateWanted) {
        return isRateWanted ? List.of(MARKOV, SHAPLEY, SHAPLEY_RATE) : List.of(MARKOV, SHAPLEY);
    }

    /** Whether a model is computed on a level. There are too many campaigns for all their sets. */
    static Column hasLevel(Column model, Column level) {
        return model.notEqual(SHAPLEY_RATE).or(level.notEqual(MartAttribution.CAMPAIGN));
    }

    /**
     * One row per model, level, period and name: conversions and revenue. They add up to those of the converting paths
     * of the period, to the last unit.
     *
     * @param paths one row per distinct path of a level and period: period, period_start, level, path (names in order),
     *     conversions, others (people who did not convert), revenue
     * @param isRateWanted true for the model shapley_rate, on the levels channel and pillar
     */
    static Dataset<Row> rows(Dataset<Row> paths, boolean isRateWanted) {
        MapFunction<Row, String> key =
                row -> row.getAs("period") + " " + row.getAs("period_start") + " " + row.getAs("level");
        FlatMapGroupsFunction<String, Row, Row> credits = (group, rows) -> credits(rows, isRateWanted);
        return paths.groupByKey(key, Encoders.STRING()).flatMapGroups(credits, Encoders.row(CREDITS));
    }

    private static Iterator<Row> credits(Iterator<Row> paths, boolean isRateWanted) {
        MarkovChain chain = new MarkovChain();
        ShapleyRate rate = new ShapleyRate();
        Map<String, BigDecimal> conversionShares = new TreeMap<>();
        Map<String, BigDecimal> revenueShares = new TreeMap<>();
        BigDecimal conversions = BigDecimal.ZERO;
        BigDecimal revenue = BigDecimal.ZERO;
        Row any = null;
        boolean isRated = false;
        while (paths.hasNext()) {
            any = paths.next();
            isRated = isRateWanted && !any.<String>getAs("level").equals(MartAttribution.CAMPAIGN);
            List<String> path = any.getList(any.fieldIndex("path"));
            long converted = any.getAs("conversions");
            long others = any.getAs("others");
            BigDecimal earned = any.getAs("revenue");
            TreeSet<String> names = new TreeSet<>(path);
            chain.add(path, converted, others);
            addEqually(conversionShares, names, BigDecimal.valueOf(converted));
            addEqually(revenueShares, names, earned);
            if (isRated) {
                rate.add(names, converted, converted + others);
            }
            conversions = conversions.add(BigDecimal.valueOf(converted));
            revenue = revenue.add(earned);
        }
        List<Row> rows = new ArrayList<>();
        Map<String, BigDecimal> effects = exact(chain.removalEffects());
        addRows(rows, MARKOV, any, split(conversions, effects, revenue, effects));
        addRows(rows, SHAPLEY, any, split(conversions, conversionShares, revenue, revenueShares));
        if (isRated) {
            Map<String, BigDecimal> values = exact(rate.values());
            addRows(rows, SHAPLEY_RATE, any, split(conversions, values, revenue, values));
        }
        return rows.iterator();
    }

    /** A path is split equally over its distinct names. */
    private static void addEqually(Map<String, BigDecimal> shares, TreeSet<String> names, BigDecimal amount) {
        BigDecimal share = amount.divide(BigDecimal.valueOf(names.size()), DIGITS);
        names.forEach(name -> shares.merge(name, share, BigDecimal::add));
    }

    private static Map<String, BigDecimal> exact(Map<String, Double> weights) {
        return weights.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> new BigDecimal(entry.getValue()),
                        (one, other) -> one,
                        TreeMap::new));
    }

    /** By name, conversions and revenue. */
    private static Map<String, BigDecimal[]> split(
            BigDecimal conversions,
            Map<String, BigDecimal> conversionWeights,
            BigDecimal revenue,
            Map<String, BigDecimal> revenueWeights) {
        Map<String, BigDecimal> money = ExactSplit.split(revenue, revenueWeights, REVENUE_SCALE);
        Map<String, BigDecimal[]> split = new TreeMap<>();
        ExactSplit.split(conversions, conversionWeights, CONVERSION_SCALE)
                .forEach((name, credit) ->
                        split.put(name, new BigDecimal[] {credit, money.getOrDefault(name, BigDecimal.ZERO)}));
        return split;
    }

    private static void addRows(List<Row> rows, String model, Row any, Map<String, BigDecimal[]> credits) {
        String level = any.getAs("level");
        String period = any.getAs("period");
        Object start = any.get(any.fieldIndex(Periods.START)); // the session decides the class of a date
        credits.forEach(
                (name, credit) -> rows.add(RowFactory.create(model, level, name, period, start, credit[0], credit[1])));
    }
}
