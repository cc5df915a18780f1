package cx.warehouse.experience;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Set;

/**
 * Settings of the business rules, one record per rule.
 *
 * <p>A record of this class refuses a value by an {@link IllegalArgumentException}. Its message has the name of the
 * setting, a colon and the reason: {@code visit-gap: it must be above zero}.
 *
 * @param zone reporting time zone; the day of an event is its day in this zone
 * @param currency reporting currency, ISO 4217
 * @param visits rules that open a new visit
 * @param channels channels and pillars of visits
 * @param attribution touchpoints of a conversion
 * @param rebuild days that a night rebuilds
 * @param categories the sources that are search, social, video or shopping sites
 * @param hashKey secret key of the identifier hashes
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
     * Rules that open a new visit where the vendor sends no sessions.
     *
     * @param visitGap a longer pause opens a new visit; above zero
     * @param splitAtMidnight true to open a new visit at midnight of the reporting zone
     * @param splitOnCampaignChange true to open a new visit when another campaign appears
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
     * @param aiAssistantChannel true to give visits from assistants such as chatgpt.com their own channel; else they
     *     are referrals
     * @param ownHosts further hosts of the brand, besides the host of the page; a referrer on one of them is internal
     * @param pillars the channels of each pillar
     */
    public record ChannelSettings(boolean aiAssistantChannel, Set<String> ownHosts, PillarChannels pillars) {
        public ChannelSettings {
            ownHosts = Set.copyOf(ownHosts);
        }
    }

    /** The channels of each pillar; a channel in none of them is owned. */
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
     * @param horizon number of days, counted back from the business date, whose visits and rows are rebuilt when their
     *     customers or campaigns change; whole days
     */
    public record RebuildSettings(Duration horizon) {}

    public ExperienceSettings {
        ZoneId.of(zone);
        if (hashKey.isEmpty()) {
            throw new IllegalArgumentException("Cannot hash identifiers: the hash key is empty");
        }
    }

    /** Returns the same settings with other rules for visits. */
    public ExperienceSettings withVisits(VisitSettings other) {
        return new ExperienceSettings(zone, currency, other, channels, attribution, rebuild, categories, hashKey);
    }

    /** Returns the same settings with other rules for channels. */
    public ExperienceSettings withChannels(ChannelSettings other) {
        return new ExperienceSettings(zone, currency, visits, other, attribution, rebuild, categories, hashKey);
    }

    /** Returns the same settings with other categories of traffic sources. */
    public ExperienceSettings withCategories(SourceCategories other) {
        return new ExperienceSettings(zone, currency, visits, channels, attribution, rebuild, other, hashKey);
    }

    /** Leaves out the hash key, because settings are printed. */
    @Override
    public String toString() {
        return "ExperienceSettings[zone=" + zone + ", currency=" + currency + ", visits=" + visits + ", channels="
                + channels + ", attribution=" + attribution + ", rebuild=" + rebuild + "]";
    }
}
