package cx.warehouse.experience.attribution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The Shapley value of names where the worth of a set is a rate: conversions by people, over all paths whose names lie
 * in the set. It goes through all sets, so it is for channels and pillars alone.
 */
final class ShapleyRate {

    private final Map<Set<String>, long[]> counts = new LinkedHashMap<>();

    /** Counts a path by its distinct names. */
    void add(Set<String> names, long conversions, long people) {
        long[] count = counts.computeIfAbsent(new TreeSet<>(names), key -> new long[2]);
        count[0] += conversions;
        count[1] += people;
    }

    /** The value of each name, in order of name; a negative value is 0. */
    Map<String, Double> values() {
        TreeSet<String> all = new TreeSet<>();
        counts.keySet().forEach(all::addAll);
        List<String> names = new ArrayList<>(all);
        double[] worth = worth(names);
        double[] weights = weights(names.size());
        Map<String, Double> values = new TreeMap<>();
        for (int name = 0; name < names.size(); name++) {
            double value = 0;
            for (int set = 0; set < worth.length; set++) {
                if ((set & 1 << name) == 0) {
                    value += weights[Integer.bitCount(set)] * (worth[set | 1 << name] - worth[set]);
                }
            }
            values.put(names.get(name), Math.max(0, value));
        }
        return values;
    }

    /** The rate of each set of names; bit i of a set stands for name i. */
    private double[] worth(List<String> names) {
        long[] conversions = new long[1 << names.size()];
        long[] people = new long[1 << names.size()];
        counts.forEach((path, count) -> {
            int set = path.stream().mapToInt(name -> 1 << names.indexOf(name)).sum();
            conversions[set] += count[0];
            people[set] += count[1];
        });
        addSubsets(conversions, names.size());
        addSubsets(people, names.size());
        double[] worth = new double[conversions.length];
        for (int set = 0; set < worth.length; set++) {
            worth[set] = people[set] == 0 ? 0 : (double) conversions[set] / people[set];
        }
        return worth;
    }

    /** Adds to each set the counts of all its subsets. */
    private static void addSubsets(long[] counts, int names) {
        for (int name = 0; name < names; name++) {
            for (int set = 0; set < counts.length; set++) {
                if ((set & 1 << name) != 0) {
                    counts[set] += counts[set ^ 1 << name];
                }
            }
        }
    }

    /** |S|! · (k − |S| − 1)! / k! by size of S, each from the one before. */
    private static double[] weights(int names) {
        double[] weights = new double[names];
        for (int size = 0; size < names; size++) {
            weights[size] = size == 0 ? 1.0 / names : weights[size - 1] * size / (names - size);
        }
        return weights;
    }
}
