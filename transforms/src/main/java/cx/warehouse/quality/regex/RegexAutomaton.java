package cx.warehouse.quality.regex;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.Operations;
import org.apache.lucene.util.automaton.TooComplexToDeterminizeException;

/**
 * Translates a regular expression of Java to a finite automaton. The automaton reads ASCII texts without line ends,
 * enclosed by a begin mark and an end mark. Only expressions for which it finds the same matches as Java are supported:
 * no back-references, no lookahead.
 */
public final class RegexAutomaton {

    /** Mark before each text. */
    static final int BEGIN = 128;

    /** Mark after each text. */
    static final int END = 129;

    /** Number of symbols: all ASCII characters and the two marks. */
    static final int SYMBOLS = 130;

    private static final Pattern TIMES = Pattern.compile("\\{(\\d{1,4})(,(\\d{1,4})?)?}");
    private static final int MOST_WORK = 20_000;
    private static final int MOST_STATES = 10_000;

    /** A part of an expression: its automaton, and the greatest number of begin and of end marks that it consumes. */
    private record Fragment(Automaton automaton, int beginCount, int endCount) {

        static Fragment of(Automaton automaton) {
            return new Fragment(automaton, 0, 0);
        }

        boolean isAnchored() {
            return beginCount + endCount > 0;
        }
    }

    /** Signals an expression that an automaton cannot express or that this class does not understand. */
    private static final class UnsupportedRegex extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final String regex;
    private final boolean ignoresCase;
    private int at;

    private RegexAutomaton(String regex) {
        this.ignoresCase = regex.startsWith("(?i)");
        this.regex = ignoresCase ? regex.substring(4) : regex;
    }

    /**
     * Builds the automaton that accepts every text in which the expression matches anywhere; empty if the expression is
     * not supported or the automaton is too large.
     *
     * @param regex an expression that Java compiles
     */
    public static Optional<Automaton> of(String regex) {
        RegexAutomaton reader = new RegexAutomaton(regex);
        try {
            Fragment whole = reader.choice();
            if (reader.at < reader.regex.length()) {
                return Optional.empty();
            }
            Automaton any = Operations.repeat(Automata.makeCharRange(0, SYMBOLS - 1));
            Automaton found = Operations.concatenate(List.of(any, whole.automaton(), any));
            return Optional.of(Operations.determinize(found, MOST_WORK));
        } catch (UnsupportedRegex | TooComplexToDeterminizeException e) {
            return Optional.empty();
        }
    }

    private Fragment choice() {
        List<Fragment> parts = new ArrayList<>(List.of(sequence()));
        while (skipIf('|')) {
            parts.add(sequence());
        }
        return new Fragment(
                Operations.union(parts.stream().map(Fragment::automaton).toList()),
                parts.stream().mapToInt(Fragment::beginCount).max().orElseThrow(),
                parts.stream().mapToInt(Fragment::endCount).max().orElseThrow());
    }

    private Fragment sequence() {
        List<Fragment> parts = new ArrayList<>(List.of(Fragment.of(Automata.makeEmptyString())));
        while (at < regex.length() && regex.charAt(at) != '|' && regex.charAt(at) != ')') {
            parts.add(withQuantifier(atom()));
        }
        boolean isOver = false;
        for (Fragment part : parts) {
            if (isOver && part.beginCount() > 0) {
                throw new UnsupportedRegex(); // in an empty text, begin and end are the same position
            }
            isOver |= part.endCount() > 0;
        }
        int begins = parts.stream().mapToInt(Fragment::beginCount).sum();
        int ends = parts.stream().mapToInt(Fragment::endCount).sum();
        if (begins > 1 || ends > 1) {
            throw new UnsupportedRegex(); // a mark is consumed, so it can be required only once
        }
        return new Fragment(
                Operations.concatenate(parts.stream().map(Fragment::automaton).toList()), begins, ends);
    }

    private Fragment withQuantifier(Fragment part) {
        if (at == regex.length() || "*+?{".indexOf(regex.charAt(at)) < 0) {
            return part;
        }
        if (part.isAnchored()) {
            throw new UnsupportedRegex();
        }
        Automaton repeated = repeat(part.automaton());
        skipIf('?'); // lazy or greedy makes no difference to whether there is a match
        if (at < regex.length() && "*+?{".indexOf(regex.charAt(at)) >= 0) {
            throw new UnsupportedRegex();
        }
        return Fragment.of(repeated);
    }

