package cx.warehouse.quality.regex;

import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.spark.sql.api.java.UDF1;

/**
 * Finds out which of several regular expressions match a text, in one walk over its bytes. Bit n of the answer is set
 * if expression n matches; null for null.
 *
 * <p>All automata step together. Their combined positions form one state, built when first reached. So a walk costs one
 * look-up per byte, however many expressions there are. Texts with other characters than ASCII or with several lines
 * are matched by {@link Pattern}.
 */
public final class PatternSet implements UDF1<byte[], Long> {

    /** Number of expressions that fit into one answer. */
    public static final int MOST_PATTERNS = 62;

    private static final long serialVersionUID = 1L;
    private static final int MOST_STATES = 4096;

    private final List<String> regexes;
    private final int mostStates;
    private transient StateMachine machine;

    /** @param regexes expressions that {@link RegexAutomaton} supports */
    public PatternSet(List<String> regexes) {
        this(regexes, MOST_STATES);
    }

    /** @param mostStates greatest number of states in memory; beyond it, all states are dropped and built again */
    PatternSet(List<String> regexes, int mostStates) {
        this.regexes = new ArrayList<>(regexes);
        this.mostStates = mostStates;
    }

    @Override
    public Long call(byte[] text) {
        if (text == null) {
            return null;
        }
        if (machine == null) {
            machine = new StateMachine(regexes, mostStates);
        }
        return machine.findMatches(text);
    }

    /** The automata of all expressions, and the states reached so far. */
    private static final class StateMachine {

        private final List<Automaton> automata;
        private final List<Pattern> patterns;
        private final Map<IntBuffer, Integer> stateNumbers = new HashMap<>();
        private final List<int[]> states = new ArrayList<>();
        private final int[][] steps;
        private final long[] answers;

        StateMachine(List<String> regexes, int mostStates) {
            steps = new int[mostStates][];
            answers = new long[mostStates];
            automata = regexes.stream()
                    .map(regex -> RegexAutomaton.of(regex).orElseThrow())
                    .toList();
            patterns = regexes.stream().map(Pattern::compile).toList();
        }

        long findMatches(byte[] text) {
            int state = step(startState(), RegexAutomaton.BEGIN);
            for (byte mark : text) {
                if (mark < 0 || mark == '\n' || mark == '\r') {
                    return findMatchesByJava(new String(text, StandardCharsets.UTF_8));
                }
                state = step(state, mark);
            }
            return answers[step(state, RegexAutomaton.END)];
        }

        private long findMatchesByJava(String text) {
            long answer = 0;
            for (int at = 0; at < patterns.size(); at++) {
                if (patterns.get(at).matcher(text).find()) {
                    answer |= 1L << at;
                }
            }
            return answer;
        }

        private int startState() {
            return states.isEmpty() ? addState(new int[automata.size()]) : 0;
        }

        /** Reads the next state from the table, which holds its number plus one; 0 means not yet computed. */
        private int step(int state, int mark) {
            int next = steps[state][mark] - 1;
            return next >= 0 ? next : computeStep(state, mark);
        }

        private int computeStep(int state, int mark) {
            int[] next = states.get(state).clone();
            for (int at = 0; at < next.length; at++) {
                next[at] = next[at] < 0 ? -1 : automata.get(at).step(next[at], mark);
            }
            Integer seen = stateNumbers.get(IntBuffer.wrap(next));
            if (seen == null && states.size() == steps.length) {
                stateNumbers.clear(); // starts over; the walk goes on from here
                states.clear();
                addState(new int[automata.size()]);
                return addState(next);
            }
            int number = seen == null ? addState(next) : seen;
            steps[state][mark] = number + 1;
            return number;
        }

        private int addState(int[] state) {
            int number = states.size();
            stateNumbers.put(IntBuffer.wrap(state), number);
            states.add(state);
            steps[number] = new int[RegexAutomaton.SYMBOLS];
            answers[number] = 0;
            for (int at = 0; at < state.length; at++) {
                if (state[at] >= 0 && automata.get(at).isAccept(state[at])) {
                    answers[number] |= 1L << at;
                }
            }
            return number;
        }
    }
}
