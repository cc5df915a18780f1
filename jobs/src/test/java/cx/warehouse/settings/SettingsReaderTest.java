package cx.warehouse.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cx.warehouse.experience.channel.ChannelRules;
import cx.warehouse.files.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the layers of settings say together. */
class SettingsReaderTest {

    private static final Path HOME = Path.of(System.getProperty("cxw.home"));

    @TempDir
    Path folder;

    @Test
    void thePillarsOfTheDefaultsAreThoseOfTheRules() throws IOException {
        Settings.Experience experience = read("{}").experience();
        assertThat(experience.pillars()).isEqualTo(ChannelRules.PILLARS);
        assertThat(experience.ownHosts()).isEmpty();
    }

    @Test
    void aChannelMayBeMovedToAnotherPillarOrToNone() throws IOException {
        Settings.Experience experience = read("""
                experience:
                  own-hosts: [pay.shop.example]
                  pillars: {earned: [Organic Search, Organic Shopping, Referral, AI Assistant], paid: [Affiliates]}
                """).experience();
        assertThat(experience.ownHosts()).containsExactly("pay.shop.example");
        assertThat(experience.pillars())
                .containsOnlyKeys(ChannelRules.PILLARS.keySet())
                .containsEntry("Affiliates", "paid")
                .containsEntry("Referral", "earned")
                .containsEntry("Organic Social", "social")
                .containsEntry("Paid Search", "owned");
    }

    @Test
    void everyFaultOfThePillarsIsNamed() {
        assertThatThrownBy(() -> read("experience: {pillars: {paid: [Paid Serch, Referral]}}"))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.USAGE))
                .hasMessageContaining("2 problems")
                .hasMessageContaining(
                        "experience.pillars.paid: no such channel `Paid Serch`; did you mean `Paid Search`?")
                .hasMessageContaining("experience.pillars.earned: `Referral` is in experience.pillars.paid, too");
    }

    @Test
    void anUnknownSettingIsNamedWithItsFileAndWhatWasMeant() {
        assertThatThrownBy(() -> read("experience: {visit-gape: 10m}"))
                .hasMessageContaining(folder.resolve("own.yaml") + ": experience.visit-gape: no such setting")
                .hasMessageContaining("did you mean `experience.visit-gap`?");
    }

    private Settings read(String yaml) throws IOException {
        Path config = Files.writeString(folder.resolve("own.yaml"), yaml);
        return SettingsReader.read(HOME, config, Map.of(), Map.of());
    }
}
