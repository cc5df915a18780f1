package cx.warehouse.conform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Conformed rows of the samples of CRM, service, surveys and privacy requests. */
class CrmSampleTest extends SourceSamples {

    @Test
    void aSurvivorTellsOfTheContactsMergedIntoIt() {
        assertThat(shapeText("hubspot_contact", "profile", "contact_id", "merged_into", "is_deleted", "version_at"))
                .isEqualTo("""
                        hubspot:70001 |  |  | 2026-04-07 04:30:00
                        hubspot:70002 |  |  | 2026-03-08 08:30:00
                        hubspot:70003 |  |  | 2026-04-06 15:00:00
                        hubspot:70004 |  |  | 2026-04-06 15:01:00
                        hubspot:70015 | hubspot:70001 | true | 2026-04-07 04:30:00
                        hubspot:70022 | hubspot:70001 | true | 2026-04-07 04:30:00""");
        assertThat(shapeText("hubspot_contact", "identity", "record_key", "identifier_type", "identifier_value"))
                .isEqualTo("""
                        70001 | contact | hubspot:70001
                        70001 | contact | hubspot:70015
                        70001 | contact | hubspot:70022
                        70001 | email | MAJA.lindqvist@post.example
                        70001 | login | a1001
                        70001 | loyalty | L-88
                        70001 | phone | +46700000001
                        70002 | contact | hubspot:70002
                        70002 | email | otto@post.example
                        70003 | contact | hubspot:70003
                        70003 | email | info@alder.example
                        70003 | phone | +10000000000
                        70004 | contact | hubspot:70004
                        70004 | email | info@alder.example
                        70004 | phone | +10000000000""");
    }

    @Test
    void ticketsAndSurveysBecomeInteractions() {
        assertThat(shapeText(
                        "hubspot_ticket",
                        "interaction",
                        "interaction_key",
                        "interaction_type",
                        "occurred_at",
                        "contact_id",
                        "surface",
                        "first_response_minutes",
                        "handling_minutes",
                        "satisfaction_score"))
                .isEqualTo("""
                        91001 | ticket | 2026-04-06 14:00:00 | hubspot:70001 | e-mail | 25.0 | 105.0 |\s
                        91001|csat | survey | 2026-04-06 15:45:00 | hubspot:70001 | e-mail |  |  | 2.0
                        91002 | ticket | 2026-04-07 02:10:00 | hubspot:70002 | phone | 3.0 |  |\s
                        91003 | ticket | 2026-04-07 03:00:00 |  | chat |  |  |\s""");
        assertThat(shapeText("hubspot_ticket", "interaction", "interaction_key", "extra"))
                .isEqualTo("""
                        91001 | Map(status -> Closed, priority -> high, origin -> email, reopened -> true)
                        91001|csat |\s
                        91002 | Map(status -> Waiting on contact, origin -> phone)
                        91003 | Map(status -> New, priority -> low, origin -> chat)""");
        assertThat(shapeText(
                        "qualtrics_response",
                        "interaction",
                        "interaction_key",
                        "occurred_at",
                        "email",
                        "login_id",
                        "satisfaction_scale",
                        "satisfaction_score"))
                .isEqualTo("""
                        R_1aaaaaaaaaaaaaa | 2026-04-06 14:12:01 | MAJA.LINDQVIST@POST.EXAMPLE | a1001 | nps | 9.0
                        R_1bbbbbbbbbbbbbb | 2026-04-07 01:41:05 | otto@post.example |  | nps | 4.0""");
        assertThat(sample("qualtrics_response").parsedFile().report().leftOut()).isEqualTo(2);
    }

    @Test
    void everyChangeOfAnOpportunityIsKept() {
        assertThat(shapeText(
                        "salesforce_opportunity",
                        "interaction",
                        "occurred_at",
                        "interaction_detail",
                        "contact_id",
                        "amount",
                        "currency",
                        "is_withdrawn"))
                .isEqualTo("""
                        2026-04-06 08:00:00 | Prospecting | salesforce:0037Q00000AbCdEQAV | 9000.000000 | USD | false
                        2026-04-06 15:20:00 | Qualification | salesforce:0037Q00000AbCdEQAV | 8150.500000 | USD | false
                        2026-04-06 16:00:00 | Closed Won |  | 880.000000 | EUR | false
                        2026-04-06 17:00:00 | Prospecting |  |  | USD | true""");
        assertThat(shapeText(
                        "hubspot_deal", "interaction", "interaction_key", "interaction_detail", "contact_id", "amount"))
                .isEqualTo("""
                        81001 | contractsent | hubspot:70001 | 12400.000000
                        81002 | closedwon | hubspot:70002 | 880.500000
                        81003 | appointmentscheduled |  |\s""");
    }

    @Test
    void aTradeShowIsOffline() {
        assertThat(shapeText(
                        "salesforce_campaign_member",
                        "interaction",
                        "interaction_type",
                        "interaction_detail",
                        "is_online"))
                .isEqualTo("""
                        email | Email | true
                        event | Trade Show | false
                        event | Webinar | true""");
    }

    @Test
    void requestsToEraseBelongToNoAccount() {
        assertThat(shapeText("privacy_request", "erasure_request", "request_id", "received_at", "identifier_value"))
                .isEqualTo("""
                        ER-7001 | 2026-04-06 09:00:00 | a1001
                        ER-7002 | 2026-04-07 04:30:00 | Otto@post.example""");
    }
}
