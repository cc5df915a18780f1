package cx.warehouse.night;

import cx.warehouse.conform.type.ReferenceData;
import cx.warehouse.contract.SpellingGuess;
import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.ExperienceSettings.AttributionSettings;
import cx.warehouse.experience.ExperienceSettings.ChannelSettings;
import cx.warehouse.experience.ExperienceSettings.CreditSettings;
import cx.warehouse.experience.ExperienceSettings.CustomerLimits;
import cx.warehouse.experience.ExperienceSettings.GraphSettings;
import cx.warehouse.experience.ExperienceSettings.IdentitySettings;
import cx.warehouse.experience.ExperienceSettings.PathSettings;
import cx.warehouse.experience.ExperienceSettings.PillarChannels;
import cx.warehouse.experience.ExperienceSettings.RebuildSettings;
import cx.warehouse.experience.ExperienceSettings.VisitSettings;
import cx.warehouse.experience.SourceCategories;
import cx.warehouse.experience.channel.ChannelRules;
import cx.warehouse.files.Fault;
import cx.warehouse.settings.ReferenceFiles;
import cx.warehouse.settings.SettingSection;
import cx.warehouse.settings.Settings;
import cx.warehouse.settings.SettingsReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Declares and reads the settings of the business rules, together with all other settings. */
public final class BusinessSettings {

    /** The sections of {@code cxw.yaml} for business rules. */
    public static final List<SettingSection<?>> SECTIONS = List.of(
            SettingSection.of("experience", VisitSettings.class),
            new SettingSection<>("experience", ChannelSettings.class, BusinessSettings::problems),
            SettingSection.of("identity.limits", CustomerLimits.class),
            SettingSection.of("identity", GraphSettings.class),
            SettingSection.of("identity.breaker", IdentityBreaker.BreakerSettings.class),
            SettingSection.of("attribution", PathSettings.class),
            SettingSection.of("attribution", CreditSettings.class),
            SettingSection.of("rebuild", RebuildSettings.class));

    private BusinessSettings() {}

    /**
     * Reads all settings, including those of the business rules.
     *
     * @param home the project's folder, with {@code cxw.yaml}
     * @param config a file that overrides the defaults, or null
     * @param environment the environment of the process
     * @param options settings of the command line, by key; a null value sets nothing
     * @throws Fault USAGE with all problems
     */
    public static Settings read(Path home, Path config, Map<String, String> environment, Map<String, String> options) {
        return SettingsReader.read(home, config, environment, options, SECTIONS);
    }

    /** The settings of the business rules, with the categories of traffic sources from the reference files. */
    static ExperienceSettings of(Warehouse warehouse) {
        return of(warehouse.settings(), warehouse.referenceFiles());
    }

    /** The same for settings and reference files without a warehouse. */
    static ExperienceSettings of(Settings settings, ReferenceFiles references) {
        Map<String, String> categories = new TreeMap<>();
        for (ReferenceData.SourceCategory category : references.sourceCategories()) {
            categories.put(category.source(), category.category());
        }
        return new ExperienceSettings(
                settings.zone().getId(),
                settings.currency().getCurrencyCode(),
                settings.part(VisitSettings.class),
                settings.part(ChannelSettings.class),
                attribution(settings),
                settings.part(RebuildSettings.class),
                new SourceCategories(categories),
                new IdentitySettings(
                        settings.hashKey(), settings.part(CustomerLimits.class), settings.part(GraphSettings.class)));
    }

    /** The settings of paths and credit. */
    static AttributionSettings attribution(Settings settings) {
        return new AttributionSettings(settings.part(PathSettings.class), settings.part(CreditSettings.class));
    }

    /** Lists channels that do not exist and channels that are in two pillars. */
    private static List<String> problems(ChannelSettings settings) {
        PillarChannels pillars = settings.pillars();
        List<String> problems = new ArrayList<>();
        Map<String, String> pillarOf = new HashMap<>();
        checkPillar(ChannelRules.PAID, pillars.paid(), pillarOf, problems);
        checkPillar(ChannelRules.EARNED, pillars.earned(), pillarOf, problems);
        checkPillar(ChannelRules.SOCIAL, pillars.social(), pillarOf, problems);
        return problems;
    }

    private static void checkPillar(
            String pillar, Set<String> channels, Map<String, String> pillarOf, List<String> problems) {
        for (String channel : channels.stream().sorted().toList()) {
            String key = "pillars." + pillar + ": ";
            if (!ChannelRules.PILLARS.containsKey(channel)) {
                problems.add(key + "no such channel `" + channel + "`"
                        + SpellingGuess.hint(channel, ChannelRules.PILLARS.keySet()));
            } else if (pillarOf.containsKey(channel)) {
                problems.add(key + "`" + channel + "` is in experience.pillars." + pillarOf.get(channel) + ", too");
            } else {
                pillarOf.put(channel, pillar);
            }
        }
    }
}
