package cx.warehouse.night;

import cx.warehouse.conform.type.ReferenceData;
import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.SourceCategories;
import cx.warehouse.settings.ReferenceFiles;
import cx.warehouse.settings.Settings;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the settings and the reference files say, in the words of the business rules. */
final class ExperienceOptions {

    private ExperienceOptions() {}

    static ExperienceSettings of(Warehouse warehouse) {
        return of(warehouse.settings(), warehouse.referenceFiles());
    }

    static ExperienceSettings of(Settings settings, ReferenceFiles references) {
        Set<ExperienceSettings.Option> options = EnumSet.noneOf(ExperienceSettings.Option.class);
        if (settings.experience().splitAtMidnight()) {
            options.add(ExperienceSettings.Option.SPLIT_AT_MIDNIGHT);
        }
        if (settings.experience().splitOnCampaignChange()) {
            options.add(ExperienceSettings.Option.SPLIT_ON_CAMPAIGN_CHANGE);
        }
        if (settings.experience().aiAssistantChannel()) {
            options.add(ExperienceSettings.Option.AI_ASSISTANT_CHANNEL);
        }
        Map<String, String> categories = new TreeMap<>();
        for (ReferenceData.SourceCategory category : references.sourceCategories()) {
            categories.put(category.source(), category.category());
        }
        return new ExperienceSettings(
                settings.zone().getId(),
                settings.currency(),
                settings.experience().visitGap(),
                settings.experience().lookback(),
                options,
                settings.experience().pillars(),
                new SourceCategories(categories),
                settings.experience().ownHosts(),
                settings.hashKey());
    }
}
