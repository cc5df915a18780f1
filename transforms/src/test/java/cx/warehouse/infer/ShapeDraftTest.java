package cx.warehouse.infer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeDraftTest {

    @ParameterizedTest
    @CsvSource({
        "cost:int clicks:int, ad",
        "spend:int impr:int, ad",
        "amount_spent_eur:int link_clicks:int, ad",
        "media_cost:int impressions:string, ad",
        "cost:int, crm",
        "cost:string clicks:int, crm",
        "commission_eur:string url:string, affiliate",
        "headline:string url:string, pr",
        "ave:int, pr",
        "post_id:string url:string, social",
        "likes:int, social",
        "page_url:string, web",
        "session_id:string, web",
        "visit_start:timestamp, web",
        "event_name:string, web",
        "email:string, crm"
    })
    void theFamilyIsGuessedByTheColumns(String columns, String family) {
        assertThat(new ShapeDraft("harbour", columns(columns), null, List.of()).family())
                .isEqualTo(family);
    }

    @Test
    void spendWithoutDayOrCampaignAsks() {
        assertThat(yaml("cost:int clicks:int", null)).isEqualTo("""
                conform:
                  spend:
                    platform: "'harbour'"
                    account_id: coalesce(account_id, 'harbour')
                    campaign_id: "'?'"  # say which
                    spend_date: business_date
                    zone: coalesce(account.time_zone, 'UTC')
                    currency: coalesce(account.currency, 'EUR')  # say which
                    cost: cost
                    clicks: clicks
                """);
    }

    @Test
    void theDayOfSpendIsADate() {
        assertThat(yaml("cost:int clicks:int seen_at:timestamp", "seen_at"))
                .contains("    spend_date: to_date(seen_at)\n");
        assertThat(yaml("cost:int clicks:int day:date", "day")).contains("    spend_date: day\n");
    }

    @Test
    void spendTakesWhateverColumnsTellOfIt() {
        assertThat(yaml(
                        "campaign_id:string campaign_name:string ad_id:string device_type:string currency_code:string"
                                + " cost:int impressions:int link_clicks:int conversions:int",
                        null))
                .contains("    campaign_id: campaign_id\n    campaign_name: campaign_name\n    ad_id: ad_id\n"
                        + "    device: device_type\n")
                .endsWith("    currency: currency_code\n    cost: cost\n    impressions: impressions\n"
                        + "    clicks: link_clicks\n    platform_conversions: conversions\n");
    }

    @Test
    void theAdHoldsWhatIsFinerThanTheCampaign() {
        List<ColumnDraft> drafts = columns("day:date account_name:string campaign:string ad_group:string keyword:string"
                + " device:string cost:int clicks:int");
        assertThat(new ShapeDraft("harbour", drafts, drafts.get(0), drafts.subList(0, 6)).yaml())
                .contains("    account_id: account_name\n", "    ad_id: concat_ws('|', campaign, ad_group, keyword)\n");
        assertThat(new ShapeDraft("harbour", drafts, drafts.get(0), drafts.subList(0, 4)).yaml())
                .contains("    ad_id: concat_ws('|', campaign, ad_group)\n");
    }

    @Test
    void anInteractionWithoutInstantAsks() {
        assertThat(yaml("note:string", null)).isEqualTo("""
                conform:
                  interaction:
                    occurred_at: timestamp(business_date)  # say which
                    interaction_type: "'event'"  # page_view, order, ticket, survey, email, ...: see conformed/interaction.yaml
                    is_online: "true"
                """);
    }

    @Test
    void theInstantOfAnInteractionIsATimestamp() {
        assertThat(yaml("day:date", "day")).contains("    occurred_at: timestamp(day)\n");
        assertThat(yaml("seen_at:timestamp", "seen_at")).contains("    occurred_at: seen_at\n");
    }

    @Test
    void anInteractionTakesWhoWhereAndHowMuch() {
        assertThat(yaml(
                        "customer_email:string user_id:string loyalty_no:string order_ref:string page_location:string"
                                + " price:decimal(18,2)",
                        null))
                .contains("    email: customer_email\n    login_id: user_id\n    loyalty_number: loyalty_no\n"
                        + "    order_id: order_ref\n    page_url: page_location\n")
                .endsWith("    amount: price\n    currency: account.currency\n");
    }

    private static String yaml(String columns, String activity) {
        List<ColumnDraft> drafts = columns(columns);
        ColumnDraft time = drafts.stream()
                .filter(column -> column.name().equals(activity))
                .findFirst()
                .orElse(null);
        return new ShapeDraft("harbour", drafts, time, List.of()).yaml();
    }

    private static List<ColumnDraft> columns(String columns) {
        List<ColumnDraft> drafts = new ArrayList<>();
        for (String column : columns.split(" ")) {
            String[] parts = column.split(":");
            drafts.add(new ColumnDraft(
                    drafts.size(), parts[0], parts[0], parts[1], List.of(), false, false, true, true, true, ""));
        }
        return drafts;
    }
}
