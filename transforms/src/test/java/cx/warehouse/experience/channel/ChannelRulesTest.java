package cx.warehouse.experience.channel;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.ExperienceSettings.ChannelSettings;
import cx.warehouse.experience.ExperienceTest;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelRulesTest extends ExperienceTest {

    private static String channel(String cells, ExperienceSettings settings) {
        return ChannelRules.addChannel(
                        frame(
                                "source string, medium string, campaign string, campaign_type string",
                                cells.replace(',', '|')),
                        settings)
                .first()
                .getAs("channel");
    }

    @Test
    void everyLineOfTheTableAndTheirOrderHold() {
        var visits = ChannelRules.addChannel(
                frame("source string, medium string, campaign string, campaign_type string, expected string", """
                | | | | Direct
                (direct) | (none) | | | Direct
                DIRECT | (not set) | spring | | Direct
                google | cpc | US_PMax_cross-network | | Cross-network
                amazon | cpc | | | Paid Shopping
                google | cpc | Spring_Shop | | Paid Shopping
                google | cpc | workshop | | Paid Search
                google | cpc | eshop | | Paid Shopping
                Google | CPC | (not set) | | Paid Search
                instagram | CPM | US_Retargeting | | Paid Social
                facebook | paid_social | UK_Prospecting | | Paid Social
                facebook | retargeting | | | Paid Social
                youtube.com | cpc | | | Paid Video
                dv360 | cpm | q1_reach | | Display
                site | banner | | | Display
                partner-ads | cpc | coop | | Paid Other
                amazon | referral | | | Organic Shopping
                news | x | summer shopping | | Organic Shopping
                l.facebook.com | referral | | | Organic Social
                blog | social-media | | | Organic Social
                youtube.com | referral | | | Organic Video
                blog | my video | | | Organic Video
                duckduckgo.com | | | | Organic Search
                yahoo.example | organic | | | Organic Search
                citynews.test | referral | | | Referral
                someapp | app | | | Referral
                newsletter | email | spring_sale | | Email
                crm | E-mail | welcome | | Email
                email | (none) | | | Email
                emails | list | | | Unassigned
                awin | affiliate | voucher_uk | | Affiliates
                spotify | audio | pod | | Audio
                sms | x | | | SMS
                x | sms | | | SMS
                firebase | x | | | Mobile Push Notifications
                app | web push | | | Mobile Push Notifications
                app | in-mobile-message | | | Mobile Push Notifications
                app | notifications | | | Mobile Push Notifications
                qr_poster | print | station_poster | | Unassigned
                chatgpt.com | referral | | | Referral
                google | cpc | Brand shop | Search | Paid Search
                google | cpc | x | SHOPPING | Paid Shopping
                google | cpc | x | Performance Max | Cross-network
                google | cpc | x | DEMAND_GEN | Cross-network
                google | cpc | x | Display | Display
                google | cpc | x | Video | Paid Video
                """),
                SETTINGS);
        assertThat(text(
                        visits.filter("channel <> expected"),
                        "source",
                        "medium",
                        "campaign",
                        "campaign_type",
                        "channel"))
                .isEmpty();
    }

    @Test
    void assistantsHaveAChannelOfTheirOwnWhenSet() {
        assertThat(channel("chatgpt.com,referral,,", SETTINGS)).isEqualTo("Referral");
        assertThat(channel(
                        "chatgpt.com,referral,,",
                        SETTINGS.withChannels(new ChannelSettings(true, Set.of(), DEFAULT_PILLARS))))
                .isEqualTo("AI Assistant");
    }

    @ParameterizedTest
    @CsvSource({
        "Paid Search, paid", "Audio, paid", "Cross-network, paid", "Organic Search, earned", "Referral, earned",
        "Affiliates, earned", "Organic Social, social", "Organic Video, social", "Direct, owned", "Unassigned, owned",
        "'Something new', owned"
    })
    void everyChannelHasOnePillar(String channel, String pillar) {
        assertThat(frame("channel string", channel)
                        .select(ChannelRules.pillar(col("channel"), SETTINGS))
                        .first()
                        .getString(0))
                .isEqualTo(pillar);
    }

    @Test
    void aCostHasTheChannelOfItsCampaignTypeOrPlatform() {
        var spend = frame("platform string, type string", """
                google | Search
                google | PERFORMANCE_MAX
                google |
                meta |
                tiktok |
                microsoft |
                microsoft | Shopping
                awin | Affiliate
                """)
                .withColumn("channel", ChannelRules.ofSpend(col("platform"), col("type")));
        assertThat(text(spend, "platform", "type", "channel")).isEqualTo("""
                awin | Affiliate | Affiliates
                google |  | Paid Other
                google | PERFORMANCE_MAX | Cross-network
                google | Search | Paid Search
                meta |  | Paid Social
                microsoft |  | Paid Search
                microsoft | Shopping | Paid Shopping
                tiktok |  | Paid Social""");
    }
}
