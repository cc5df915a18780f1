package cx.warehouse.experience.channel;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.experience.ExperienceTest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class DimAdTest extends ExperienceTest {

    private static final String SPEND =
            "platform string, ad_id string, ad_name string, account_id string, business_date date";

    private static Dataset<Row> spend(String rows) {
        return rows("conformed/spend", SPEND, rows);
    }

    private static String ads(Dataset<Row> ads) {
        return text(ads, "platform", "ad_id", "ad_name", "account_id", "stated_on", "name_stated_on");
    }

    @Test
    void anAdHasTheLatestNameThatADeliveryStates() {
        Dataset<Row> clicks = rows(
                "conformed/ad_click",
                "click_id string, ad_id string, account_id string, business_date date",
                "g1 | 7 | 1 | 2026-03-17\ng2 | | 1 | 2026-03-17");
        Dataset<Row> early = spend("google | 7 | spring | 1 | 2026-03-15\nmeta | 7 | red | 2 | 2026-03-15");
        Dataset<Row> late = spend("google | 7 | spring sale | 1 | 2026-03-16\nmeta | 8 | | 2 | 2026-03-16");
        String expected = """
                google | 7 | spring sale | 1 | 2026-03-17 | 2026-03-16
                meta | 7 | red | 2 | 2026-03-15 | 2026-03-15
                meta | 8 |  | 2 | 2026-03-16 |\s""";
        Dataset<Row> none = none("mart/dim_ad");
        Dataset<Row> noClicks = clicks.limit(0);
        assertThat(ads(DimAd.rows(early.unionByName(late), clicks, none))).isEqualTo(expected);
        assertThat(ads(DimAd.rows(late, clicks, DimAd.rows(early, noClicks, none))))
                .as("one delivery after the other")
                .isEqualTo(expected);
        assertThat(ads(DimAd.rows(early, noClicks, DimAd.rows(late, clicks, none))))
                .as("the later delivery first")
                .isEqualTo(expected);
    }

    @Test
    void theKeyIsThatOfTheVisitsThatTheAdBrings() {
        Dataset<Row> clicks = rows("conformed/ad_click", "click_id string, ad_id string", "g1 | 7");
        Dataset<Row> campaigns = none("mart/dim_campaign");
        assertThat(text(DimAd.rows(spend("").limit(0), clicks, none("mart/dim_ad")), "ad_key"))
                .isEqualTo(text(DimCampaign.clicks(clicks, campaigns), DimCampaign.CLICK_AD_KEY));
    }
}
