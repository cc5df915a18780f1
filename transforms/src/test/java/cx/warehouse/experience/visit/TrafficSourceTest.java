package cx.warehouse.experience.visit;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.ExperienceSettings.ChannelSettings;
import cx.warehouse.experience.ExperienceTest;
import cx.warehouse.experience.SourceCategories;
import cx.warehouse.experience.channel.DimCampaign;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class TrafficSourceTest extends ExperienceTest {

    private static final Dataset<Row> CAMPAIGNS = rows(
            "mart/dim_campaign",
            "campaign_key string, platform string, account_id string, campaign_id string, campaign_name string, campaign_type string",
            """
            m1 | meta | 1 | 7 | UK_Spring | Social
            """);

    private static final Dataset<Row> CLICKS =
            rows("conformed/ad_click", "click_id string, campaign_id string, campaign_name string", """
            gclid-1 | 20004 | US_Feed
            """);

    private static String origins(String schema, String events) {
        return origins(schema, events, SETTINGS);
    }

    /** source | medium | campaign | channel of each visit; asserts that pauses and vendor sessions give the same. */
    private static String origins(String schema, String events, ExperienceSettings settings) {
        Dataset<Row> byPause =
                interactions("interaction_key string, visitor_id string, occurred_at timestamp, " + schema, events);
        String origins = origins(byPause, settings);
        assertThat(origins(byPause.withColumn("session_id", lit("s")), settings))
                .isEqualTo(origins);
        return origins;
    }

    private static String origins(Dataset<Row> events, ExperienceSettings settings) {
        Dataset<Row> campaigns = CAMPAIGNS.unionByName(DimCampaign.rows(
                rows(
                        "conformed/spend",
                        "campaign_id string, campaign_name string, campaign_type string",
                        "20004 | US_Feed | Shopping"),
                CLICKS,
                none("mart/fact_customer_experience"),
                none("mart/dim_campaign"),
                settings));
        Dataset<Row> fact = facts(events, lookups(persons(""), CLICKS, campaigns), settings);
        return text(
                fact.filter("interaction_type = 'visit'")
                        .selectExpr(
                                "occurred_at",
                                "extra['source'] s",
                                "extra['medium'] m",
                                "extra['campaign'] c",
                                "channel"),
                "occurred_at",
                "s",
                "m",
                "c",
                "channel");
    }

    @Test
    void anAdClickBeatsWhatTheVendorSaysAndHasTheChannelOfItsCampaign() {
        assertThat(origins("click_id string, utm_source string, utm_medium string", """
                e1 | A | 2026-03-14 10:00:00 | gclid-1 | google | organic
                e2 | B | 2026-03-14 10:00:01 | gclid-? | google | organic
                """))
                .isEqualTo("""
                2026-03-14 10:00:00 | google | cpc | US_Feed | Paid Shopping
                2026-03-14 10:00:01 | google | cpc | (not set) | Paid Search""");
    }

    @Test
    void anAdClickIsKnownOnItsDayAndTheDaysBesideItOnly() {
        assertThat(origins("click_id string", """
                e1 | A | 2026-03-13 12:00:00 | gclid-1
                e2 | B | 2026-03-15 12:00:00 | gclid-1
                e3 | C | 2026-03-16 12:00:00 | gclid-1
                """)).isEqualTo("""
                2026-03-13 12:00:00 | google | cpc | US_Feed | Paid Shopping
                2026-03-15 12:00:00 | google | cpc | US_Feed | Paid Shopping
                2026-03-16 12:00:00 | google | cpc | (not set) | Paid Search""");
    }

    @Test
    void theFirstEventThatCarriesAnythingButDirectDecides() {
        assertThat(origins("utm_source string, utm_medium string, utm_campaign string", """
                e1 | A | 2026-03-14 10:00:00 | | |
                e2 | A | 2026-03-14 10:01:00 | (direct) | (none) |
                e3 | A | 2026-03-14 10:02:00 | newsletter | email | spring
                e4 | A | 2026-03-14 10:03:00 | awin | affiliate | voucher
                e5 | B | 2026-03-14 10:04:00 | | |
                """))
                .isEqualTo("""
                2026-03-14 10:00:00 | newsletter | email | spring | Email
                2026-03-14 10:04:00 | (direct) | (none) |  | Direct""");
    }

    @Test
    void collectedValuesBeatParametersAndParametersTheReferrer() {
        assertThat(origins(
                        "interaction_type string, utm_source string, param_source string, referrer string, page_url string",
                        """
                e1 | A | 2026-03-14 10:00:00 | page_view | crm | blog | https://www.google.com/ | https://shop.test/
                e2 | B | 2026-03-14 10:00:01 | page_view | | blog | https://www.google.com/ | https://shop.test/
                e3 | C | 2026-03-14 10:00:02 | event | | blog | https://www.google.com/ | https://shop.test/
                e4 | D | 2026-03-14 10:00:03 | page_view | | | https://news.test:8080/a?b=://c | https://shop.test/
                """))
                .isEqualTo("""
                2026-03-14 10:00:00 | crm | (none) |  | Unassigned
                2026-03-14 10:00:01 | blog | (none) |  | Unassigned
                2026-03-14 10:00:02 | google.com | organic |  | Organic Search
                2026-03-14 10:00:03 | news.test | referral |  | Referral""");
    }

    @Test
    void aReferrerHasTheCategoryOfItsWholeHost() {
        ExperienceSettings names = SETTINGS.withCategories(new SourceCategories(
                Stream.of("cnn", "aol", "comcast", "rakuten", "ask", "google", "bing", "yandex", "yahoo")
                        .collect(Collectors.toMap(name -> name, name -> "search"))));
        String referrers = """
                https://r.search.yahoo.com/ | Organic Search
                https://images.google.de/ | Organic Search
                https://html.duckduckgo.com/ | Organic Search
                https://ya.ru/ | Organic Search
                https://www.google.com./ | Organic Search
                https://cn.bing.com/ | Organic Search
                https://www.google.com.br/ | Organic Search
                https://cnn.com/2026/03/14/a | Referral
                https://aol.com/news | Referral
                https://www.comcast.net/ | Referral
                https://rakuten.com/ | Referral
                https://ask.fm/ | Referral
                https://google.dev/ | Referral
                https://bing.co/ | Referral
                https://an.yandex.ru/ | Referral
                https://notgoogle.de/ | Referral
                https://docs.google.com/ | Referral
                https://www.threads.net/ | Organic Social
                https://alder.tumblr.com/ | Organic Social
                https://facebook.dev/ | Referral
                https://m.youtube.com/ | Organic Video
                android-app://com.google.android.gm/ | Email
                https://mail.google.com/ | Email
                https://uk.mail.yahoo.com/ | Email
                """;
        List<String[]> rows = referrers.lines().map(line -> line.split(" [|] ")).toList();
        StringBuilder events = new StringBuilder();
        for (int at = 0; at < rows.size(); at++) {
            events.append("e%02d | v%02d | 2026-03-14 10:00:%02d | %s | https://shop.test/%n"
                    .formatted(at, at, at, rows.get(at)[0]));
        }
        List<String> found = origins("referrer string, page_url string", events.toString(), names)
                .lines()
                .map(line -> line.substring(line.lastIndexOf(" | ") + 3))
                .toList();
        for (int at = 0; at < rows.size(); at++) {
            assertThat(found.get(at)).as(rows.get(at)[0]).isEqualTo(rows.get(at)[1]);
        }
    }

    @Test
    void aMailboxBeatsTheBareNameOfItsSearchEngine() {
        assertThat(origins("utm_source string, utm_medium string, referrer string", """
                e1 | A | 2026-03-14 10:00:00 | google | | android-app://com.google.android.gm/
                e2 | B | 2026-03-14 10:00:01 | crm | | https://mail.google.com/
                e3 | C | 2026-03-14 10:00:02 | google | cpc | https://mail.google.com/
                """))
                .isEqualTo("""
                2026-03-14 10:00:00 | com.google.android.gm | email |  | Email
                2026-03-14 10:00:01 | crm | email |  | Email
                2026-03-14 10:00:02 | google | cpc |  | Paid Search""");
    }

    @Test
    void aListedHostBeatsTheKnownOnesAndMayStandForAllBelow() {
        ExperienceSettings listed = SETTINGS.withCategories(new SourceCategories(
                Map.of("*.finder.test", "search", "alder.tumblr.com", "shopping", "mail.google.com", "search")));
        assertThat(origins("referrer string, page_url string", """
                e1 | A | 2026-03-14 10:00:00 | https://finder.test/ | https://shop.test/
                e2 | B | 2026-03-14 10:00:01 | https://de.finder.test/ | https://shop.test/
                e3 | C | 2026-03-14 10:00:02 | https://pathfinder.test/ | https://shop.test/
                e4 | D | 2026-03-14 10:00:03 | https://alder.tumblr.com/ | https://shop.test/
                e5 | E | 2026-03-14 10:00:04 | https://mail.google.com/ | https://shop.test/
                """, listed)).isEqualTo("""
                2026-03-14 10:00:00 | finder.test | organic |  | Organic Search
                2026-03-14 10:00:01 | de.finder.test | organic |  | Organic Search
                2026-03-14 10:00:02 | pathfinder.test | referral |  | Referral
                2026-03-14 10:00:03 | alder.tumblr.com | referral |  | Organic Shopping
                2026-03-14 10:00:04 | mail.google.com | organic |  | Organic Search""");
    }

    @Test
    void ownHostsAreInternalAndSearchEnginesAreKnownInAllCountries() {
        ExperienceSettings own =
                SETTINGS.withChannels(new ChannelSettings(false, Set.of("www.pay.test"), DEFAULT_PILLARS));
        assertThat(origins("referrer string, page_url string", """
                e1 | A | 2026-03-14 10:00:00 | https://www.shop.test/cart | https://shop.test/pay
                e2 | B | 2026-03-14 10:00:01 | https://pay.test/done | https://shop.test/thanks
                e3 | C | 2026-03-14 10:00:02 | https://www.google.co.uk/ | https://shop.test/
                e4 | D | 2026-03-14 10:00:03 | https://www.bing.com/search?q=a | https://shop.test/
                e5 | E | 2026-03-14 10:00:04 | https://mygoogle.test/ | https://shop.test/
                e6 | F | 2026-03-14 10:00:05 | https://m.youtube.test/ | https://shop.test/
                """, own)).isEqualTo("""
                2026-03-14 10:00:00 | (direct) | (none) |  | Direct
                2026-03-14 10:00:01 | (direct) | (none) |  | Direct
                2026-03-14 10:00:02 | google.co.uk | organic |  | Organic Search
                2026-03-14 10:00:03 | bing.com | organic |  | Organic Search
                2026-03-14 10:00:04 | mygoogle.test | referral |  | Referral
                2026-03-14 10:00:05 | m.youtube.test | referral |  | Referral""");
    }

    @Test
    void otherClickIdsFillSourceAndMediumOnlyWhereBothAreEmpty() {
        assertThat(origins("other_click_id string, utm_source string, utm_medium string, utm_campaign string", """
                e1 | A | 2026-03-14 10:00:00 | msclkid | | | Brand
                e2 | B | 2026-03-14 10:00:01 | fbclid | | |
                e3 | C | 2026-03-14 10:00:02 | fbclid | crm | email |
                e4 | D | 2026-03-14 10:00:03 | li_fat_id | | |
                e5 | E | 2026-03-14 10:00:04 | ttclid | | |
                """))
                .isEqualTo("""
                2026-03-14 10:00:00 | bing | cpc | Brand | Paid Search
                2026-03-14 10:00:01 | facebook | paid_social |  | Paid Social
                2026-03-14 10:00:02 | crm | email |  | Email
                2026-03-14 10:00:03 | linkedin | paid_social |  | Paid Other
                2026-03-14 10:00:04 | tiktok | paid_social |  | Paid Other""");
    }

    @Test
    void theAddressOfALandingPageCountsWhereNothingWasCollected() {
        assertThat(origins("page_url string, utm_source string, utm_medium string", """
                e1 | A | 2026-03-14 10:00:00 | https://shop.test/?utm_source=news%20letter&utm_medium=email&utm_campaign=a | |
                e2 | B | 2026-03-14 10:00:01 | https://shop.test/?utm_source=x&utm_medium=email&utm_campaign=a | crm | cpc
                e3 | C | 2026-03-14 10:00:02 | https://shop.test/?gclid=gclid-1 | |
                """))
                .isEqualTo("""
                2026-03-14 10:00:00 | news letter | email | a | Email
                2026-03-14 10:00:01 | crm | cpc |  | Paid Other
                2026-03-14 10:00:02 | google | cpc | US_Feed | Paid Shopping""");
    }

    @Test
    void aNamedCampaignIsThePlatformsCampaignOfThatName() {
        Dataset<Row> visits = visits(
                interactions("interaction_key string, visitor_id string, utm_source string, utm_campaign string", """
                        e1 | A | Instagram | uk_spring
                        e2 | B | newsletter | uk_spring
                        """),
                lookups(persons(""), CLICKS, CAMPAIGNS),
                SETTINGS);
        assertThat(text(
                        visits.selectExpr("visit_origin.source s", "visit_origin.campaign_key = 'm1' is_known"),
                        "s",
                        "is_known"))
                .isEqualTo("Instagram | true\nnewsletter | false");
    }
}
