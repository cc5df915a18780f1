package cx.warehouse.quality.regex;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.Operations;

/** Sets of ASCII characters with the meaning that Java's regular expressions give them. */
final class AsciiSets {

    private AsciiSets() {}

    /** Letters, digits and the underscore. */
    static BitSet wordCharacters() {
        BitSet word = range('0', '9');
        word.or(range('a', 'z'));
        word.or(range('A', 'Z'));
        word.set('_');
        return word;
    }

    /** All characters from one to another, both included. */
    static BitSet range(int from, int to) {
        BitSet range = new BitSet();
        range.set(from, to + 1);
        return range;
    }

    /** All characters of a text. */
    static BitSet charactersOf(String signs) {
        BitSet set = new BitSet();
        signs.chars().forEach(set::set);
        return set;
    }

    /** All ASCII characters outside the set. */
    static BitSet complement(BitSet set) {
        BitSet others = range(0, 127);
        others.andNot(set);
        return others;
    }

    /** Automaton that accepts any one character of the set. */
    static Automaton oneOf(BitSet set) {
        List<Automaton> ranges = new ArrayList<>();
        for (int from = set.nextSetBit(0); from >= 0; ) {
            int to = set.nextClearBit(from) - 1;
            ranges.add(Automata.makeCharRange(from, to));
            from = set.nextSetBit(to + 1);
        }
        return Operations.union(ranges);
    }

    /** Characters of {@code \s} in a text without line ends. */
    static BitSet whitespace() {
        return charactersOf(" \t\u000B\f");
    }
}
