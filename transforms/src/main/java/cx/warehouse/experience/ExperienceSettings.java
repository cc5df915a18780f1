package cx.warehouse.experience;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Set;

/**
 * The decisions of a brand that change its tables, one record per rule.
 *
 * <p>A record of this class refuses a value by an {@link IllegalArgumentException}, whose message is the name of the
 * setting, a colon and the reason: {@code visit-gap: it must be above zero}.
 *
 * @param zone reporting time zone: days of events are days there
 * @param currency reporting currency, ISO 4217
 * @param visits when an interaction opens a new visit
 * @param channels channels and pillars of visits
 * @param attribution touchpoints of a conversion
 * @param rebuild days that a night rebuilds
 * @param categories the sources that are search, social, video or shopping
 * @param hashKey secret under which identifiers are hashed
 */
public record ExperienceSettings(
        String zone,
        String currency,
        VisitSettings visits,
        ChannelSettings channels,
        AttributionSettings attribution,
        RebuildSettings rebuild,
        SourceCategories categories,
        String hashKey) {

    /**
     * When an interaction opens a new visit, where the vendor has no sessions of its own.
     *
     * @param visitGap a longer pause opens a new visit
     * @param splitAtMidnight midnight of the reporting zone opens a new visit
     * @param splitOnCampaignChange another campaign opens a new visit
     */
    public record VisitSettings(Duration visitGap, boolean splitAtMidnight, boolean splitOnCampaignChange) {
        public VisitSettings {
            if (visitGap.isNegative() || visitGap.isZero()) {
                throw new IllegalArgumentException("visit-gap: it must be above zero");
            }
        }
    }

    /**
     * Channels and pillars of visits.
     *
     * @param aiAssistantChannel visits from assistants such as chatgpt.com are a channel of their own, not referrals
     * @param ownHosts the brand's own hosts beside the one of the page: referrers from there are internal
     * @param pillars pillars and their channels
     */
    public record ChannelSettings(boolean aiAssistantChannel, Set<String> ownHosts, PillarChannels pillars) {
        public ChannelSettings {
            ownHosts = Set.copyOf(ownHosts);
        }
    }

    /** The channels of each pillar; a channel that is in none of them is owned. */
    public record PillarChannels(Set<String> paid, Set<String> earned, Set<String> social) {
        public PillarChannels {
            paid = Set.copyOf(paid);
            earned = Set.copyOf(earned);
            social = Set.copyOf(social);
        }
    }

    /**
     * Touchpoints of a conversion.
     *
     * @param lookback how long before a conversion a touchpoint may lie
     */
    public record AttributionSettings(Duration lookback) {}

    /**
     * Days that a night rebuilds.
     *
     * @param horizon how far before a night lie the days whose visits and rows it rebuilds, when their customers or
     *     campaigns change; counted in whole days
     */
    public record RebuildSettings(Duration horizon) {}

    public ExperienceSettings {
        ZoneId.of(zone);
        if (hashKey.isEmpty()) {
            throw new IllegalArgumentException("Cannot hash identifiers: the hash key is empty");
        }
    }

    /** The same with other rules for visits. */
    public ExperienceSettings withVisits(VisitSettings other) {
        return new ExperienceSettings(zone, currency, other, channels, attribution, rebuild, categories, hashKey);
    }

    /** The same with other rules for channels. */
    public ExperienceSettings withChannels(ChannelSettings other) {
        return new ExperienceSettings(zone, currency, visits, other, attribution, rebuild, categories, hashKey);
    }

    /** Without the hash key: settings are printed, secrets are not. */
    @Override
    public String toString() {
        return "ExperienceSettings[zone=" + zone + ", currency=" + currency + ", visits=" + visits + ", channels="
                + channels + ", attribution=" + attribution + ", rebuild=" + rebuild + "]";
    }
}
