package cx.warehouse.experience.visit;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.FactCustomerExperience;
import cx.warehouse.experience.Interaction;
import cx.warehouse.experience.PageUrls;
import cx.warehouse.experience.SourceCategories;
import cx.warehouse.experience.channel.ChannelRules;
import cx.warehouse.experience.channel.DimCampaign;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Finds where each event's visitor came from: an ad click, collected campaign values, event parameters, or a referrer.
 */
final class TrafficSource {

    /**
     * Traffic source of an event: a struct of source, medium, campaign, content, term, campaign_type, campaign_key,
     * ad_key, click_id; null where the event has none.
     */
    static final String TRAFFIC_SOURCE = "traffic_source";

    private static final String SAID = "said";
    private static final String CLICK = "found_click_id";
    private static final String EVENT_DAY = "event_day";
    private static final String CAMPAIGN_PLATFORM = "named_platform";
    private static final String CAMPAIGN_NAME = "named_campaign";

    private static final List<String> MANUAL = List.of(
            Interaction.UTM_SOURCE,
            Interaction.UTM_MEDIUM,
            Interaction.UTM_CAMPAIGN,
            Interaction.UTM_CONTENT,
            Interaction.UTM_TERM);

    private TrafficSource() {}

    /**
     * True for a web event that may carry a traffic source; never null. Most events carry none, and this check is
     * cheap. {@link #addTrafficSource} finds no source in other events.
     */
    static Column mayCarrySource() {
        Column isSaid = Stream.concat(
                        MANUAL.stream(),
                        Stream.of(
                                Interaction.CLICK_ID,
                                Interaction.OTHER_CLICK_ID,
                                Interaction.PARAM_SOURCE,
                                Interaction.PARAM_MEDIUM))
                .map(name -> col(name).isNotNull())
                .reduce(Column::or)
                .orElseThrow();
        Column isPageView = col(Interaction.INTERACTION_TYPE).equalTo("page_view");
        return coalesce(
                isSaid.or(isPageView.and(hasCampaignParameters()))
                        .or(col(Interaction.REFERRER).isNotNull().and(PageUrls.isForeign())),
                lit(false));
    }

    /** True where the address of a page has campaign parameters; null without an address. */
    private static Column hasCampaignParameters() {
        Column url = col(Interaction.PAGE_URL);
        return url.contains("utm_").or(url.contains("gclid="));
    }

    /**
     * Adds {@link #TRAFFIC_SOURCE} to web events that passed {@link PageUrls#addForeignHosts}. The first of these that
     * exists counts: a Google ad click id, the collected {@code utm_*} values, parameters of a page view, another
     * platform's click id, an external referrer. Values that only say direct count as absent.
     *
     * <p>An ad click id is looked up; an unknown one is google / cpc / (not set). A click is known on its own day, the
     * day before and the day after, so a link that is opened later counts as an unknown click.
     *
     * <p>On a page view without collected values, the {@code utm_*} and {@code gclid} parameters of its own address
     * count as collected.
     *
     * <p>A referrer where people read their e-mail beats a source that comes without medium and campaign.
     *
     * @param clicks frame of {@link DimCampaign#clicks}; broadcast
     * @param kept further columns of the result; all other columns are dropped to keep rows narrow
     */
    static Dataset<Row> addTrafficSource(
            Dataset<Row> events, Dataset<Row> clicks, ExperienceSettings settings, List<Column> kept) {
        Column isPageView = col(Interaction.INTERACTION_TYPE).equalTo("page_view");
        Map<String, Column> given = new LinkedHashMap<>();
        given.put("landing_url", when(isPageView.and(hasCampaignParameters()), col(Interaction.PAGE_URL)));
        for (String name : MANUAL) {
            given.put("given_" + name, PageUrls.trimToNull(name));
        }
        Map<String, Column> collected = new LinkedHashMap<>();
        collected.put(
                CLICK,
                coalesce(PageUrls.trimToNull(Interaction.CLICK_ID), PageUrls.parameter(col("landing_url"), "gclid")));
        Column isUncollected = coalesce(
                        MANUAL.stream().map(name -> col("given_" + name)).toArray(Column[]::new))
                .isNull();
        for (String name : MANUAL) {
            collected.put(
                    "collected_" + name,
                    coalesce(col("given_" + name), when(isUncollected, PageUrls.parameter(col("landing_url"), name))));
        }
        List<Column> narrow = new ArrayList<>(kept);
        narrow.add(col(CLICK));
        narrow.add(FactCustomerExperience.day(col(Interaction.OCCURRED_AT), settings)
                .as(EVENT_DAY));
        narrow.add(sourceWithoutClick(settings).as(SAID));
        Column content = col(SAID).getField("content");
        Column term = col(SAID).getField("term");
        Column clicked = origin(
                lit("google"),
                lit("cpc"),
                coalesce(col(DimCampaign.CLICK_CAMPAIGN), lit("(not set)")),
                content,
                term,
                col(DimCampaign.CLICK_TYPE),
                col(DimCampaign.CLICK_KEY),
                col(DimCampaign.CLICK_AD_KEY),
                col(CLICK));
        Column source = when(col(CLICK).isNotNull(), clicked)
                .when(
                        col(SAID)
                                .getField("source")
                                .isNotNull()
                                .or(col(SAID).getField("medium").isNotNull()),
                        col(SAID));
        return events.withColumns(given)
                .withColumns(collected)
                .select(narrow.toArray(Column[]::new))
                .join(
                        broadcast(clicks.withColumnRenamed(Interaction.CLICK_ID, "known_click_id")),
                        col(CLICK).equalTo(col("known_click_id")).and(DimCampaign.isClickNear(col(EVENT_DAY))),
                        "left")
                .withColumn(TRAFFIC_SOURCE, source)
                .drop(
                        CLICK,
                        SAID,
                        EVENT_DAY,
                        "known_click_id",
                        DimCampaign.CLICK_DATE,
                        DimCampaign.CLICK_CAMPAIGN,
                        DimCampaign.CLICK_TYPE,
                        DimCampaign.CLICK_KEY,
                        DimCampaign.CLICK_AD_KEY);
    }

