package cx.warehouse.experience.fact;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.experience.ExperienceTest;
import cx.warehouse.experience.channel.DimCampaign;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class FactSpendTest extends ExperienceTest {

    @Test
    void theLatestDeliveryOfACostReplacesTheEarlier() {
        Dataset<Row> spend = rows(
                "conformed/spend",
                "campaign_id string, campaign_name string, campaign_type string, cost decimal(18,6), clicks bigint, business_date date, spend_date date",
                """
                1 | Brand | Search | 10.00 | 5 | 2026-03-14 | 2026-03-13
                1 | Brand 2 | Search | 12.34 | 6 | 2026-03-15 | 2026-03-13
                1 | Brand 2 | Search | 1.00 | 1 | 2026-03-15 | 2026-03-14
                2 | Feed | Shopping | 7.00 | 1 | 2026-03-15 | 2026-03-14
                """);
        assertThat(text(
                        FactSpend.rows(spend, rates(), SETTINGS),
                        "campaign_id",
                        "spend_date",
                        "campaign_name",
                        "channel",
                        "cost",
                        "cost_reporting",
                        "clicks"))
                .isEqualTo("""
                1 | 2026-03-13 | Brand 2 | Paid Search | 12.340000 | 12.3400000000 | 6
                1 | 2026-03-14 | Brand 2 | Paid Search | 1.000000 | 1.0000000000 | 1
                2 | 2026-03-14 | Feed | Paid Shopping | 7.000000 | 7.0000000000 | 1""");
    }

    @Test
    void rowsFinerThanTheFactAddUpInTheirLatestVersions() {
        Dataset<Row> spend = rows(
                "conformed/spend",
                "record_key string, campaign_id string, device string, cost decimal(18,6), clicks bigint,"
                        + " business_date date, source_file string, source_line bigint, spend_date date",
                """
                1-search | 1 | Computer | 3.20 | 4 | 2026-03-14 | a.csv | 2 | 2026-03-13
                1-audience | 1 | Computer | 0.45 | 1 | 2026-03-14 | a.csv | 3 | 2026-03-13
                1-audience | 1 | Computer | 0.40 | 1 | 2026-03-14 | b.csv | 2 | 2026-03-13
                2-search | 2 | Computer | 1.10 | 2 | 2026-03-14 | a.csv | 4 | 2026-03-13
                2-audience | 2 | Computer | 0.95 | 2 | 2026-03-14 | a.csv | 5 | 2026-03-13
                2-search | 2 | Computer | 1.20 | 3 | 2026-03-15 | c.csv | 2 | 2026-03-13
                3-phone | 3 | Phone | 5.00 | 1 | 2026-03-14 | a.csv | 6 | 2026-03-13
                3-phone | 3 | Tablet | 2.00 | 1 | 2026-03-14 | a.csv | 6 | 2026-03-13
                """);
        assertThat(text(FactSpend.rows(spend, rates(), SETTINGS), "campaign_id", "device", "cost", "clicks"))
                .isEqualTo("""
                1 | Computer | 3.600000 | 5
                2 | Computer | 2.150000 | 5
                3 | Phone | 5.000000 | 1
                3 | Tablet | 2.000000 | 1""");
    }

    @Test
    void actionsOfAnAffiliateProgramAddUpAndThoseTakenBackAreGone() {
        Dataset<Row> spend = rows(
                "conformed/spend",
                "platform string, campaign_id string, action_id string, cost decimal(18,6), currency string, business_date date, is_withdrawn boolean, spend_date date",
                """
                awin | 9 | a1 | 4.25 | GBP | 2026-03-14 | | 2026-03-08
                awin | 9 | a2 | 1.10 | GBP | 2026-03-14 | | 2026-03-08
                awin | 9 | a3 | 2.00 | GBP | 2026-03-14 | | 2026-03-08
                awin | 9 | a3 | 2.00 | GBP | 2026-03-15 | true | 2026-03-08
                """);
        assertThat(text(
                        FactSpend.rows(spend, rates(), SETTINGS)
                                .selectExpr("channel", "cost", "round(cost_reporting, 6) usd"),
                        "channel",
                        "cost",
                        "usd"))
                .isEqualTo("Affiliates | 5.350000 | 6.807040");
    }

    @Test
    void anAdWhoseCampaignGotAnotherNameStaysTheSameAd() {
        Dataset<Row> spend = rows(
                "conformed/spend",
                "platform string, campaign_id string, ad_id string, cost decimal(18,6), business_date date, spend_date date, is_substitute boolean",
                """
                linkedin | Spring | 31 | 10.00 | 2026-03-14 | 2026-03-08 |
                linkedin | Spring 2026 | 31 | 12.00 | 2026-03-15 | 2026-03-08 |
                meta | Brand | a | 1.00 | 2026-03-15 | 2026-03-08 | true
                meta | Feed | a | 2.00 | 2026-03-15 | 2026-03-08 | true
                """);
        assertThat(text(FactSpend.rows(spend, rates(), SETTINGS), "platform", "campaign_id", "cost"))
                .isEqualTo("linkedin | Spring 2026 | 12.000000\nmeta | Brand | 1.000000\nmeta | Feed | 2.000000");
    }

    @Test
    void correctionsOfAnActionAddUp() {
        Dataset<Row> spend = rows(
                "conformed/spend",
                "platform string, campaign_id string, action_id string, cost decimal(18,6), business_date date, spend_date date",
                """
                cj | 9 | 9001 | 12.48 | 2026-03-05 | 2026-03-04
                cj | 9 | 9002 | 6.03 | 2026-03-05 | 2026-03-04
                cj | 9 | 9010 | -12.48 | 2026-03-12 | 2026-03-04
                """);
        assertThat(text(FactSpend.rows(spend, rates(), SETTINGS), "spend_date", "cost"))
                .isEqualTo("2026-03-04 | 6.030000");
    }

    @Test
    void anActionThatComesAgainWithoutItsProgramIsTheSameAction() {
        Dataset<Row> spend = rows(
                "conformed/spend",
                "platform string, campaign_id string, action_id string, cost decimal(18,6), business_date date, spend_date date",
                """
                impact | 4636 | a1 | 7.19 | 2026-03-14 | 2026-03-08
                impact | shop | a1 | 7.19 | 2026-03-15 | 2026-03-08
                """);
        assertThat(text(FactSpend.rows(spend, rates(), SETTINGS), "campaign_id", "cost"))
                .isEqualTo("shop | 7.190000");
    }

    @Test
    void anExportWithoutIdsCountsOnlyWhereNoOtherReportsTheDay() {
        Dataset<Row> spend = rows(
                "conformed/spend",
                "source string, account_id string, campaign_id string, cost decimal(18,6), business_date date, spend_date date, is_substitute boolean",
                """
                api | 1 | 77 | 10.00 | 2026-03-15 | 2026-03-13 |
                csv | 1 | Brand | 9.00 | 2026-03-16 | 2026-03-13 | true
                csv | 1 | Brand | 4.00 | 2026-03-15 | 2026-03-14 | true
                csv | 1 | Feed | 1.00 | 2026-03-15 | 2026-03-14 | true
                csv | 1 | Brand new | 4.50 | 2026-03-16 | 2026-03-14 | true
                csv | 2 | Brand | 8.00 | 2026-03-15 | 2026-03-13 | true
                """);
        assertThat(text(
                        FactSpend.rows(spend, rates(), SETTINGS),
                        "account_id",
                        "spend_date",
                        "source",
                        "campaign_id",
                        "cost"))
                .isEqualTo("""
                        1 | 2026-03-13 | api | 77 | 10.000000
                        1 | 2026-03-14 | csv | Brand new | 4.500000
                        2 | 2026-03-13 | csv | Brand | 8.000000""");
    }

    @Test
    void aVisitFindsTheCampaignWithAnIdBeforeOneOfItsName() {
        Dataset<Row> campaigns = rows(
                "mart/dim_campaign",
                "campaign_key string, platform string, account_id string, campaign_id string, campaign_name string",
                """
                a | meta | 1 | Brand | Brand
                b | meta | 1 | 77 | Brand
                c | meta | 1 | Feed | Feed
                """);
        assertThat(text(DimCampaign.byName(campaigns), DimCampaign.NAME, DimCampaign.NAME_KEY))
                .isEqualTo("brand | b\nfeed | c");
    }

    @Test
    void aCampaignThatOnlyVisitsNameIsDroppedWithTheLastOfThem() {
        Dataset<Row> campaigns = rows("mart/dim_campaign", "campaign_key string, platform string", """
                gone |
                kept |
                elsewhere |
                billed | google
                """);
        Dataset<Row> dropped = DimCampaign.campaignsNoLongerNamed(
                campaigns, frame("campaign_key string", "gone\nkept\nbilled"), frame("campaign_key string", "kept"));
        assertThat(text(dropped, "campaign_key")).isEqualTo("gone");
        assertThat(text(DimCampaign.withoutCampaigns(campaigns, dropped), "campaign_key"))
                .isEqualTo("billed\nelsewhere\nkept");
    }
}
