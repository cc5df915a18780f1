package cx.warehouse.infer;

import static cx.warehouse.infer.DraftedContracts.HARBOUR;
import static cx.warehouse.infer.DraftedContracts.contract;
import static cx.warehouse.infer.DraftedContracts.draft;
import static cx.warehouse.infer.DraftedContracts.file;
import static cx.warehouse.infer.DraftedContracts.names;
import static cx.warehouse.infer.DraftedContracts.sample;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cx.warehouse.infer.SourceDraft.VendorFile;
import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Drafts of files with marks, odd headers, no rows, and of several files together. */
class DraftedFilesTest {

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstName() {
        SourceDraft draft = draft("\uFEFFid,n\n1,2\n");
        assertThat(names(contract(draft))).containsExactly("id", "n");
        assertThat(draft.yaml()).contains("\nformat: {type: delimited}\n");
        assertThat(sample(draft)).isEqualTo("\uFEFFid,n\n1,2\n");
        assertThat(draft("\uFEFF{\"id\":1}\n").yaml()).contains("\nformat: {type: json, shape: lines}\n");
    }

    @Test
    void aSampleKeepsTheEncodingOfItsFile() {
        byte[] rows = "id,ort\n1,Köln\n2,Köln\n3,Köln\n".getBytes(Charset.forName("windows-1252"));
        assertThat(draft("orte.csv", rows).sample()).isEqualTo(rows);
    }

    @Test
    void namesInQuotesMayHoldDelimitersAndControlCharacters() {
        SourceDraft draft = draft("\"id\",\"Cost, net\",\"a\tb\",\"bell\u0007\"\n1,2.5,x,y\n");
        assertThat(contract(draft).columns().get(1).from()).containsExactly("Cost, net");
        assertThat(contract(draft).columns().get(2).from()).containsExactly("a\tb");
        assertThat(contract(draft).columns().get(3).from()).containsExactly("bell\u0007");
    }

    @Test
    void namesThatBecomeTheSameAreNumbered() {
        assertThat(names(contract(draft("Cost,Cost (),cost!,source\n1,2,3,4\n"))))
                .containsExactly("cost", "cost_2", "cost_3", "source_given");
    }

    @Test
    void aHeaderWithoutRowsIsADraftOfTexts() {
        SourceDraft draft = draft("id,cost\n");
        assertThat(draft.yaml())
                .contains("key: [id, cost]  # no small set of columns identifies a row; name the right ones")
                .contains("  - {name: cost}  # always empty here\n");
        assertThat(sample(draft)).isEqualTo("id,cost\n");
    }

    @Test
    void pathsOfJsonThatOverlapAreTwoColumns() {
        SourceDraft draft = draft("{\"id\":1,\"user\":{\"name\":\"x\"}}\n{\"id\":2,\"user.name\":\"y\"}\n");
        assertThat(names(contract(draft))).startsWith("id", "user_name");
    }

    @Test
    void emptyFilesBesideOthersDoNotCount() {
        SourceDraft draft = SourceDraft.of(
                List.of(
                        file("a_20260406.csv", new byte[0]),
                        file("a_20260407.csv", "\n \n".getBytes(UTF_8)),
                        file("a_20260408.csv", "id,n\n1,2\n".getBytes(UTF_8))),
                HARBOUR);
        assertThat(names(contract(draft))).containsExactly("id", "n");
        assertThat(draft.sampleName()).isEqualTo("a_20260406.csv");
    }

    @Test
    void emptyFilesAloneAreNoExport() {
        assertThatThrownBy(() -> SourceDraft.of(
                        List.of(file("a.csv", new byte[0]), file("b.csv", " \r\n".getBytes(UTF_8))), HARBOUR))
                .isInstanceOf(NoLayoutException.class)
                .hasMessage("the files are empty");
    }

    @Test
    void columnsOfAllFilesAreDrafted() {
        SourceDraft draft = SourceDraft.of(
                List.of(
                        file("a1.json", "{\"id\":1,\"n\":2}\n".getBytes(UTF_8)),
                        file("a2.json", "{\"id\":2,\"more\":true}\n".getBytes(UTF_8))),
                HARBOUR);
        assertThat(draft.yaml())
                .contains("  - {name: n, type: int}  # 50 % filled\n")
                .contains("  - {name: more, type: boolean}  # 50 % filled\n");
        assertThat(sample(draft)).isEqualTo("{\"id\":1,\"n\":2}\n");
    }

    @Test
    void aFileThatCannotBeReadIsNoFaultOfItsLayout() {
        VendorFile gone = new VendorFile("a.csv", 3, () -> {
            throw new FileNotFoundException("a.csv");
        });
        assertThatThrownBy(() -> SourceDraft.of(List.of(gone), HARBOUR))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseMessage("a.csv");
    }
}
