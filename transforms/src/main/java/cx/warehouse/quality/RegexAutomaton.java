package cx.warehouse.quality;

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
 * A regular expression of Java as a finite automaton over texts of ASCII without line ends, between a mark for the begin and one
 * for the end of the text. Only what such an automaton tells as Java does: no groups referred to, nothing looked ahead for.
 */
final class RegexAutomaton {

    /** What stands before each text. */
    static final int BEGIN = 128;

    /** What stands behind each text. */
    static final int END = 129;

    /** How many different marks there are. */
    static final int SYMBOLS = 130;

    private static final Pattern TIMES = Pattern.compile("\\{(\\d{1,4})(,(\\d{1,4})?)?}");
    private static final int MOST_WORK = 20_000;
    private static final int MOST_STATES = 10_000;

    /** A part of an expression: what it consumes, and how often at most it asks for the begin and for the end. */
    private record Part(Automaton automaton, int begins, int ends) {

        static Part of(Automaton automaton) {
            return new Part(automaton, 0, 0);
        }

        boolean isAnchored() {
            return begins + ends > 0;
        }
    }

    /** The expression says more than an automaton can, or than is understood here. */
    private static final class TooHard extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final String regex;
    private final boolean ignoresCase;
    private int at;

    private RegexAutomaton(String regex) {
        this.ignoresCase = regex.startsWith("(?i)");
        this.regex = ignoresCase ? regex.substring(4) : regex;
    }

    /** Takes every text in which the expression, one that Java compiles, is found anywhere; empty when it is too hard. */
    static Optional<Automaton> of(String regex) {
        RegexAutomaton reader = new RegexAutomaton(regex);
        try {
            Part whole = reader.choice();
            if (reader.at < reader.regex.length()) {
                return Optional.empty();
            }
            Automaton any = Operations.repeat(Automata.makeCharRange(0, SYMBOLS - 1));
            Automaton found = Operations.concatenate(List.of(any, whole.automaton(), any));
            return Optional.of(Operations.determinize(found, MOST_WORK));
        } catch (TooHard | TooComplexToDeterminizeException e) {
            return Optional.empty();
        }
    }

    private Part choice() {
        List<Part> parts = new ArrayList<>(List.of(sequence()));
        while (takes('|')) {
            parts.add(sequence());
        }
        return new Part(
                Operations.union(parts.stream().map(Part::automaton).toList()),
                parts.stream().mapToInt(Part::begins).max().orElseThrow(),
                parts.stream().mapToInt(Part::ends).max().orElseThrow());
    }

    private Part sequence() {
        List<Part> parts = new ArrayList<>(List.of(Part.of(Automata.makeEmptyString())));
        while (at < regex.length() && regex.charAt(at) != '|' && regex.charAt(at) != ')') {
            parts.add(times(atom()));
        }
        boolean isOver = false;
        for (Part part : parts) {
            if (isOver && part.begins() > 0) {
                throw new TooHard(); // of a text without marks, begin and end are one place
            }
            isOver |= part.ends() > 0;
        }
        int begins = parts.stream().mapToInt(Part::begins).sum();
        int ends = parts.stream().mapToInt(Part::ends).sum();
        if (begins > 1 || ends > 1) {
            throw new TooHard(); // a mark is consumed, so it can be asked for once only
        }
        return new Part(
                Operations.concatenate(parts.stream().map(Part::automaton).toList()), begins, ends);
    }

    private Part times(Part part) {
        if (at == regex.length() || "*+?{".indexOf(regex.charAt(at)) < 0) {
            return part;
        }
        if (part.isAnchored()) {
            throw new TooHard();
        }
        Automaton repeated = repeated(part.automaton());
        takes('?'); // whether as little as possible or as much does not matter to what is found
        if (at < regex.length() && "*+?{".indexOf(regex.charAt(at)) >= 0) {
            throw new TooHard();
        }
        return Part.of(repeated);
    }

