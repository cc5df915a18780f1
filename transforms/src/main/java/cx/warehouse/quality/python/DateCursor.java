package cx.warehouse.quality.python;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** A position among the tokens of a date text, with access to the tokens around it. */
final class DateCursor {

    private final List<String> tokens;
    private int at;

    DateCursor(List<String> tokens) {
        this.tokens = new ArrayList<>(tokens);
    }

    boolean isAtEnd() {
        return at >= tokens.size();
    }

    void skip(int steps) {
        at += steps;
    }

    String current() {
        return at(0);
    }

    boolean has(int steps) {
        return at + steps >= 0 && at + steps < tokens.size();
    }

    /**
     * The token {@code steps} ahead.
     *
     * @throws NotADate if the text ends before it
     */
    String at(int steps) {
        if (!has(steps)) {
            throw new NotADate("the text ends too soon");
        }
        return tokens.get(at + steps);
    }

    boolean is(int steps, String token) {
        return has(steps) && at(steps).equals(token);
    }

    void replace(int steps, String token) {
        tokens.set(at + steps, token);
    }

    /** The unit {@code steps} ahead; null if that token is none. */
    DateWords.Unit unit(int steps) {
        return has(steps) ? DateWords.unit(at(steps)) : null;
    }

    /** The word for morning or afternoon {@code steps} ahead; null if that token is neither. */
    DateWords.Half half(int steps) {
        return has(steps) ? DateWords.half(at(steps)) : null;
    }

    BigDecimal decimal(int steps) {
        String token = at(steps);
        if (!DateTokens.isDecimal(token)) {
            throw new NotADate("\"" + token + "\" is no number");
        }
        return new BigDecimal(token);
    }
}
