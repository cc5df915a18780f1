package cx.warehouse.contract;

import cx.warehouse.contract.RecordFormat.Header;
import cx.warehouse.contract.RecordFormat.Shape;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Reads the part of a source contract that describes how bytes become records. */
final class FormatParser {
    private static final Map<String, Character> DELIMITERS =
            Map.of("comma", ',', "tab", '\t', "semicolon", ';', "pipe", '|');

    /** Words that a contract may write instead of a character, for messages. */
    private static final Map<String, String> WORDS =
            Map.of("delimiter", ", comma, tab, semicolon or pipe", "quote", ", or none", "escape", "");

    private FormatParser() {}

    static RecordFormat format(YamlFields fields) {
        RecordFormat none = new RecordFormat.Json("UTF-8", true, Shape.LINES, null);
        if (!fields.has("format")) {
            fields.fault("format", "is missing");
            return none;
        }
        YamlFields format = fields.map("format");
        String type = format.text("type");
        Charset encoding = format.parse("encoding", FormatParser::charset);
        String charset = encoding == null ? StandardCharsets.UTF_8.name() : encoding.name();
        RecordFormat result;
        switch (type) {
            case "delimited" -> result = parseDelimited(format, charset);
            case "json" -> result = parseJson(format, charset);
            default -> {
                format.fault("type", "no such word `" + type + "`; one of delimited, json");
                return none;
            }
        }
        format.rejectUnknownKeys();
        return result;
    }

    /** The charset of that name; its own exceptions repeat the name and give no reason. */
    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("no such encoding", e);
        }
    }

    private static RecordFormat parseDelimited(YamlFields format, String charset) {
        char quote = quote(format);
        String text = format.text("escape", null);
        char escape = text == null ? RecordFormat.Delimited.NONE : character(format, "escape", text, '\\');
        if (text != null && quote != RecordFormat.Delimited.NONE) {
            format.fault("escape", "needs `quote: none`: a quote inside quotes is doubled, not escaped");
        }
        String delimiters = delimiters(format);
        Header header = header(format);
        if (delimiters.length() > 1 && (quote == RecordFormat.Delimited.NONE || !header.isInFile())) {
            format.fault("delimiter", "a list needs a header in the file to choose by, and quotes");
        }
        return new RecordFormat.Delimited(charset, zeroBytes(format), delimiters, quote, escape, header);
    }

    private static RecordFormat parseJson(YamlFields format, String charset) {
        Shape shape = format.word("shape", Shape.class, Shape.LINES);
        String path = format.text("path", null);
        if ((shape == Shape.PAGE) != (path != null)) {
            format.fault("path", "is needed by shape page, and by no other");
        }
        return new RecordFormat.Json(charset, zeroBytes(format), shape, path);
    }

    private static boolean zeroBytes(YamlFields format) {
        String word = format.text("zero_bytes", "load");
        if (!word.equals("load") && !word.equals("reject")) {
            format.fault("zero_bytes", "no such word `" + word + "`; one of load, reject");
        }
        return word.equals("load");
    }

    private static String delimiters(YamlFields format) {
        StringBuilder delimiters = new StringBuilder();
        for (String text : format.texts("delimiter")) {
            delimiters.append(
                    DELIMITERS.containsKey(text)
                            ? DELIMITERS.get(text)
                            : (Character) character(format, "delimiter", text, ','));
        }
        return delimiters.isEmpty() ? "," : delimiters.toString();
    }

    private static char quote(YamlFields format) {
        String text = format.text("quote", "\"");
        return text.equals("none") ? RecordFormat.Delimited.NONE : character(format, "quote", text, '"');
    }

    private static char character(YamlFields format, String key, String text, char other) {
        if (text.length() != 1) {
            format.fault(key, "expected one character" + WORDS.get(key) + ", found `" + text + "`");
            return other;
        }
        return text.charAt(0);
    }

    private static Header header(YamlFields format) {
        if (!format.has("header")) {
            return new Header(1, null, null, 1, List.of(), null);
        }
        YamlFields header = format.map("header");
        String startsWith = header.text("starts_with", null);
        String contains = header.text("contains", null);
        List<String> names = header.texts("names");
        Companion from = header.has("from") ? companion(header.map("from")) : null;
        int others = (startsWith == null ? 0 : 1)
                + (contains == null ? 0 : 1)
                + (names.isEmpty() ? 0 : 1)
                + (from == null ? 0 : 1);
        int line = wholeNumber(header, "line", others == 0 ? 1 : 0);
        int rows = wholeNumber(header, "rows", 1);
        if (others + (line > 0 ? 1 : 0) != 1) {
            header.fault("line", "needs exactly one of line, starts_with, contains, names, from");
        }
        if (names.stream().distinct().count() != names.size()) {
            header.fault("names", "holds a name twice");
        }
        header.rejectUnknownKeys();
        return new Header(line, startsWith, contains, rows, names, from);
    }

    private static Companion companion(YamlFields fields) {
        Companion companion = DropParser.companion(fields);
        fields.rejectUnknownKeys();
        return companion;
    }

    private static int wholeNumber(YamlFields fields, String key, int other) {
        BigDecimal number = fields.number(key, BigDecimal.valueOf(other));
        int value = number.intValue();
        if (number.compareTo(BigDecimal.valueOf(value)) != 0 || value < Math.min(1, other)) {
            fields.fault(key, "expected a whole number from 1, found " + number.toPlainString());
            return other;
        }
        return value;
    }
}