    private Automaton repeated(Automaton once) {
        if (takes('*')) {
            return Operations.repeat(once);
        }
        if (takes('+')) {
            return Operations.repeat(once, 1);
        }
        if (takes('?')) {
            return Operations.optional(once);
        }
        Matcher times = TIMES.matcher(regex).region(at, regex.length());
        if (!times.lookingAt()) {
            throw new TooHard();
        }
        at = times.end();
        int least = Integer.parseInt(times.group(1));
        int most = times.group(3) == null ? least : Integer.parseInt(times.group(3));
        if ((long) once.getNumStates() * Math.max(least, most) > MOST_STATES) {
            throw new TooHard();
        }
        if (times.group(2) == null) {
            return Operations.repeat(once, least, least);
        }
        return times.group(3) == null ? Operations.repeat(once, least) : Operations.repeat(once, least, most);
    }

    private Part atom() {
        char mark = regex.charAt(at++);
        return switch (mark) {
            case '(' -> group();
            case '[' -> Part.of(AsciiSets.oneOf(bracketed()));
            case '.' -> Part.of(AsciiSets.oneOf(AsciiSets.without(new BitSet())));
            case '^' -> new Part(Automata.makeChar(BEGIN), 1, 0);
            case '$' -> new Part(Automata.makeChar(END), 0, 1);
            case '\\' -> escaped();
            case '*', '+', '?', '{' -> throw new TooHard();
            default -> Part.of(AsciiSets.oneOf(cased(plain(mark))));
        };
    }

    private Part group() {
        if (takes('?') && !takes(':')) {
            throw new TooHard();
        }
        Part inside = choice();
        if (!takes(')')) {
            throw new TooHard();
        }
        return inside;
    }

    private Part escaped() {
        char mark = regex.charAt(at);
        if (mark == 'A' || mark == 'z') {
            at++;
            return mark == 'A' ? new Part(Automata.makeChar(BEGIN), 1, 0) : new Part(Automata.makeChar(END), 0, 1);
        }
        return Part.of(AsciiSets.oneOf(escape()));
    }

    /** What is meant by the letter or sign behind a backslash. */
    private BitSet escape() {
        char mark = regex.charAt(at++);
        return switch (mark) {
            case 'd' -> AsciiSets.range('0', '9');
            case 'D' -> AsciiSets.without(AsciiSets.range('0', '9'));
            case 'w' -> AsciiSets.word();
            case 'W' -> AsciiSets.without(AsciiSets.word());
            case 's' -> AsciiSets.space();
            case 'S' -> AsciiSets.without(AsciiSets.space());
            case 't' -> AsciiSets.signs("\t");
            case 'f' -> AsciiSets.signs("\f");
            default -> {
                if (mark > 127 || Character.isLetterOrDigit(mark)) {
                    throw new TooHard();
                }
                yield AsciiSets.signs(String.valueOf(mark));
            }
        };
    }

    private BitSet bracketed() {
        boolean others = takes('^');
        BitSet set = new BitSet();
        while (at < regex.length() && regex.charAt(at) != ']') {
            BitSet from = member();
            if (at + 1 < regex.length() && regex.charAt(at) == '-' && regex.charAt(at + 1) != ']') {
                at++;
                BitSet to = member();
                if (from.cardinality() != 1 || to.cardinality() != 1) {
                    throw new TooHard();
                }
                set.or(cased(AsciiSets.range(from.nextSetBit(0), to.nextSetBit(0))));
            } else {
                set.or(cased(from));
            }
        }
        if (!takes(']') || set.isEmpty()) {
            throw new TooHard();
        }
        return others ? AsciiSets.without(set) : set;
    }

    private BitSet member() {
        if (at == regex.length()) {
            throw new TooHard();
        }
        char mark = regex.charAt(at++);
        if (mark == '[' || mark == '&') {
            throw new TooHard(); // Java's sets of sets
        }
        return mark == '\\' ? escape() : plain(mark);
    }

    private static BitSet plain(char mark) {
        if (mark > 127) {
            throw new TooHard();
        }
        return AsciiSets.signs(String.valueOf(mark));
    }

    private BitSet cased(BitSet set) {
        if (!ignoresCase) {
            return set;
        }
        BitSet both = (BitSet) set.clone();
        set.stream().filter(Character::isLetter).forEach(letter -> both.set(letter ^ 0x20));
        return both;
    }

    private boolean takes(char mark) {
        boolean isNext = at < regex.length() && regex.charAt(at) == mark;
        if (isNext) {
            at++;
        }
        return isNext;
    }
}
