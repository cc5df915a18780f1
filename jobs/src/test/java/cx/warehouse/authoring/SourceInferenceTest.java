package cx.warehouse.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.settings.Settings;
import cx.warehouse.testing.Nights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drafts are tried on their own files: the readings tell what became of each row. */
class SourceInferenceTest {

    private static final LocalDate NIGHT = LocalDate.of(2026, 3, 8);

    @TempDir
    Path folder;

    @Test
    void aQuarantinedRowIsToldWithItsLineAndRule() throws IOException {
        SourceInference.DraftedSource drafted = draft("""
                cust,group_id,clicks
                100,a,1
                100,b,new,7
                100,c,3
                """);
        assertThat(drafted.readings())
                .containsExactly(
                        "pier.csv: 3 read = 2 loaded + 1 quarantined + 0 duplicates + 0 left out",
                        "  quarantined: pier_list pier.csv row 3: has 4 cells, the header has 3");
        assertThat(drafted.refusals()).isEmpty();
    }

    @Test
    void moreQuarantinedRowsThanTheLimitRefuseTheDraft() throws IOException {
        StringBuilder rows = new StringBuilder("cust,group_id,clicks\n");
        for (int row = 1; row <= 30; row++) {
            rows.append("100,g").append(row).append(row % 2 == 0 ? ",new,7\n" : ",3\n");
        }
        SourceInference.DraftedSource drafted = draft(rows.toString());
        assertThat(drafted.readings()).hasSize(7).endsWith("  and 10 more quarantined rows");
        assertThat(drafted.refusals())
                .containsExactly("pier.csv: 30 read = 15 loaded + 15 quarantined + 0 duplicates + 0 left out;"
                        + " pier_list pier.csv row 3: has 4 cells, the header has 3");
    }

    @Test
    void aLongNoteBelowTheRowsIsLeftOut() throws IOException {
        String note = "Conversions are modelled ".repeat(20);
        assertThat(draft("campaign,clicks,n\nspring,2,1\nsummer,4,1\n" + note + "\n")
                        .readings())
                .containsExactly("pier.csv: 3 read = 2 loaded + 0 quarantined + 0 duplicates + 1 left out");
    }

    @Test
    void aDoubledColumnIsToldWithItsPositions() throws IOException {
        assertThat(draft("id,Notes,word,Notes\n1,x,a,y\n2,x,b,y\n").readings())
                .contains("  doubled: Notes (columns 2 and 4)");
    }

    @Test
    void aFileWithoutRowsIsNoRefusal() throws IOException {
        assertThat(draft("id,word\n").refusals()).isEmpty();
    }

    @Test
    void aColumnCalledAccountIdHasASuiteToo() throws IOException {
        StringBuilder rows = new StringBuilder("date,account_id,campaign_id,device_type,clicks,spend\n");
        for (int day = 1; day <= 9; day++) {
            rows.append("2026-02-0").append(day).append(",150100777,811,Computer,3,0.93\n");
        }
        SourceInference.DraftedSource drafted = SourceInference.draftContractAndSuite(
                Nights.settings(folder.resolve("wh")), List.of(write(rows.toString())), hints(), NIGHT);
        assertThat(drafted.contract())
                .contains("family: ad ", "key: [date, account_id_given, campaign_id, device_type]")
                .contains("money: {column: spend}", "    account_id: account_id_given\n");
        assertThat(drafted.suite()).contains("account_id_given");
    }

    @Test
    void aFractionOfALaterFileFitsTheDraftOfAnEarlier() throws IOException {
        String header = "Report of a day\n\nDay,Campaign,Ad group,Clicks,Cost,Conversions\n";
        List<Path> files = new ArrayList<>();
        files.add(Files.writeString(
                folder.resolve("ads_20260301.csv"),
                header + "2026-03-01,Spring,Exact,410,120.50,22.0\n2026-03-01,Spring,Broad,41,12.50,3.0\n"
                        + "Total: Account,,,451,133.00,25.0\n"));
        SourceInference.DraftedSource drafted =
                SourceInference.draftContract(Nights.settings(folder.resolve("wh")), files, hints(), NIGHT);
        assertThat(drafted.contract())
                .contains("key: [day, campaign, ad_group]", "conversions, from: Conversions, type: \"decimal(18,2)\"");
    }

    private SourceInference.DraftedSource draft(String text) throws IOException {
        Settings settings = Nights.settings(folder.resolve("wh"));
        return SourceInference.draftContract(settings, List.of(write(text)), hints(), NIGHT);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("pier.csv"), text);
    }

    private static SourceInference.SourceHints hints() {
        return new SourceInference.SourceHints("pier_list", "pier", null, null);
    }
}
