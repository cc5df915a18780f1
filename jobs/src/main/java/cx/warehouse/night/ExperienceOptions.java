package cx.warehouse.night;

import cx.warehouse.conform.type.ReferenceData;
import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.ExperienceSettings.AttributionSettings;
import cx.warehouse.experience.ExperienceSettings.ChannelSettings;
import cx.warehouse.experience.ExperienceSettings.PillarChannels;
import cx.warehouse.experience.ExperienceSettings.RebuildSettings;
import cx.warehouse.experience.ExperienceSettings.VisitSettings;
import cx.warehouse.experience.SourceCategories;
import cx.warehouse.experience.channel.ChannelRules;
import cx.warehouse.settings.Settings;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the settings and the reference files say, in the words of the business rules. */
final class ExperienceOptions {

    private ExperienceOptions() {}

    static ExperienceSettings of(Warehouse warehouse) {
        Settings settings = warehouse.settings();
        Map<String, String> categories = new TreeMap<>();
        for (ReferenceData.SourceCategory category : warehouse.referenceFiles().sourceCategories()) {
            categories.put(category.source(), category.category());
        }
        Settings.Experience own = settings.experience();
        return new ExperienceSettings(
                settings.zone().getId(),
                settings.currency(),
                new VisitSettings(own.visitGap(), own.splitAtMidnight(), own.splitOnCampaignChange()),
                new ChannelSettings(
                        own.aiAssistantChannel(),
                        own.ownHosts(),
                        new PillarChannels(
                                channels(own, ChannelRules.PAID),
                                channels(own, ChannelRules.EARNED),
                                channels(own, ChannelRules.SOCIAL))),
                new AttributionSettings(own.lookback()),
                new RebuildSettings(own.lookback()),
                new SourceCategories(categories),
                settings.hashKey());
    }

    private static Set<String> channels(Settings.Experience settings, String pillar) {
        return settings.pillars().entrySet().stream()
                .filter(entry -> entry.getValue().equals(pillar))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
