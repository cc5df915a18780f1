package cx.warehouse.sample;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Finds the rows of each delimited source in a file, and tells valid rows from malformed ones. */
final class SampleLayouts {

    /** A delimited source. */
    record DelimitedSource(char delimiter, int preamble, String member, Map<String, Predicate<String>> sound) {

        DelimitedSource with(String column, Predicate<String> rule) {
            Map<String, Predicate<String>> more = new HashMap<>(sound);
            more.put(column, rule);
            return new DelimitedSource(delimiter, preamble, member, more);
        }

        DelimitedSource with(String column, String pattern) {
            return with(column, text -> text.matches(pattern));
        }

        /** A column with times in a pattern. */
        DelimitedSource withTime(String column, String pattern) {
            return with(column, text -> isTime(text, pattern));
        }

        /** A column with dates in a pattern. */
        DelimitedSource withDate(String column, String pattern) {
            return with(column, text -> isTime(text + " 00:00", pattern + " HH:mm"));
        }

        DelimitedSource withId(String column) {
            return with(column, id -> !id.isEmpty() && !id.contains("E+"));
        }

        boolean isSound(SampleReader.Row row) {
            return !row.byName().isEmpty()
                    && sound.entrySet().stream()
                            .allMatch(rule -> rule.getValue().test(row.at(rule.getKey())));
        }
    }

    static final Map<String, DelimitedSource> ALL = new TreeMap<>();

    private static final String GROUPED = "\\d{1,3}(,\\d{3})*\\.\\d\\d";
    private static final String CRM_TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.000Z";

    static {
        ALL.put(
                "google_ads_report",
                layout('\t', 2, "")
                        .with("Day", SampleLayouts::isDate)
                        .withId("Campaign ID")
                        .with("Cost", GROUPED));
        ALL.put(
                "google_ads_stats",
                layout(',', 0, "")
                        .with("segments.date", SampleLayouts::isDate)
                        .withId("campaign.id")
                        .with("metrics.cost_micros", "\\d+"));
        ALL.put(
                "google_ads_click",
                layout(',', 0, "")
                        .with("segments.date", SampleLayouts::isDate)
                        .withId("click_view.gclid")
                        .with("metrics.clicks", "\\d+"));
        ALL.put(
                "microsoft_ads_report",
                layout(',', 6, "")
                        .withDate("TimePeriod", "M/d/uuuu")
                        .withId("CampaignId")
                        .with("Spend", GROUPED));
        ALL.put(
                "meta_ads_report",
                layout(';', 0, "")
                        .with("Début des rapports", SampleLayouts::isDate)
                        .with("Nom de la campagne", ".+")
                        .with("Montant dépensé (EUR)", "\\d{1,3}(\u202F\\d{3})*,\\d\\d"));
        ALL.put(
                "linkedin_ads_report",
                layout('\t', 5, "")
                        .withDate("Start Date (in UTC)", "M/d/uuuu")
                        .withId("Campaign ID")
                        .with("Total Spent", GROUPED));
        ALL.put(
                "meltwater_coverage",
                layout('\t', 0, "")
                        .withTime("Date", "dd-MMM-uuuu hh:mma")
                        .withId("URL")
                        .with("Reach", "\\d+"));
        ALL.put(
                "cision_coverage",
                layout(';', 3, "")
                        .withDate("Date", "dd.MM.uuuu")
                        .withId("URL")
                        .with("Readership", "\\d{1,3}(\\.\\d{3})*"));
        ALL.put("salesforce_contact", layout(',', 0, "Contact.csv").withId("Id").with("CreatedDate", CRM_TIME));
        ALL.put(
                "salesforce_case",
                layout(',', 0, "Case.csv")
                        .withId("Id")
                        .with("CreatedDate", CRM_TIME)
                        .with("CSAT__c", "[1-5]?"));
        ALL.put(
                "salesforce_opportunity",
                layout(',', 0, "Opportunity.csv")
                        .withId("Id")
                        .with("CreatedDate", CRM_TIME)
                        .with("Probability", "\\d\\d?|100"));
        ALL.put(
                "salesforce_campaign_member",
                layout(',', 0, "CampaignMember.csv")
                        .withId("Id")
                        .withTime("CreatedDate", "uuuu-MM-dd'T'HH:mm:ss.SSSX"));
        ALL.put("hubspot_contact", layout(',', 0, "").withId("Record ID").withTime("Create Date", "uuuu-MM-dd HH:mm"));
        ALL.put(
                "hubspot_deal",
                layout(',', 0, "")
                        .withId("Deal ID")
                        .with("Amount", "(\\d+\\.\\d\\d)?")
                        .withTime("Create Date", "uuuu-MM-dd HH:mm"));
        ALL.put(
                "hubspot_ticket",
                layout(',', 0, "")
                        .withId("Ticket ID")
                        .with("CSAT score", "[1-5]?")
                        .withTime("Create date", "uuuu-MM-dd HH:mm"));
        // the rows are below the third of three headers
        ALL.put(
                "qualtrics_response",
                layout(',', 2, "")
                        .withId("{\"ImportId\":\"ResponseId\"}")
                        .with("{\"ImportId\":\"Q1\"}", "\\d|10")
                        .withTime("{\"ImportId\":\"RecordedDate\"}", "uuuu-MM-dd HH:mm:ss"));
        ALL.put("privacy_request", layout(',', 0, ""));
        ALL.put(
                "shopify_order",
                layout(',', 0, "")
                        .withId("Name")
                        .withTime("Created at", "uuuu-MM-dd HH:mm:ss xx")
                        .with("Subtotal", "(\\d+\\.\\d\\d)?"));
        ALL.put(
                "square_payment",
                layout(',', 0, "")
                        .with("Date", SampleLayouts::isDate)
                        .withId("Transaction ID")
                        .with("Gross Sales", "-?\\$" + GROUPED));
        ALL.put(
                "facebook_page_post",
                layout(',', 0, "")
                        .withId("Post ID")
                        .withTime("Publish time", "MM/dd/uuuu HH:mm")
                        .with("Impressions", "\\d*")
                        .with("Views", "\\d*"));
        ALL.put(
                "x_post",
                layout(',', 0, "")
                        .withTime("time", "uuuu-MM-dd HH:mm xx")
                        .with("Tweet id", id -> !id.contains("E+"))
                        .with("Post id", id -> !id.contains("E+"))
                        .with("impressions", "\\d+"));
    }

    /** The same report of an account in English. */
    private static final DelimitedSource ENGLISH = layout(',', 0, "")
            .with("Reporting starts", SampleLayouts::isDate)
            .with("Campaign name", ".+")
            .with("Amount spent (GBP)", GROUPED);

    private SampleLayouts() {}

    static DelimitedSource of(String source, String path) {
        return path.contains("/Report_act_") ? ENGLISH : ALL.get(source);
    }

    /** True when the vendor itself marks a row as no data. */
    static boolean isLeftOut(SampleReader.Row row) {
        return row.cells().get(0).matches("(Total:|©).*")
                || !row.at("Début des rapports").equals(row.at("Fin des rapports"))
                || row.cells().contains("Survey Preview")
                || row.cells().contains("Spam");
    }

    private static DelimitedSource layout(char delimiter, int preamble, String member) {
        return new DelimitedSource(delimiter, preamble, member, Map.of());
    }

    private static boolean isDate(String text) {
        return isTime(text + " 00:00", "uuuu-MM-dd HH:mm")
                && LocalDate.parse(text).getYear() == 2026;
    }

    private static boolean isTime(String text, String pattern) {
        try {
            DateTimeFormatter format =
                    DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
            LocalDateTime.parse(text, format);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