    /**
     * Replaces the traffic source of visits by {@code visit_origin}: a struct of source, medium, campaign, content,
     * term, ad_key, campaign_key, channel; null where the visit has no traffic source. A campaign without ad click gets
     * the key of the platform's campaign of that name, or a key made from the name. The lookup by name is added to
     * {@code depends_on}.
     *
     * @param campaigns dim_campaign; broadcast
     */
    static Dataset<Row> addCampaign(Dataset<Row> visits, Dataset<Row> campaigns, ExperienceSettings settings) {
        Column found = col(TRAFFIC_SOURCE);
        Column source = found.getField("source");
        Column medium = found.getField("medium");
        Column campaign = found.getField("campaign");
        Column campaignKey = found.getField("campaign_key");
        Dataset<Row> named = visits.withColumns(Map.of(
                        CAMPAIGN_PLATFORM, platform(source),
                        CAMPAIGN_NAME, when(campaignKey.isNull(), lower(campaign))))
                .join(
                        broadcast(DimCampaign.byName(campaigns)),
                        col(CAMPAIGN_PLATFORM)
                                .equalTo(col(DimCampaign.NAME_PLATFORM))
                                .and(col(CAMPAIGN_NAME).equalTo(col(DimCampaign.NAME))),
                        "left")
                .withColumns(ChannelRules.plain(source, medium, campaign));
        Column key = coalesce(campaignKey, col(DimCampaign.NAME_KEY), DimCampaign.namedKey(col(CAMPAIGN_NAME)));
        Column origin = struct(
                source.as("source"),
                medium.as("medium"),
                campaign.as("campaign"),
                found.getField("content").as("content"),
                found.getField("term").as("term"),
                found.getField("ad_key").as("ad_key"),
                key.as("campaign_key"),
                ChannelRules.ofVisit(found.getField("campaign_type"), settings).as("channel"));
        List<Column> columns = new ArrayList<>();
        Arrays.stream(visits.columns())
                .filter(name -> !List.of(TRAFFIC_SOURCE, Visits.DEPENDS_ON).contains(name))
                .forEach(name -> columns.add(col(name)));
        columns.add(when(col(TRAFFIC_SOURCE).isNotNull(), origin).as(Visits.VISIT_ORIGIN));
        columns.add(array_sort(array_distinct(concat(
                        flatten(col(Visits.DEPENDS_ON)),
                        VisitDependencies.ofOrigin(col(CAMPAIGN_PLATFORM), col(CAMPAIGN_NAME)))))
                .as(Visits.DEPENDS_ON));
        return named.select(columns.toArray(Column[]::new));
    }

