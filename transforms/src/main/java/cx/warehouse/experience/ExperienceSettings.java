package cx.warehouse.experience;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
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
 * @param attribution touchpoints of a conversion and their credit
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

    private static final List<String> TOUCHPOINTS = List.of("shop", "portal", "store");
    private static final List<String> COLLAPSE = List.of("none", "exposure", "first");

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
     * Paths before conversions, and the credit of their touchpoints.
     *
     * @param paths touchpoints of a conversion
     * @param credits credit of the touchpoints
     */
    public record AttributionSettings(PathSettings paths, CreditSettings credits) {}

    /**
     * Touchpoints of a conversion.
     *
     * @param lookback how long before a conversion a touchpoint may lie
     * @param touchpoints kinds of touchpoints: shop, portal, store
     * @param collapse touchpoints of one channel that count once: none, exposure (those in a row), first (all)
     * @param resetAfterConversion true when a touchpoint counts for the person's next conversion only
     * @param topPaths number of paths of a month that {@code mart_path} keeps
     */
    public record PathSettings(
            Duration lookback, List<String> touchpoints, String collapse, boolean resetAfterConversion, int topPaths) {
        public PathSettings {
            touchpoints = List.copyOf(touchpoints);
            if (lookback.isNegative() || lookback.isZero()) {
                throw new IllegalArgumentException("lookback: it must be above zero");
            }
            if (touchpoints.isEmpty() || !TOUCHPOINTS.containsAll(touchpoints)) {
                throw new IllegalArgumentException("touchpoints: `" + String.join(", ", touchpoints)
                        + "` must be one or more of " + String.join(", ", TOUCHPOINTS));
            }
            requireWord("collapse", collapse, COLLAPSE);
        }
    }

    /**
     * Credit of the touchpoints of a conversion.
     *
     * @param halfLife age at which a touchpoint has half the weight, in the model time_decay
     * @param positionFirst credit of the first touchpoint of three or more, in the model position_based
     * @param positionLast credit of the last touchpoint; those between share the rest equally
     * @param conversionValue revenue of a conversion: gross (refunds ignored) or net
     * @param shapleyRate true to add the model shapley_rate
     */
    public record CreditSettings(
            Duration halfLife,
            BigDecimal positionFirst,
            BigDecimal positionLast,
            String conversionValue,
            boolean shapleyRate) {
        public CreditSettings {
            if (halfLife.isNegative() || halfLife.isZero()) {
                throw new IllegalArgumentException("half-life: it must be above zero");
            }
            if (positionFirst.signum() <= 0) {
                throw new IllegalArgumentException("position-first: it must be above zero");
            }
            if (positionLast.signum() <= 0) {
                throw new IllegalArgumentException("position-last: it must be above zero");
            }
            if (positionFirst.add(positionLast).compareTo(BigDecimal.ONE) > 0) {
                throw new IllegalArgumentException("position-last: with position-first it is more than 1");
            }
            requireWord("conversion-value", conversionValue, List.of("gross", "net"));
        }
    }

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

    /** Returns the same settings with other rules for paths and credit. */
    public ExperienceSettings withAttribution(AttributionSettings other) {
        return new ExperienceSettings(zone, currency, visits, channels, other, rebuild, categories, identity);
    }

    private static void requireWord(String setting, String word, List<String> words) {
        if (!words.contains(word)) {
            throw new IllegalArgumentException(setting + ": `" + word + "` is none of " + String.join(", ", words));
        }
    }

    /** Leaves out the categories, which are many. */
    @Override
    public String toString() {
        return "ExperienceSettings[zone=" + zone + ", currency=" + currency + ", visits=" + visits + ", channels="
                + channels + ", attribution=" + attribution + ", rebuild=" + rebuild + ", identity=" + identity + "]";
    }
}
