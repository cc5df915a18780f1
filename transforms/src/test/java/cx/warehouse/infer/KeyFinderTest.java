package cx.warehouse.infer;

import static cx.warehouse.infer.DraftedContracts.HARBOUR;
import static cx.warehouse.infer.DraftedContracts.contract;
import static cx.warehouse.infer.DraftedContracts.draft;
import static cx.warehouse.infer.DraftedContracts.file;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyFinderTest {

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
                    word,day,id/a,2026-04-01,7/b,2026-04-02,8                      ~ id
                    word,day,n/a,2026-04-01,7/b,2026-04-02,8                       ~ day
                    word,n/a,7/b,8                                                 ~ word
                    id,day/7,2026-04-01/7,2026-04-02/8,2026-04-02                  ~ id, day
                    a,b,c/x,x,x/x,x,y/x,y,x/y,x,x                                  ~ a, b, c
                    """)
    void identifiersComeBeforeDaysAndDaysBeforeWords(String rows, String key) {
        assertThat(String.join(
                        ", ", contract(draft(rows.replace('/', '\n') + "\n")).key()))
                .isEqualTo(key);
    }

    @Test
    void columnsWithEmptyCellsAreNoKey() {
        assertThat(contract(draft("id,word\n,a\n2,b\n")).key()).containsExactly("word");
    }

    @Test
    void numbersAndPersonalTextsAreNoKey() {
        String yaml = draft("cost,email\n1.5,a@mail.test\n2.5,b@mail.test\n").yaml();
        assertThat(yaml)
                .contains("key: [cost, email]  # no small set of columns identifies a row; name the right ones");
    }

    @Test
    void rowsThatDifferInAnEmptyCellNeedAllColumns() {
        assertThat(draft("id,word,n\n1,a,5\n1,a,\n").yaml())
                .contains("key: [id, word, n]  # no small set of columns identifies a row; name the right ones");
    }

    @Test
    void aUniqueIdComesBeforeOtherIdentifiers() {
        assertThat(contract(draft("number,order_id,id\n1,7,a\n2,8,b\n")).key()).containsExactly("id");
    }

    @Test
    void rowsThatAreEqualAreDuplicates() {
        assertThat(contract(draft("id,word\n1,a\n1,a\n2,a\n")).key()).containsExactly("id");
    }

    @Test
    void theKeyOfAReportHoldsEveryDimension() {
        assertThat(contract(draft("""
                        date,account_id,campaign_id,Campaign name,currency,device,status,clicks
                        2026-03-01,15,811,Spring,EUR,tablet,on,3
                        2026-03-02,15,812,Summer,EUR,mobile,on,5
                        """)).key()).containsExactly("date", "account_id_given", "campaign_id", "device");
    }

    @Test
    void aReportWithAnIdOfItsRowsNeedsNoDimension() {
        assertThat(contract(draft("day,campaign,clicks,row_id\n2026-03-01,a,1,x\n2026-03-01,b,1,y\n"))
                        .key())
                .containsExactly("row_id");
        assertThat(contract(draft("day,campaign_id,clicks\n2026-03-01,1,1\n2026-03-01,2,1\n"))
                        .key())
                .containsExactly("day", "campaign_id");
    }

    @Test
    void aKeyIsUniqueWithinOneFile() {
        SourceDraft draft = SourceDraft.of(
                List.of(
                        file("a.csv", "id,n\nx,1\ny,2\n".getBytes(UTF_8)),
                        file("b.csv", "id,n\nx,3\ny,4\n".getBytes(UTF_8))),
                HARBOUR);
        assertThat(contract(draft).key()).containsExactly("id");
    }

    @Test
    void aKeyHasFourColumnsAtMost() {
        String bits = IntStream.range(0, 32)
                .mapToObj(row -> IntStream.range(0, 5)
                        .mapToObj(bit -> (row >> bit & 1) == 0 ? "x" : "y")
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n", "a,b,c,d,e\n", "\n"));
        assertThat(draft(bits).yaml())
                .contains("key: [a, b, c, d, e]  # no small set of columns identifies a row; name the right ones");
    }

    @Test
    void aKeyOfTwentyRowsIsBelieved() {
        String rows = IntStream.range(0, 20).mapToObj(row -> "a" + row + ",x\n").collect(Collectors.joining());
        assertThat(draft("id,word\n" + rows).yaml()).contains("key: [id]  # unique in all 20 rows\n");
        assertThat(draft("id,word\n" + rows.replace("a19,x\n", "")).yaml())
                .contains("key: [id]  # unique, but in only 19 rows\n");
    }
}
