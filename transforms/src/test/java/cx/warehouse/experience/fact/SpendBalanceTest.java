package cx.warehouse.experience.fact;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.experience.ExperienceTest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class SpendBalanceTest extends ExperienceTest {

    /** Two networks of a campaign, of which the later delivery restates one; a withdrawn row; two exports of Meta. */
    private static final Dataset<Row> SPEND = rows(
            "conformed/spend",
            "source string, platform string, campaign_id string, record_key string, device string, cost decimal(18,6), business_date date, is_withdrawn boolean",
            """
            google_ads_report | google | 7 | 7 search | | 1.10 | 2026-03-15 |
            google_ads_report | google | 7 | 7 display | | 2.20 | 2026-03-15 |
            google_ads_report | google | 7 | 7 display | | 2.50 | 2026-03-16 |
            google_ads_report | google | 8 | 8 search | | 5.00 | 2026-03-15 | true
            google_ads_report | google | 9 | 9 | mobile | 0.25 | 2026-03-15 |
            google_ads_report | google | 9 | 9 | desktop | 0.50 | 2026-03-15 |
            meta_ads_insight | meta | 1 | 1 | | 3.00 | 2026-03-15 |
            meta_ads_report | meta | 1 | one | | 3.00 | 2026-03-15 |
            """);

    private static Dataset<Row> fact() {
        return FactSpend.rows(SPEND, rates(), SETTINGS);
    }

    @Test
    void theFactAddsUpToTheLatestVersionsOfTheVendorsRows() {
        assertThat(text(fact().where("source = 'google_ads_report'"), "campaign_id", "cost"))
                .isEqualTo("7 | 3.600000\n9 | 0.250000\n9 | 0.500000");
        assertThat(SpendBalance.differences(SPEND, fact()).count()).isZero();
    }

    @Test
    void aLostAndAnAddedAmountAreTold() {
        Dataset<Row> fact = fact().withColumn(
                        "cost",
                        org.apache.spark.sql.functions.expr("cast(if(campaign_id = '7', 2.5, cost) as decimal(18,6))"));
        assertThat(SpendBalance.differences(SPEND, fact).as(Encoders.STRING()).collectAsList())
                .containsExactly(
                        "google_ads_report, account 1, 2026-03-14: the files say 4.350000 USD, the fact 3.250000 USD");
        assertThat(SpendBalance.differences(SPEND, fact.limit(0)).count()).isEqualTo(1);
    }
}
