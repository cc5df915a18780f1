package cx.warehouse.conform.record;

import static cx.warehouse.conform.TestContracts.csv;
import static cx.warehouse.conform.TestContracts.read;
import static cx.warehouse.conform.TestContracts.rejects;
import static cx.warehouse.conform.TestContracts.rows;
import static cx.warehouse.conform.TestContracts.shop;
import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.conform.SourceChecks.ParsedFile;
import cx.warehouse.conform.delivery.FileReport;
import cx.warehouse.conform.delivery.FileReport.FileOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Contract rules about columns that the contract does not know. */
class ColumnDriftTest {
    private static final String MORE = "id,day,amount,note,colour\na1,2026-04-06,1,,red\na2,2026-04-06,2,,\n";
    private static final String JSON = "format: {type: json}";

    @Test
    void unlessItSaysOtherwiseTheyAreKeptAndReported() {
        ParsedFile parsed = read(csv(), MORE);
        assertThat(parsed.report().drift()).containsExactly("added: colour");
        assertThat(parsed.report().loaded()).isEqualTo(2);
    }

    @Test
    void aFrozenSourceRefusesAFileWithMoreOrLess() {
        FileReport more = read(csv("drift: freeze"), MORE).report();
        assertThat(more.outcome()).isEqualTo(FileOutcome.REJECTED);
        assertThat(more.message()).contains("has the column colour, which its contract does not know");
        assertThat(more.drift()).containsExactly("added: colour");
        FileReport less =
                read(csv("drift: freeze"), "id,day,amount\na1,2026-04-06,1\n").report();
        assertThat(less.outcome()).isEqualTo(FileOutcome.REJECTED);
        assertThat(less.message()).contains("lacks the column note");
        FileReport json = read(
                        shop(JSON, "drift: freeze"),
                        "{\"id\":\"a1\",\"day\":\"2026-04-06\"}\n{\"id\":\"a2\",\"day\":\"2026-04-06\",\"colour\":1}\n")
                .report();
        assertThat(json.outcome()).isEqualTo(FileOutcome.REJECTED);
        assertThat(json.message()).contains("has the column colour");
    }

    @Test
    void aFrozenSourceAcceptsKnownColumnsInAnyOrderAndByAlias() {
        ParsedFile parsed = read(csv("drift: freeze"), "note,Total,day,id\nhello,1,2026-04-06,a1\n");
        assertThat(parsed.report().outcome()).isEqualTo(FileOutcome.LOADED);
        assertThat(parsed.report().drift()).containsExactly("renamed: Total (amount)", "reordered: note, Total, day");
        assertThat(rows(parsed)).isEqualTo("a1 | 2026-04-06 | 1.00 | hello");
    }

    @Test
    void theFewestReorderedColumnsAreNamedOncePerFile() {
        assertThat(drift("id,day,new,amount,note")).containsExactly("added: new");
        assertThat(drift("id,amount,note,day")).containsExactly("reordered: day");
        assertThat(drift("note,id,day,amount")).containsExactly("reordered: note");
        assertThat(drift("day,id,note,amount")).containsExactly("reordered: day, note");
    }

    @Test
    void namesThatStandInTheContractAreInItsOrder() {
        ParsedFile parsed = read(
                shop("format: {type: delimited, header: {names: [note, amount, day, id]}}"), "hello,1,2026-04-06,a1\n");
        assertThat(rows(parsed)).isEqualTo("a1 | 2026-04-06 | 1.00 | hello");
        assertThat(parsed.report().drift()).isEmpty();
    }

    private static List<String> drift(String header) {
        return read(csv(), header + "\n").report().drift();
    }

    @Test
    void rowsThatFillAnUnknownColumnMayBeQuarantinedAlone() {
        ParsedFile parsed = read(csv("drift: quarantine"), MORE);
        assertThat(rejects(parsed)).isEqualTo("2 drift");
        assertThat(parsed.quarantinedRows().get(0).message())
                .endsWith("row 2: has colour, which its contract does not know (drift: quarantine)");
        assertThat(parsed.report().loaded()).isEqualTo(1);
        assertThat(parsed.report().drift()).containsExactly("added: colour");
        ParsedFile json = read(
                shop(JSON, "drift: quarantine"),
                "{\"id\":\"a1\",\"day\":\"2026-04-06\"}\n{\"id\":\"a2\",\"day\":\"2026-04-06\",\"colour\":1}\n");
        assertThat(rejects(json)).isEqualTo("2 drift");
    }
}
