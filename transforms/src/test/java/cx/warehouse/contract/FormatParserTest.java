package cx.warehouse.contract;

import static cx.warehouse.contract.VisitContract.faults;
import static cx.warehouse.contract.VisitContract.where;
import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.contract.RecordFormat.Delimited;
import cx.warehouse.contract.RecordFormat.Json;
import cx.warehouse.contract.RecordFormat.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatParserTest {

    @Test
    void delimitedTextIsCommasQuotesAndAHeaderInTheFirstLine() {
        Delimited format = delimited("");
        assertThat(format.encoding()).isEqualTo("UTF-8");
        assertThat(format.allowsZeroBytes()).isTrue();
        assertThat(format.delimiters()).isEqualTo(",");
        assertThat(format.quote()).isEqualTo('"');
        assertThat(format.escape()).isEqualTo(Delimited.NONE);
        assertThat(format.header().line()).isEqualTo(1);
        assertThat(format.header().rows()).isEqualTo(1);
        assertThat(format.header().isInFile()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    comma           | ','
                    tab             | '\t'
                    semicolon       | ';'
                    pipe            | '|'
                    '"~"'           | ~
                    '[comma, tab]'  | ',\t'
                    '[semicolon]'   | ;
                    """)
    void delimitersAreWordsOrCharacters(String written, String delimiters) {
        assertThat(delimited(", delimiter: " + written).delimiters()).isEqualTo(delimiters);
    }

    @Test
    void quotesMayBeAnotherCharacterOrNone() {
        assertThat(delimited(", quote: \"'\"").quote()).isEqualTo('\'');
        assertThat(delimited(", quote: none").quote()).isEqualTo(Delimited.NONE);
        assertThat(delimited(", quote: none, escape: '\\'").escape()).isEqualTo('\\');
    }

    @Test
    void moreThanOneCharacterIsAFault() {
        assertThat(format("type: delimited, delimiter: [comma, tabs], quote: quotes"))
                .containsExactly(
                        "format.quote: expected one character, or none, found `quotes`",
                        "format.delimiter: expected one character, comma, tab, semicolon or pipe, found `tabs`");
        assertThat(format("type: delimited, quote: none, escape: backslash, delimiter: ''"))
                .containsExactly(
                        "format.escape: expected one character, found `backslash`",
                        "format.delimiter: expected one character, comma, tab, semicolon or pipe, found ``");
    }

    @Test
    void anEscapeNeedsTextWithoutQuotes() {
        assertThat(format("type: delimited, escape: '\\'"))
                .containsExactly("format.escape: needs `quote: none`: a quote inside quotes is doubled, not escaped");
    }

    @Test
    void severalDelimitersNeedQuotesAndAHeaderInTheFile() {
        String fault = "format.delimiter: a list needs a header in the file to choose by, and quotes";
        assertThat(format("type: delimited, delimiter: [comma, tab], quote: none"))
                .containsExactly(fault);
        assertThat(format("type: delimited, delimiter: [comma, tab], header: {names: [id, at]}"))
                .containsExactly(fault);
        assertThat(format("type: delimited, delimiter: [comma], quote: none")).isEmpty();
    }

    @Test
    void aHeaderStandsInOnePlace() {
        assertThat(delimited(", header: {line: 3, rows: 2}").header().line()).isEqualTo(3);
        assertThat(delimited(", header: {line: 3, rows: 2}").header().rows()).isEqualTo(2);
        RecordFormat.Header sought = delimited(", header: {starts_with: Day}").header();
        assertThat(sought.line()).isZero();
        assertThat(sought.startsWith()).isEqualTo("Day");
        assertThat(delimited(", header: {contains: Cost}").header().contains()).isEqualTo("Cost");
        assertThat(delimited(", header: {rows: 3}").header().line()).isEqualTo(1);
        RecordFormat.Header names = delimited(", header: {names: [id, at]}").header();
        assertThat(names.names()).containsExactly("id", "at");
        assertThat(names.isInFile()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "line: 2, starts_with: Day",
                "starts_with: Day, contains: Cost",
                "names: [id, at], contains: Cost",
                "line: 1, names: [id, at]"
            })
    void aHeaderInTwoPlacesIsAFault(String header) {
        assertThat(format("type: delimited, header: {" + header + "}"))
                .containsExactly("format.header.line: needs exactly one of line, starts_with, contains, names, from");
    }

    @Test
    void linesAndRowsOfAHeaderAreCountedFromOne() {
        assertThat(format("type: delimited, header: {line: 0, rows: -1}"))
                .containsExactly(
                        "format.header.line: expected a whole number from 1, found 0",
                        "format.header.rows: expected a whole number from 1, found -1");
        assertThat(format("type: delimited, header: {line: 1.5, rows: 9999999999}"))
                .containsExactly(
                        "format.header.line: expected a whole number from 1, found 1.5",
                        "format.header.rows: expected a whole number from 1, found 9999999999");
        assertThat(format("type: delimited, header: {line: first}"))
                .containsExactly("format.header.line: expected a number, found `first`");
        assertThat(format("type: delimited, header: {line: 2.0}")).isEmpty();
    }

    @Test
    void namesOfAHeaderStandOnce() {
        assertThat(format("type: delimited, header: {names: [id, at, id]}"))
                .containsExactly("format.header.names: holds a name twice");
    }

    @Test
    void unknownKeysAreFaultsOfFormatHeaderAndCompanion() {
        assertThat(format("type: delimited, delimitr: tab, header: {row: 2, from: {in: names, of: x}}"))
                .containsExactly(
                        "format.header.from.of: no such key; did you mean `in`?",
                        "format.header.row: no such key; did you mean `rows`?",
                        "format.delimitr: no such key; did you mean `delimiter`?",
                        "format.header.from.in: drop.with names no `names`");
        assertThat(format("type: json, quote: none, header: {line: 1}"))
                .containsExactly(
                        "format.quote: no such key; known: encoding, path, shape, type, zero_bytes",
                        "format.header: no such key; known: encoding, path, shape, type, zero_bytes");
    }

    @Test
    void aTypeIsDelimitedOrJson() {
        assertThat(format("type: xml")).containsExactly("format.type: no such word `xml`; one of delimited, json");
        assertThat(format("encoding: UTF-8"))
                .containsExactly("format.type: is missing", "format.type: no such word ``; one of delimited, json");
        assertThat(faults(where("format", "delimited")))
                .contains("format: expected a map, found `delimited`", "format.type: is missing");
    }

    @Test
    void encodingsAreNamedAsJavaNamesThem() {
        assertThat(delimited(", encoding: latin1").encoding()).isEqualTo("ISO-8859-1");
        assertThat(delimited(", encoding: utf-16le").encoding()).isEqualTo("UTF-16LE");
        assertThat(format("type: delimited, encoding: utf-88"))
                .containsExactly("format.encoding: `utf-88`: no such encoding");
        assertThat(format("type: delimited, encoding: ''")).containsExactly("format.encoding: ``: no such encoding");
    }

    @Test
    void filesOfZeroBytesAreLoadedOrRejected() {
        assertThat(delimited(", zero_bytes: reject").allowsZeroBytes()).isFalse();
        assertThat(delimited(", zero_bytes: load").allowsZeroBytes()).isTrue();
        assertThat(format("type: json, zero_bytes: skip"))
                .containsExactly("format.zero_bytes: no such word `skip`; one of load, reject");
    }

    @Test
    void objectsOfJsonLieInLinesArraysOrPages() {
        assertThat(json("")).isEqualTo(new Json("UTF-8", true, Shape.LINES, null));
        assertThat(json(", shape: array")).isEqualTo(new Json("UTF-8", true, Shape.ARRAY, null));
        assertThat(json(", shape: page, path: data")).isEqualTo(new Json("UTF-8", true, Shape.PAGE, "data"));
        assertThat(format("type: json, shape: tree"))
                .containsExactly("format.shape: no such word `tree`; one of lines, array, page");
    }

    @Test
    void onlyAPageHasAPath() {
        String fault = "format.path: is needed by shape page, and by no other";
        assertThat(format("type: json, shape: page")).containsExactly(fault);
        assertThat(format("type: json, shape: array, path: data")).containsExactly(fault);
        assertThat(format("type: json, path: data")).containsExactly(fault);
    }

    private static Delimited delimited(String more) {
        return (Delimited) VisitContract.read(where("format", "{type: delimited" + more + "}"))
                .format();
    }

    private static Json json(String more) {
        return (Json)
                VisitContract.read(where("format", "{type: json" + more + "}")).format();
    }

    private static List<String> format(String format) {
        return faults(where("format", "{" + format + "}"));
    }
}
