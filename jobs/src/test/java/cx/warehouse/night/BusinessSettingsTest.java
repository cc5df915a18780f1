package cx.warehouse.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cx.warehouse.experience.ExperienceSettings.ChannelSettings;
import cx.warehouse.experience.ExperienceSettings.PathSettings;
import cx.warehouse.experience.ExperienceSettings.PillarChannels;
import cx.warehouse.experience.ExperienceSettings.RebuildSettings;
import cx.warehouse.experience.ExperienceSettings.VisitSettings;
import cx.warehouse.experience.channel.ChannelRules;
import cx.warehouse.files.Fault;
import cx.warehouse.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the settings of the business rules, from the defaults and from files that override them. */
class BusinessSettingsTest {

    private static final Path HOME = Path.of(System.getProperty("cxw.home"));

    @TempDir
    Path folder;

    @Test
    void theDefaultsAreThoseOfTheRules() throws IOException {
        Settings settings = read("{}");
        assertThat(settings.part(VisitSettings.class))
                .isEqualTo(new VisitSettings(Duration.ofMinutes(30), false, false));
        assertThat(settings.part(ChannelSettings.class))
                .isEqualTo(new ChannelSettings(
                        false,
                        Set.of(),
                        new PillarChannels(
                                channels(ChannelRules.PAID),
                                channels(ChannelRules.EARNED),
                                channels(ChannelRules.SOCIAL))));
        assertThat(settings.part(PathSettings.class).lookback()).isEqualTo(Duration.ofDays(30));
        assertThat(settings.part(RebuildSettings.class).horizon()).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void lookbackAndHorizonAreSetApart() throws IOException {
        Settings settings = read("attribution.lookback: 90d\nrebuild: {horizon: 7d}");
        assertThat(settings.part(PathSettings.class).lookback()).isEqualTo(Duration.ofDays(90));
        assertThat(settings.part(RebuildSettings.class).horizon()).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void aChannelMayBeMovedToAnotherPillarOrToNone() throws IOException {
        ChannelSettings channels = read("""
                experience:
                  own-hosts: [pay.shop.example]
                  ai-assistant-channel: true
                  pillars: {earned: [Organic Search, Organic Shopping, Referral, AI Assistant], paid: [Affiliates]}
                """).part(ChannelSettings.class);
        assertThat(channels.ownHosts()).containsExactly("pay.shop.example");
        assertThat(channels.aiAssistantChannel()).isTrue();
        assertThat(channels.pillars().paid()).containsExactly("Affiliates");
        assertThat(channels.pillars().earned())
                .containsExactlyInAnyOrder("Organic Search", "Organic Shopping", "Referral", "AI Assistant");
        assertThat(channels.pillars().social()).containsExactlyInAnyOrder("Organic Social", "Organic Video");
    }

    @Test
    void everyFaultOfThePillarsIsNamed() {
        assertThatThrownBy(() -> read("experience: {visit-gap: 0s, pillars: {paid: [Paid Serch, Referral]}}"))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.USAGE))
                .hasMessageContaining("3 problems")
                .hasMessageContaining(folder.resolve("own.yaml") + ": experience.visit-gap: it must be above zero")
                .hasMessageContaining(
                        "experience.pillars.paid: no such channel `Paid Serch`; did you mean `Paid Search`?")
                .hasMessageContaining("experience.pillars.earned: `Referral` is in experience.pillars.paid, too");
    }

    @Test
    void aChannelTwiceInOnePillarIsOneChannel() throws IOException {
        assertThat(read("experience.pillars.paid: [Display, Display]")
                        .part(ChannelSettings.class)
                        .pillars()
                        .paid())
                .containsExactly("Display");
    }

    private static Set<String> channels(String pillar) {
        return ChannelRules.PILLARS.keySet().stream()
                .filter(channel -> ChannelRules.PILLARS.get(channel).equals(pillar))
                .collect(Collectors.toSet());
    }

    private Settings read(String yaml) throws IOException {
        Path config = Files.writeString(folder.resolve("own.yaml"), yaml);
        return BusinessSettings.read(HOME, config, Map.of(), Map.of());
    }
}
