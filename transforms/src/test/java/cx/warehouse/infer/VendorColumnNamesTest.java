package cx.warehouse.infer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VendorColumnNamesTest {

    @ParameterizedTest
    @CsvSource({
        "Campaign, campaign",
        "Amount spent (EUR), amount_spent_eur",
        "campaignName, campaign_name",
        "HTTPStatus, http_status",
        "orderID, order_id",
        "Region__c, region",
        "  Click-through rate %, click_through_rate",
        "__internal__, internal",
        "7 day views, n_7_day_views",
        "???, column",
        "Straße, stra_e",
        "metrics.cost, metrics_cost",
        "a.b.c.d, c_d",
        "source, source_given",
        "Load ID, load_id_given"
    })
    void namesBecomeSnakeCase(String vendors, String ours) {
        assertThat(VendorColumnNames.ourName(vendors, List.of())).isEqualTo(ours);
    }

    @Test
    void aNameThatIsTakenGetsANumber() {
        assertThat(VendorColumnNames.ourName("Cost", List.of("cost"))).isEqualTo("cost_2");
        assertThat(VendorColumnNames.ourName("COST", List.of("cost", "cost_2"))).isEqualTo("cost_3");
    }

    @Test
    void identifiersAreKnownByTheirLastWord() {
        assertThat(Stream.of("id", "order_id", "sku", "buchung_nr", "promo_code", "gclid", "invoice_number", "ids"))
                .allMatch(VendorColumnNames::isId);
        assertThat(Stream.of("paid", "id_date", "currency_code", "country_code", "numbers", "notes"))
                .noneMatch(VendorColumnNames::isId);
    }

    @Test
    void moneyIsKnownWithItsCurrencyBehindIt() {
        assertThat(Stream.of("cost", "total_price", "amount_eur", "commission", "sales_usd", "subtotal"))
                .allMatch(VendorColumnNames::isMoney);
        assertThat(Stream.of("costs", "price_list", "cost_model", "clicks", "amount_euro"))
                .noneMatch(VendorColumnNames::isMoney);
    }

    @Test
    void wordsOfPeopleArePersonal() {
        assertThat(Stream.of(
                        "email",
                        "e_mail",
                        "customer_email",
                        "phone_2",
                        "first_name",
                        "name",
                        "full_name",
                        "ip",
                        "birthdate",
                        "geburtsdatum",
                        "plz",
                        "customer_name",
                        "loyalty_tier",
                        "note"))
                .allMatch(VendorColumnNames::isPersonal);
    }

    @Test
    void namesAndCountsOfThingsAreNotPersonal() {
        assertThat(Stream.of(
                        "campaign_name",
                        "ad_set_name",
                        "adset_name",
                        "product_name",
                        "store_name",
                        "customer_id",
                        "user_count",
                        "number_of_guests",
                        "clicks",
                        "notebook",
                        "shipping"))
                .noneMatch(VendorColumnNames::isPersonal);
    }

    @Test
    void timesAreDaysOrInstants() {
        assertThat(Stream.of("day", "order_date", "dt", "date_of_order")).allMatch(VendorColumnNames::isDay);
        assertThat(Stream.of("days", "update", "birthday", "created_at")).noneMatch(VendorColumnNames::isDay);
        assertThat(Stream.of("ts", "created_at", "time_utc", "updated", "modified_on"))
                .allMatch(VendorColumnNames::isInstant);
        assertThat(Stream.of("times", "rate", "format", "day")).noneMatch(VendorColumnNames::isInstant);
    }

    @Test
    void currenciesAndTruthsAreKnownByTheirNames() {
        assertThat(Stream.of("currency", "order_currency", "currency_code")).allMatch(VendorColumnNames::isCurrency);
        assertThat(Stream.of("currencies", "currency_rate")).noneMatch(VendorColumnNames::isCurrency);
        assertThat(Stream.of("is_new", "has_coupon", "was_seen")).allMatch(VendorColumnNames::isTruth);
        assertThat(Stream.of("is", "island", "visits")).noneMatch(VendorColumnNames::isTruth);
    }
}