    private Automaton repeat(Automaton once) {
        if (skipIf('*')) {
            return Operations.repeat(once);
        }
        if (skipIf('+')) {
            return Operations.repeat(once, 1);
        }
        if (skipIf('?')) {
            return Operations.optional(once);
        }
        Matcher times = TIMES.matcher(regex).region(at, regex.length());
        if (!times.lookingAt()) {
            throw new UnsupportedRegex();
        }
        at = times.end();
        int least = Integer.parseInt(times.group(1));
        int most = times.group(3) == null ? least : Integer.parseInt(times.group(3));
        if ((long) once.getNumStates() * Math.max(least, most) > MOST_STATES) {
            throw new UnsupportedRegex();
        }
        if (times.group(2) == null) {
            return Operations.repeat(once, least, least);
        }
        return times.group(3) == null ? Operations.repeat(once, least) : Operations.repeat(once, least, most);
    }

    private Fragment atom() {
        char mark = regex.charAt(at++);
        return switch (mark) {
            case '(' -> group();
            case '[' -> Fragment.of(AsciiSets.oneOf(bracketSet()));
            case '.' -> Fragment.of(AsciiSets.oneOf(AsciiSets.complement(new BitSet())));
            case '^' -> new Fragment(Automata.makeChar(BEGIN), 1, 0);
            case '$' -> new Fragment(Automata.makeChar(END), 0, 1);
            case '\\' -> escapedFragment();
            case '*', '+', '?', '{' -> throw new UnsupportedRegex();
            default -> Fragment.of(AsciiSets.oneOf(withBothCases(characterSet(mark))));
        };
    }

    private Fragment group() {
        if (skipIf('?') && !skipIf(':')) {
            throw new UnsupportedRegex();
        }
        Fragment inside = choice();
        if (!skipIf(')')) {
            throw new UnsupportedRegex();
        }
        return inside;
    }

    private Fragment escapedFragment() {
        char mark = regex.charAt(at);
        if (mark == 'A' || mark == 'z') {
            at++;
            return mark == 'A'
                    ? new Fragment(Automata.makeChar(BEGIN), 1, 0)
                    : new Fragment(Automata.makeChar(END), 0, 1);
        }
        return Fragment.of(AsciiSets.oneOf(escapedSet()));
    }

    /** Characters that a letter or sign after a backslash stands for. */
    private BitSet escapedSet() {
        char mark = regex.charAt(at++);
        return switch (mark) {
            case 'd' -> AsciiSets.range('0', '9');
            case 'D' -> AsciiSets.complement(AsciiSets.range('0', '9'));
            case 'w' -> AsciiSets.wordCharacters();
            case 'W' -> AsciiSets.complement(AsciiSets.wordCharacters());
            case 's' -> AsciiSets.whitespace();
            case 'S' -> AsciiSets.complement(AsciiSets.whitespace());
            case 't' -> AsciiSets.charactersOf("\t");
            case 'f' -> AsciiSets.charactersOf("\f");
            default -> {
                if (mark > 127 || Character.isLetterOrDigit(mark)) {
                    throw new UnsupportedRegex();
                }
                yield AsciiSets.charactersOf(String.valueOf(mark));
            }
        };
    }

    private BitSet bracketSet() {
        boolean others = skipIf('^');
        BitSet set = new BitSet();
        while (at < regex.length() && regex.charAt(at) != ']') {
            BitSet from = bracketMember();
            if (at + 1 < regex.length() && regex.charAt(at) == '-' && regex.charAt(at + 1) != ']') {
                at++;
                BitSet to = bracketMember();
                if (from.cardinality() != 1 || to.cardinality() != 1) {
                    throw new UnsupportedRegex();
                }
                set.or(withBothCases(AsciiSets.range(from.nextSetBit(0), to.nextSetBit(0))));
            } else {
                set.or(withBothCases(from));
            }
        }
        if (!skipIf(']') || set.isEmpty()) {
            throw new UnsupportedRegex();
        }
        return others ? AsciiSets.complement(set) : set;
    }

    private BitSet bracketMember() {
        if (at == regex.length()) {
            throw new UnsupportedRegex();
        }
        char mark = regex.charAt(at++);
        if (mark == '[' || mark == '&') {
            throw new UnsupportedRegex(); // Java's nested sets
        }
        return mark == '\\' ? escapedSet() : characterSet(mark);
    }

    private static BitSet characterSet(char mark) {
        if (mark > 127) {
            throw new UnsupportedRegex();
        }
        return AsciiSets.charactersOf(String.valueOf(mark));
    }

    private BitSet withBothCases(BitSet set) {
        if (!ignoresCase) {
            return set;
        }
        BitSet both = (BitSet) set.clone();
        set.stream().filter(Character::isLetter).forEach(letter -> both.set(letter ^ 0x20));
        return both;
    }

    private boolean skipIf(char mark) {
        boolean isNext = at < regex.length() && regex.charAt(at) == mark;
        if (isNext) {
            at++;
        }
        return isNext;
    }
}
