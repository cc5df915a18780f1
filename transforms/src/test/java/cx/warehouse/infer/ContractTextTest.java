package cx.warehouse.infer;

import static cx.warehouse.infer.DraftedContracts.TODAY;
import static cx.warehouse.infer.DraftedContracts.draft;
import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.infer.SourceDraft.DraftRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ContractTextTest {

    @Test
    void aDraftOfInteractionsIsAWholeContract() {
        assertThat(draft("""
                Booking No,Booked on,Guest e-mail,Total price,Currency,Page URL
                B-1,2026-04-06T10:00:00Z,anna@mail.test,12.50,EUR,https://harbour.test/a
                B-2,2026-04-07T11:00:00Z,ben@mail.test,8.00,EUR,https://harbour.test/b
                """).yaml()).isEqualTo("""
                source: harbour_booking
                family: web  # guessed; ad, pr, affiliate, web, crm, social, privacy
                vendor: harbour
                description: >-
                  Rows of bookings.csv; say what a row is.
                drop: {file: 'bookings.*\\.csv'}
                account: none  # vendor, or {column: NAME}, once accounts.csv lists the account; its zone, currency and number format apply then
                format: {type: delimited}
                key: [booking_no]  # unique, but in only 2 rows
                activity: booked_on
                columns:
                  - {name: booking_no, from: Booking No, id: true, required: true}
                  - {name: booked_on, from: Booked on, type: timestamp, required: true}
                  - {name: guest_e_mail, from: Guest e-mail, pii: true}
                  - {name: total_price, from: Total price, type: "decimal(18,2)"}
                  - {name: currency, from: Currency, pattern: '[A-Z]{3}'}
                  - {name: page_url, from: Page URL}
                money: {column: total_price, currency: currency}  # summed by the ledger
                conform:
                  interaction:
                    occurred_at: booked_on
                    email: guest_e_mail
                    page_url: page_url
                    interaction_type: "'event'"  # page_view, order, ticket, survey, email, ...: see conformed/interaction.yaml
                    is_online: "true"
                    amount: total_price
                    currency: currency
                """);
    }

    @Test
    void aDraftOfAdvertisingFillsSpend() {
        assertThat(draft("""
                Spend report

                Day;Campaign;Device;Cost;Impr.;Clicks
                06.04.2026;Spring;mobile;1.012,50;100;7
                07.04.2026;Spring;mobile;8,00;90;6
                Total;;;1.020,50;190;13
                """).yaml()).isEqualTo("""
                source: harbour_booking
                family: ad  # guessed; ad, pr, affiliate, web, crm, social, privacy
                vendor: harbour
                description: >-
                  Rows of bookings.csv; say what a row is.
                drop: {file: 'bookings.*\\.csv'}
                account: none  # vendor, or {column: NAME}, once accounts.csv lists the account; its zone, currency and number format apply then
                format: {type: delimited, delimiter: semicolon, header: {starts_with: Day}}
                key: [day, campaign, device]  # unique, but in only 2 rows
                activity: day
                columns:
                  - {name: day, from: Day, type: date, format: dd.MM.yyyy, required: true}
                  - {name: campaign, from: Campaign, required: true}
                  - {name: device, from: Device, required: true}
                  - {name: cost, from: Cost, type: "decimal(18,2)", number_format: de-DE}
                  - {name: impr, from: 'Impr.', type: int, number_format: de-DE}
                  - {name: clicks, from: Clicks, type: int, number_format: de-DE}
                left_out:
                  - {starts_with: [Total]}  # totals and notes
                money: {column: cost}  # summed by the ledger
                conform:
                  spend:
                    platform: "'harbour'"
                    account_id: coalesce(account_id, 'harbour')
                    campaign_id: campaign
                    campaign_name: campaign
                    device: device
                    spend_date: day
                    zone: coalesce(account.time_zone, 'UTC')
                    currency: coalesce(account.currency, 'EUR')  # say which
                    cost: cost
                    impressions: impr
                    clicks: clicks
                """);
    }

    @Test
    void aKnownFamilyIsNoGuess() {
        assertThat(draftFor(new DraftRequest("harbour_booking", "harbour", "pr", null, TODAY)))
                .contains("\nfamily: pr\n")
                .doesNotContain("guessed");
    }

    @Test
    void quotesInPatternsAreDoubled() {
        assertThat(draftFor(new DraftRequest("harbour_booking", "harbour", null, Pattern.compile("it's\\.csv"), TODAY)))
                .contains("\ndrop: {file: 'guest''s.*\\.csv', member: 'it''s\\.csv'}\n");
    }

    private static String draftFor(DraftRequest request) {
        byte[] rows = "id,n\n1,2\n2,3\n".getBytes(StandardCharsets.UTF_8);
        return SourceDraft.of(List.of(DraftedContracts.file("guest's.csv", rows)), request)
                .yaml();
    }
}