    /** Traffic source of an event without an ad click; source and medium are null where there is none. */
    private static Column sourceWithoutClick(ExperienceSettings settings) {
        Column content = col("collected_" + Interaction.UTM_CONTENT);
        Column term = col("collected_" + Interaction.UTM_TERM);
        Column source = col("collected_" + Interaction.UTM_SOURCE);
        Column medium = col("collected_" + Interaction.UTM_MEDIUM);
        Column campaign = col("collected_" + Interaction.UTM_CAMPAIGN);
        Column isPageView = col(Interaction.INTERACTION_TYPE).equalTo("page_view");
        Column givenSource = PageUrls.trimToNull(Interaction.PARAM_SOURCE);
        Column givenMedium = PageUrls.trimToNull(Interaction.PARAM_MEDIUM);
        Column givenCampaign = PageUrls.trimToNull(Interaction.PARAM_CAMPAIGN);

        Column other = lower(PageUrls.trimToNull(Interaction.OTHER_CLICK_ID));
        Column otherSource = when(other.equalTo("msclkid"), "bing")
                .when(other.equalTo("fbclid"), "facebook")
                .when(other.equalTo("li_fat_id"), "linkedin")
                .when(other.equalTo("ttclid"), "tiktok");
        Column otherMedium = when(other.equalTo("msclkid"), "cpc").otherwise("paid_social");

        Column host = col(PageUrls.REFERRER_HOST);
        Column isExternal = host.isNotNull()
                .and(coalesce(col(PageUrls.PAGE_HOST), lit("")).notEqual(host))
                .and(isOwnHost(host, settings).equalTo(false));
        SourceCategories categories = settings.categories();
        Column isMailbox = categories.holds(SourceCategories.EMAIL, host);
        Column referred = when(categories.holds(SourceCategories.SEARCH, host), "organic")
                .when(isMailbox, "email")
                .otherwise("referral");
        // a vendor labels the mailbox of a search engine with the name of the engine alone
        Column isFromMailbox = isExternal
                .and(isMailbox)
                .and(coalesce(medium, campaign, givenMedium, givenCampaign, other)
                        .isNull());
        Column label = coalesce(source, givenSource);
        Column sender = coalesce(
                when(
                        categories
                                .holds(SourceCategories.SEARCH, label)
                                .or(ChannelRules.isDirect(label, lit(null).cast("string")))
                                .equalTo(false),
                        label),
                host);

        return when(isFromMailbox, originWithoutClick(sender, referred, lit(null), content, term))
                .when(
                        ChannelRules.isDirect(source, medium).equalTo(false),
                        originWithoutClick(source, medium, campaign, content, term))
                .when(
                        isPageView.and(
                                ChannelRules.isDirect(givenSource, givenMedium).equalTo(false)),
                        originWithoutClick(givenSource, givenMedium, givenCampaign, content, term))
                .when(
                        other.isin("msclkid", "fbclid", "li_fat_id", "ttclid"),
                        originWithoutClick(
                                otherSource,
                                otherMedium,
                                coalesce(campaign, when(isPageView, givenCampaign)),
                                content,
                                term))
                .when(isExternal, originWithoutClick(host, referred, lit(null), content, term))
                .otherwise(originWithoutClick(lit(null), lit(null), lit(null), content, term));
    }

    private static Column isOwnHost(Column host, ExperienceSettings settings) {
        return settings.channels().ownHosts().isEmpty()
                ? lit(false)
                : host.isInCollection(settings.channels().ownHosts().stream()
                        .map(own -> own.toLowerCase(Locale.ROOT).replaceFirst("^www\\.", ""))
                        .sorted()
                        .toList());
    }

    private static Column originWithoutClick(
            Column source, Column medium, Column campaign, Column content, Column term) {
        return origin(source, medium, campaign, content, term, lit(null), lit(null), lit(null), lit(null));
    }

    private static Column origin(
            Column source,
            Column medium,
            Column campaign,
            Column content,
            Column term,
            Column campaignType,
            Column campaignKey,
            Column adKey,
            Column clickId) {
        return struct(
                source.cast("string").as("source"),
                medium.cast("string").as("medium"),
                campaign.cast("string").as("campaign"),
                content.cast("string").as("content"),
                term.cast("string").as("term"),
                campaignType.cast("string").as("campaign_type"),
                campaignKey.cast("string").as("campaign_key"),
                adKey.cast("string").as("ad_key"),
                clickId.cast("string").as("click_id"));
    }

    /** The platform of a source: meta for facebook and instagram, microsoft for bing, else the source in lower case. */
    private static Column platform(Column source) {
        Column name = lower(source);
        return when(name.isin("facebook", "fb", "instagram", "ig", "meta", "facebook.com", "instagram.com"), "meta")
                .when(name.isin("bing", "microsoft", "bing.com"), "microsoft")
                .when(name.isin("linkedin", "linkedin.com"), "linkedin")
                .when(name.isin("tiktok", "tiktok.com"), "tiktok")
                .otherwise(name);
    }
}
