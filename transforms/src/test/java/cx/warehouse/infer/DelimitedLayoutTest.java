package cx.warehouse.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DelimitedLayoutTest {

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
                    id,note/1,a; b|c/2,d; e                 ~ {type: delimited}
                    id;note/1;a, b|c/2;d, e, f              ~ {type: delimited, delimiter: semicolon}
                    id|note/1|a, b/2|c, d, e                ~ {type: delimited, delimiter: pipe}
                    id>note/1>a, b/2>c; d, e                ~ {type: delimited, delimiter: tab}
                    """)
    void theDelimiterIsTheOneThatLinesAgreeIn(String text, String format) {
        FileLayout layout = layout(text.replace('/', '\n').replace('>', '\t') + "\n");
        assertThat(layout.format().yaml()).isEqualTo(format);
        assertThat(layout.names()).containsExactly("id", "note");
    }

    @Test
    void delimitersAndLineBreaksInsideQuotesAreText() {
        FileLayout layout = layout("id;note\n1;\"a;b\nc;d\"\n2;\"say \"\"x;y\"\"\"\n");
        assertThat(layout.format().yaml()).isEqualTo("{type: delimited, delimiter: semicolon}");
        assertThat(layout.sample().text((name, cell) -> cell))
                .isEqualTo("id;note\n1;\"a;b\nc;d\"\n2;\"say \"\"x;y\"\"\"\n");
    }

    @Test
    void linesAboveTheHeaderAreAPreamble() {
        assertThat(layout("Report of April\n2026-04-07\nid,clicks\n1,2\n3,4\n")
                        .format()
                        .yaml())
                .isEqualTo("{type: delimited, header: {starts_with: id}}");
        assertThat(layout("Report: a\n'Day',clicks\n1,2\n3,4\n").format().yaml())
                .isEqualTo("{type: delimited, header: {starts_with: '''Day'''}}");
    }

    @Test
    void emptyLinesAboveTheHeaderAreCounted() {
        assertThat(layout("\n\nid,clicks\n1,2\n3,4\n").format().yaml())
                .isEqualTo("{type: delimited, header: {line: 3}}");
    }

    @Test
    void rowsBelowTheNamesBelongToTheHeader() {
        assertThat(layout(
                                "Q1,Q2\nHow?,Why?\n\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{\"\"ImportId\"\":\"\"QID2\"\"}\"\n1,2\n")
                        .format()
                        .yaml())
                .isEqualTo("{type: delimited, header: {rows: 3}}");
        assertThat(layout("Q1,Q2\n\"{\"\"ImportId\"\":\"\"QID1\"\"}\",b\n1,2\n")
                        .format()
                        .yaml())
                .isEqualTo("{type: delimited, header: {rows: 2}}");
    }

    @Test
    void anEncodingIsNamedUnlessItIsUtf8() {
        assertThat(DelimitedLayout.of("id,n\n1,2\n", "windows-1252").format().yaml())
                .isEqualTo("{type: delimited, encoding: windows-1252}");
        assertThat(DelimitedLayout.of("id,n\n1,2\n", "windows-1252")
                        .trial()
                        .format()
                        .yaml())
                .isEqualTo("{type: delimited}");
    }

    @ParameterizedTest
    @CsvSource({
        "Total, Total",
        "Totals: all, Totals",
        "grand total, grand total",
        "Summe:, Summe",
        "GESAMT, GESAMT",
    })
    void linesOfTotalsAreLeftOut(String first, String start) {
        assertThat(leftOut(layout("day,clicks\nmon,2\n" + first + ",6\ntue,4\n")))
                .containsExactly("{starts_with: [" + start + "]}");
    }

    @Test
    void wordsThatOnlyBeginLikeTotalsAreRows() {
        assertThat(leftOut(layout("day,clicks\ntotally,2\nsummer,4\nsums,1\n"))).isEmpty();
    }

    @Test
    void shortLinesAtTheEndAreNotes() {
        assertThat(leftOut(layout("day,n\na,1\nb,2\n\n* without bots\n(c) Vendor Ltd\nGenerated 2026\n")))
                .containsExactly("{starts_with: ['*', '(', Generated]}");
    }

    @Test
    void shortLinesInTheMiddleAreNoNotes() {
        assertThat(leftOut(layout("day,n\nshort\na,1\nb,2\nc,3\nd,4\ne,5\n"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,2\n3,4\n",
                "id,id\n1,2\n",
                "id,ID \n1,2\n",
                "id,\n1,2\n",
                "2026-04-07,b\n1,2\n",
                "id,$ 1.50\n1,2\n",
                "word\nword\n",
                ""
            })
    void headersAreDistinctNamesWithoutGaps(String text) {
        assertThatThrownBy(() -> layout(text))
                .isInstanceOf(NoLayoutException.class)
                .hasMessage("no line looks like a header: distinct names without gaps, above rows with as many cells");
    }

    @Test
    void namesWithoutRowsAreALayout() {
        assertThat(layout("id,n\n").names()).containsExactly("id", "n");
    }

    @Test
    void namesAreStripped() {
        assertThat(layout(" id , n of clicks\n1,2\n").names()).containsExactly("id", "n of clicks");
    }

    @Test
    void theSampleHasTwelveRowsAndTheLineBreaksOfTheFile() {
        StringBuilder rows = new StringBuilder("Report\r\nid,n\r\n");
        for (int row = 0; row < 20; row++) {
            rows.append(row).append(",7\r\n");
        }
        String sample = layout(rows + "x,y,z\r\n").sample().text((name, cell) -> name.equals("n") ? "*" : cell);
        assertThat(sample).startsWith("Report\r\nid,n\r\n0,*\r\n1,*\r\n").endsWith("11,*\r\n");
        assertThat(sample.lines()).hasSize(14);
    }

    @Test
    void theSampleMasksThePreambleAndDropsOddLines() {
        assertThat(layout("For anna\nid,n\n1,2\n1,2,3\n4,5\n")
                        .sample()
                        .text((name, cell) -> name.isEmpty() ? "xxx" : cell))
                .isEqualTo("xxx\nid,n\n1,2\n4,5\n");
    }

    private static List<String> leftOut(FileLayout layout) {
        return LeftOutDraft.rules(List.of(layout));
    }

    private static FileLayout layout(String text) {
        return DelimitedLayout.of(text, "UTF-8");
    }
}
