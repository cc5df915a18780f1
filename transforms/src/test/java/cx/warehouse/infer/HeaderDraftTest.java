package cx.warehouse.infer;

import static cx.warehouse.infer.DraftedContracts.HARBOUR;
import static cx.warehouse.infer.DraftedContracts.contract;
import static cx.warehouse.infer.DraftedContracts.draft;
import static cx.warehouse.infer.DraftedContracts.file;
import static cx.warehouse.infer.DraftedContracts.names;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The setting that finds the header is tried with the reader on every file. */
class HeaderDraftTest {

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
                    Report                      ~ starts_with: Day
                    Day: all                    ~ starts_with: 'Day,Campaign'
                    day,campaign: some          ~ starts_with: 'Day,Campaign,Clicks'
                    Day,Campaign,Clicks,Cost,x  ~ line: 3
                    """)
    void theTextMeetsNoLineAboveTheHeader(String above, String setting) {
        assertThat(draft(above + "\n\nDay,Campaign,Clicks,Cost\n2026-04-06,a,1,2.5\n2026-04-07,b,2,3.5\n")
                        .yaml())
                .contains("key: [day, campaign]")
                .contains("format: {type: delimited, header: {" + setting + "}}\n");
    }

    @Test
    void oneSettingFindsTheHeadersOfAllFiles() {
        String rows = "Day,Clicks\n2026-04-06,1\n2026-04-07,2\n";
        assertThat(SourceDraft.of(
                                List.of(
                                        file("a.csv", rows.getBytes(UTF_8)),
                                        file("b.csv", ("Report of April\n" + rows).getBytes(UTF_8)),
                                        file("c.csv", ("Day: all\n\n" + rows).getBytes(UTF_8))),
                                HARBOUR)
                        .yaml())
                .contains("format: {type: delimited, header: {starts_with: 'Day,Clicks'}}\n");
    }

    @Test
    void delimitersAtTheEndsOfLinesMakeNoColumn() {
        SourceDraft draft = draft("id,word,,\n1,a,,\n2,b,,\n");
        assertThat(names(contract(draft))).containsExactly("id", "word");
    }

    @Test
    void aDoubledNameIsNotReadAndToldWithItsPositions() {
        SourceDraft draft = draft("id,Notes,word,notes\n1,first,a,second\n2,x,b,y\n");
        assertThat(names(contract(draft))).containsExactly("id", "word");
        assertThat(draft.yaml())
                .contains("\n# Notes (columns 2 and 4): a doubled name cannot be read; the cells go to `extra`\n");
    }

    @Test
    void aNameThatOneFileDoublesIsReadInNone() {
        SourceDraft draft = SourceDraft.of(
                List.of(
                        file("a.csv", "id,notes,n\n1,x,5\n2,y,6\n".getBytes(UTF_8)),
                        file("b.csv", "id,Notes,Notes,n\n3,x,y,7\n4,x,y,8\n".getBytes(UTF_8))),
                HARBOUR);
        assertThat(names(contract(draft))).containsExactly("id", "n");
    }
}
