package cx.warehouse.infer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The columns of a report, by name: its metrics, and the dimensions that they are counted by. */
final class ReportColumns {

    private static final Pattern METRIC = Pattern.compile("(.*_)?(impr|impressions?|clicks|sessions|visits|visitors"
            + "|page_?views|views"
            + "|reach|conversions|purchases|opens|installs|impressionen|klicks|besuche|sitzungen)(_.*)?");

    /** A thing that a report may be divided by, and the form in which its column has it. */
    private static final Pattern DIMENSION = Pattern.compile("(?<thing>(.*_)?(account|advertiser|portfolio|campaign"
            + "|campaign_group|ad_?group|ad_?set|ad|ads|creative|keyword|targeting|placement|audience|device|network"
            + "|platform|publisher|site|domain|page|landing_page|country|region|city|dma|area|market|language|gender"
            + "|age|age_group|hour|match_type|search_term|customer_search_term|query|product|sku|asin|channel|source"
            + "|medium|pin|promoted_pin|kampagne|anzeigengruppe|anzeige|konto|ger\u00e4t|land))"
            + "(?<form>_(id|name|code|title|type|dma|dcm))?(_given)?");

    private ReportColumns() {}

    /** True when a column of numbers counts what a report counts. */
    static boolean areReport(List<ColumnDraft> columns) {
        return columns.stream()
                .anyMatch(column ->
                        column.isNumber() && METRIC.matcher(column.name()).matches());
    }

    static boolean isDimension(String name) {
        return DIMENSION.matcher(name).matches();
    }

    /** The dimensions in the order of the file; of the id and the name of one thing, the id. */
    static List<ColumnDraft> dimensions(List<ColumnDraft> columns) {
        Map<String, ColumnDraft> byThing = new LinkedHashMap<>();
        for (ColumnDraft column : columns) {
            Matcher dimension = DIMENSION.matcher(column.name());
            boolean isText = column.type().equals("string") && !column.note().contains("always empty");
            if (isText && dimension.matches()) {
                byThing.merge(
                        dimension.group("thing"),
                        column,
                        (first, second) -> second.isId() && !first.isId() && second.isComplete() ? second : first);
            }
        }
        return new ArrayList<>(byThing.values());
    }
}
