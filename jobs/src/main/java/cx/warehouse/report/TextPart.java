package cx.warehouse.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A part of a sentence: its text and its kind, which decides its appearance. */
record TextPart(PartKind kind, String text) {

    /** The kind of a part. */
    enum PartKind {
        WORDS,
        COLUMN,
        VALUE,
        CODE,
        /** A value that is not shown because it may be personal. */
        HIDDEN,
        /** A phrase that stands for a value without text: empty, not a number. */
        MARK
    }

    static TextPart words(String text) {
        return new TextPart(PartKind.WORDS, text);
    }

    static TextPart column(String name) {
        return new TextPart(PartKind.COLUMN, name);
    }

    static TextPart value(String text) {
        return new TextPart(PartKind.VALUE, text);
    }

    static TextPart code(String text) {
        return new TextPart(PartKind.CODE, text);
    }

    static TextPart hiddenText(String text) {
        return new TextPart(PartKind.HIDDEN, text);
    }

    static TextPart mark(String text) {
        return new TextPart(PartKind.MARK, text);
    }

    /** The name of the kind for pages. */
    public String sign() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** The text of several parts without formatting. */
    static String plainText(List<TextPart> pieces) {
        return pieces.stream().map(TextPart::text).collect(Collectors.joining());
    }
}
