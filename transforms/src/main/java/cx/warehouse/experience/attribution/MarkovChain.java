package cx.warehouse.experience.attribution;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A Markov chain of first order over paths: a start, one state per name, conversion and null.
 *
 * <p>The removal effect of a name is the part of the probability of conversion that is lost when every step to that
 * name ends in null. It is solved exactly: without the name, the paths are lost that ever come to it and convert from
 * there.
 */
final class MarkovChain {

    private final Map<String, State> states = new TreeMap<>();
    private final State start = new State();

    /** The steps out of a state: how many in all, to conversion, and to each other state. */
    private static final class State {
        private long steps;
        private long conversions;
        private final Map<String, Long> next = new TreeMap<>();
    }

    /**
     * Counts a path.
     *
     * @param path names in order, one at least
     * @param conversions people who took the path and converted
     * @param others people who took it and did not
     */
    void add(List<String> path, long conversions, long others) {
        State from = start;
        for (String name : path) {
            from.steps += conversions + others;
            from.next.merge(name, conversions + others, Long::sum);
            from = states.computeIfAbsent(name, key -> new State());
        }
        from.steps += conversions + others;
        from.conversions += conversions;
    }

    /** The removal effect of each name, in order of name; no name where no path converts. */
    Map<String, Double> removalEffects() {
        List<String> names = List.copyOf(states.keySet());
        double[][] visits = expectedVisits(names);
        double[] converts = conversionProbabilities(names, visits);
        double fromStart = 0;
        double[] firstSteps = new double[names.size()];
        for (int to = 0; to < firstSteps.length; to++) {
            firstSteps[to] = probability(start, names.get(to));
            fromStart += firstSteps[to] * converts[to];
        }
        Map<String, Double> effects = new TreeMap<>();
        if (fromStart <= 0) {
            return effects;
        }
        for (int name = 0; name < firstSteps.length; name++) {
            double expected = 0;
            for (int first = 0; first < firstSteps.length; first++) {
                expected += firstSteps[first] * visits[first][name];
            }
            double everVisited = expected / visits[name][name];
            effects.put(names.get(name), everVisited * converts[name] / fromStart);
        }
        return effects;
    }

    /** The expected number of visits to each state from each state: the inverse of identity minus transitions. */
    private double[][] expectedVisits(List<String> names) {
        double[][] rest = new double[names.size()][names.size()];
        for (int from = 0; from < rest.length; from++) {
            State state = states.get(names.get(from));
            for (int to = 0; to < rest.length; to++) {
                rest[from][to] = (from == to ? 1 : 0) - probability(state, names.get(to));
            }
        }
        return inverse(rest);
    }

    private double[] conversionProbabilities(List<String> names, double[][] visits) {
        double[] converts = new double[names.size()];
        for (int from = 0; from < converts.length; from++) {
            for (int last = 0; last < converts.length; last++) {
                State state = states.get(names.get(last));
                converts[from] += visits[from][last] * state.conversions / state.steps;
            }
        }
        return converts;
    }

    private static double probability(State from, String to) {
        return from.steps == 0 ? 0 : (double) from.next.getOrDefault(to, 0L) / from.steps;
    }

    /** Inverts a matrix by Gauss and Jordan; every path ends, so no pivot is 0 and none must be searched. */
    private static double[][] inverse(double[][] matrix) {
        int size = matrix.length;
        double[][] inverse = new double[size][size];
        for (int row = 0; row < size; row++) {
            inverse[row][row] = 1;
        }
        for (int pivot = 0; pivot < size; pivot++) {
            scale(matrix[pivot], inverse[pivot], 1 / matrix[pivot][pivot]);
            for (int row = 0; row < size; row++) {
                if (row != pivot && matrix[row][pivot] != 0) {
                    subtract(matrix[row], inverse[row], matrix[pivot], inverse[pivot], matrix[row][pivot]);
                }
            }
        }
        return inverse;
    }

    private static void scale(double[] row, double[] inverse, double factor) {
        for (int at = 0; at < row.length; at++) {
            row[at] *= factor;
            inverse[at] *= factor;
        }
    }

    private static void subtract(double[] row, double[] inverse, double[] pivot, double[] pivotInverse, double factor) {
        for (int at = 0; at < row.length; at++) {
            row[at] -= factor * pivot[at];
            inverse[at] -= factor * pivotInverse[at];
        }
    }
}
