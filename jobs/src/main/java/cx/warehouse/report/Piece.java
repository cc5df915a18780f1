package cx.warehouse.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A piece of a sentence: its text, and what it is, which decides how it looks. */
record Piece(Kind kind, String text) {

    /** What a piece is. */
    enum Kind {
        WORDS,
        COLUMN,
        VALUE,
        CODE,
        /** A value that is not shown because it may be personal. */
        HIDDEN,
        /** A word that stands for a value without text: empty, not a number. */
        MARK
    }

    static Piece words(String text) {
        return new Piece(Kind.WORDS, text);
    }

    static Piece column(String name) {
        return new Piece(Kind.COLUMN, name);
    }

    static Piece value(String text) {
        return new Piece(Kind.VALUE, text);
    }

    static Piece code(String text) {
        return new Piece(Kind.CODE, text);
    }

    static Piece hidden(String text) {
        return new Piece(Kind.HIDDEN, text);
    }

    static Piece mark(String text) {
        return new Piece(Kind.MARK, text);
    }

    /** The name of the kind for pages. */
    public String sign() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** The text of several pieces, as one who reads it aloud would say it. */
    static String plain(List<Piece> pieces) {
        return pieces.stream().map(Piece::text).collect(Collectors.joining());
    }
}
