package cx.warehouse.experience;

import java.io.Serializable;
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
 * @param identity the key of the identifier hashes and the limits of a customer
 */
public record ExperienceSettings(
        String zone,
        String currency,
        VisitSettings visits,
        ChannelSettings channels,
        AttributionSettings attribution,
        RebuildSettings rebuild,
        SourceCategories categories,
        IdentitySettings identity) {

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

    /**
     * Identifiers and customers.
     *
     * @param hashKey secret key of the identifier hashes
     * @param limits identifiers that one customer may have
     * @param graph place where the graph of identifiers is solved
     */
    public record IdentitySettings(String hashKey, CustomerLimits limits, GraphSettings graph) {
        public IdentitySettings {
            if (hashKey.isEmpty()) {
                throw new IllegalArgumentException("Cannot hash identifiers: the hash key is empty");
            }
        }

        /** Leaves out the hash key, because settings are printed. */
        @Override
        public String toString() {
            return "IdentitySettings[limits=" + limits + ", graph=" + graph + "]";
        }
    }

    /**
     * The place where the graph of identifiers is solved.
     *
     * @param driverEdges links up to which the graph is solved in the driver's memory
     */
    public record GraphSettings(int driverEdges) {}

    /**
     * The greatest number of identifiers of each type that one customer may have.
     *
     * @param contactsOfOneCrm contacts of one CRM that disagree; also of those that share one identifier
     * @param logins logins; those that a CRM put together by a merge count as one
     * @param emails e-mail addresses
     * @param loyaltyNumbers loyalty numbers
     */
    public record CustomerLimits(int contactsOfOneCrm, int logins, int emails, int loyaltyNumbers)
            implements Serializable {

        /** Returns the same limits without one for logins. */
        public CustomerLimits withAnyLogins() {
            return new CustomerLimits(contactsOfOneCrm, Integer.MAX_VALUE, emails, loyaltyNumbers);
        }
    }

    public ExperienceSettings {
        ZoneId.of(zone);
    }

    /** The secret key of the identifier hashes. */
    public String hashKey() {
        return identity.hashKey();
    }

    /** Returns the same settings with other rules for visits. */
    public ExperienceSettings withVisits(VisitSettings other) {
        return new ExperienceSettings(zone, currency, other, channels, attribution, rebuild, categories, identity);
    }

    /** Returns the same settings with other rules for channels. */
    public ExperienceSettings withChannels(ChannelSettings other) {
        return new ExperienceSettings(zone, currency, visits, other, attribution, rebuild, categories, identity);
    }

    /** Returns the same settings with other categories of traffic sources. */
    public ExperienceSettings withCategories(SourceCategories other) {
        return new ExperienceSettings(zone, currency, visits, channels, attribution, rebuild, other, identity);
    }

    /** Leaves out the categories, which are many. */
    @Override
    public String toString() {
        return "ExperienceSettings[zone=" + zone + ", currency=" + currency + ", visits=" + visits + ", channels="
                + channels + ", attribution=" + attribution + ", rebuild=" + rebuild + ", identity=" + identity + "]";
    }
}
