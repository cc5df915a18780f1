package cx.warehouse.infer;

import static cx.warehouse.infer.DraftedContracts.contract;
import static cx.warehouse.infer.DraftedContracts.draft;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules for totals and notes: each meets its line, and none meets a row. */
class FooterDraftTest {

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
                    Total,6,             ~ {starts_with: [Total]}
                    Total: Account,6,    ~ {starts_with: [Total]}
                    Grand Total:,6,      ~ {starts_with: [Grand Total]}
                    Total rows,,         ~ {starts_with: [Total]}
                    ,Total,6             ~ {from: clicks, starts_with: [Total]}
                    (c) Vendor Ltd       ~ {starts_with: ['(']}
                    Generated on Friday  ~ {starts_with: [Generated]}
                    """)
    void aLineBelowTheRowsIsLeftOut(String line, String rule) {
        assertThat(draft("campaign,clicks,n\nspring,2,1\nsummer,4,1\n" + line + "\n")
                        .yaml())
                .contains("left_out:\n  - " + rule + "  # totals and notes\n");
    }

    @Test
    void aRuleNeverMeetsARow() {
        assertThat(draft("campaign,clicks\nTotal Wine,2\nsummer,4\nTotal,6\n").yaml())
                .contains("left_out:\n  - {in: [Total]}  # totals and notes\n");
        assertThat(draft("campaign,clicks\nTotal Wine,2\nsummer,4\nTotal: Account,6\n")
                        .yaml())
                .contains("left_out:\n  - {starts_with: ['Total:']}  # totals and notes\n");
        assertThat(draft("campaign,clicks\n(not set),2\nsummer,4\n(c) Vendor\n").yaml())
                .contains("left_out:\n  - {starts_with: ['(c)']}  # totals and notes\n");
    }

    @Test
    void aLongNoteIsLeftOut() {
        String note = "Conversions are modelled ".repeat(20);
        assertThat(draft("campaign,clicks,n\nspring,2,1\nsummer,4,1\n" + note + "\n")
                        .yaml())
                .contains("left_out:\n  - {starts_with: [Conversions]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"100,b,new,7", "100,b"})
    void aBrokenRowAmongTheLastIsNoFooter(String broken) {
        String yaml = draft("cust,group_id,clicks\n100,a,1\n" + broken + "\n100,c,3\n")
                .yaml();
        assertThat(yaml).doesNotContain("left_out").contains("required: true");
    }

    @Test
    void aShortLastRowIsNoFooterOfItsLike() {
        assertThat(contract(draft("cust,group_id,clicks\n100,a,1\n100,b,2\n100,c\n"))
                        .leftOut())
                .isEmpty();
    }
}
