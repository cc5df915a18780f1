package cx.warehouse.conform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Conformed rows of the samples of ad platforms and partner networks. */
class SpendSampleTest extends SourceSamples {

    @Test
    void adSpendKeepsTheVendorsDayAndCurrency() {
        assertThat(shapeText(
                        "google_ads_report",
                        "spend",
                        "account_id",
                        "campaign_id",
                        "campaign_type",
                        "spend_date",
                        "zone",
                        "cost",
                        "currency",
                        "clicks"))
                .isEqualTo("""
                        4451002200 | 7001 | Search | 2026-04-05 | America/Chicago | 107.520000 | USD | 96
                        4451002200 | 7001 | Search | 2026-04-06 | America/Chicago | 85.200000 | USD | 71
                        4451002200 | 7002 | Performance Max | 2026-04-05 | America/Chicago | 1040.000000 | USD | 14""");
        assertThat(shapeText("google_ads_stats", "spend", "campaign_name", "campaign_type", "cost", "currency"))
                .isEqualTo("""
                        DE_Lampen | Performance Max | 61.000000 | EUR
                        DE_Marke | Search | 48.250000 | EUR""");
        assertThat(shapeText("awin_transaction", "spend", "action_id", "spend_date", "cost", "is_withdrawn"))
                .isEqualTo("""
                        610000 | 2026-04-01 | 3.120000 | true
                        610001 | 2026-04-06 | 4.680000 | false""");
        assertThat(shapeText("awin_transaction", "interaction", "interaction_key", "occurred_at", "order_id", "amount"))
                .isEqualTo("""
                        610000 | 2026-03-31 23:30:00 | 49900 | 40.000000
                        610001 | 2026-04-06 19:10:00 | 50012 | 60.000000""");
    }

    @Test
    void aReportsDevicesAreOursAndItsPreambleAndFooterAreNoRows() {
        assertThat(shapeText("microsoft_ads_report", "spend", "campaign_id", "device", "spend_date", "cost", "clicks"))
                .isEqualTo("""
                        610001 | desktop | 2026-04-05 | 1049.840000 | 31
                        610001 | mobile | 2026-04-05 | 40.790000 | 26
                        610002 | tablet | 2026-04-06 | 5.100000 | 4""");
    }

    @Test
    void onlyPurchasesAndClicksToTheSiteCountAmongAnAdsActions() {
        assertThat(shapeText(
                        "meta_ads_insight", "spend", "campaign_id", "ad_id", "cost", "clicks", "platform_conversions"))
                .isEqualTo("""
                        238500000070001 | 23850000007000105 | 262.100000 | 78 | 3.000000
                        238500000070001 | 23850000007000115 | 174.740000 | 51 | 0.000000
                        238500000070002 | 23850000007000205 | 9.000000 | 3 | 0.000000""");
    }

    @Test
    void aReportWithoutIdsHasNamesAsKeysAndItsCurrencyInTheHeader() {
        assertThat(shapeText(
                        "meta_ads_report",
                        "spend",
                        "campaign_id",
                        "ad_id",
                        "spend_date",
                        "cost",
                        "currency",
                        "impressions",
                        "is_substitute"))
                .isEqualTo("""
                        FR_Chaises | Paris / Carrousel | 2026-04-06 | 12.500000 | EUR | 980 | true
                        FR_Lampes_Printemps | Lyon / Vidéo ; bois | 2026-04-05 | 1234.560000 | EUR | 45100 | true
                        FR_Lampes_Printemps | Lyon / Vidéo ; bois | 2026-04-06 | 1018.000000 | EUR | 38411 | true""");
    }

    @Test
    void aCorrectionIsKeptWithTheRowItCorrects() {
        assertThat(shapeText("cj_commission", "spend", "action_id", "spend_date", "cost", "currency"))
                .isEqualTo("""
                        8801 | 2026-04-06 | 12.480000 | USD
                        8802 | 2026-03-30 | 6.030000 | USD
                        8810 | 2026-03-30 | -6.030000 | USD""");
        assertThat(shapeText(
                        "cj_commission", "interaction", "interaction_key", "interaction_detail", "order_id", "amount"))
                .isEqualTo("""
                        8801 | new | 50012 | 120.000000
                        8802 | locked | 49900 | 58.000000
                        8810 | correction | 49900 | -58.000000""");
    }

    @Test
    void aCampaignGroupIsTheCampaignAndItsDayIsThatOfUtc() {
        assertThat(shapeText(
                        "linkedin_ads_report",
                        "spend",
                        "campaign_id",
                        "ad_id",
                        "spend_date",
                        "zone",
                        "cost",
                        "impressions"))
                .isEqualTo("""
                        Spring rooms | 412345678 | 2026-04-05 | UTC | 1020.500000 | 18204
                        Spring rooms | 412345678 | 2026-04-06 | UTC | 990.000000 | 17650
                        Spring rooms | 412345679 | 2026-04-05 | UTC | 88.100000 | 2010""");
    }

    @Test
    void aReversedActionHasNoSaleAndNoCost() {
        assertThat(shapeText(
                        "impact_action", "spend", "action_id", "campaign_id", "spend_date", "cost", "is_withdrawn"))
                .isEqualTo("""
                        2000.77.9001 | 4636 | 2026-04-06 | 4.800000 | false
                        2000.77.9002 | 4636 | 2026-03-29 | 0.000000 | true""");
        assertThat(shapeText("impact_action", "interaction", "interaction_key", "occurred_at", "order_id", "amount"))
                .isEqualTo("""
                        2000.77.9001 | 2026-04-07 02:10:00 | 50012 | 60.000000
                        2000.77.9002 | 2026-03-29 15:10:00 | 49900 | 0.000000""");
    }
}
