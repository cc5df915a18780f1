package cx.warehouse.conform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Conformed rows of the samples of web analytics, apart from the shop's own. */
class WebSampleTest extends SourceSamples {

    @Test
    void hitsOfThePortalAreNoMarketing() {
        assertThat(shapeText("adobe_hit", "interaction", "property", "is_marketing", "visitor_id", "session_id")
                        .lines()
                        .distinct())
                .containsExactly("portal | false | 3310_88120 | 2_1775487600");
        assertThat(sample("adobe_hit").parsedFile().report().leftOut()).isEqualTo(2);
    }

    @Test
    void eventsOfHitsAreReadByTheirNumbersAndNamedByTheirLookup() {
        assertThat(shapeText(
                        "adobe_hit",
                        "interaction",
                        "interaction_key",
                        "interaction_type",
                        "interaction_detail",
                        "friction_signal",
                        "login_id",
                        "device"))
                .isEqualTo("""
                        5100000001|7200000001 | page_view | help:home |  |  | desktop
                        5100000002|7200000002 | login | Login |  | a1001 | desktop
                        5100000003|7200000003 | search | Internal Search,Null Search | empty_search |  | desktop
                        5100000004|7200000004 | friction | Page Not Found | broken_link |  | desktop
                        5100000005|7200000005 | friction | 205=1,Dead End | rage_click |  | desktop
                        5100000006|7200000006 | event | Contact Us |  |  | mobile
                        5100000009|7200000009 | page_view | help:slow |  |  | desktop""");
        assertThat(shapeText("adobe_hit", "interaction", "load_time_ms").lines())
                .contains("5200.0");
    }

    @Test
    void anEscapedTabOrLineBreakIsData() {
        assertThat(sample("adobe_hit")
                        .typedRows()
                        .select("search_term", "error_text")
                        .na()
                        .drop("all")
                        .collectAsList())
                .extracting(row -> row.getString(0) + "; " + row.getString(1))
                .containsExactly("return\tlabel \\ slip; null", "null; GET /r\nnot found \"r\"");
    }

    @Test
    void eventsOfATrackerBecomeInteractions() {
        assertThat(shapeText(
                        "snowplow_event",
                        "interaction",
                        "occurred_at",
                        "interaction_type",
                        "interaction_detail",
                        "friction_signal",
                        "results_count",
                        "ttfb_ms",
                        "lcp_ms",
                        "device",
                        "order_id"))
                .isEqualTo("""
                        2026-04-06 14:00:00.120 | page_view | page_view |  |  |  |  | desktop |\s
                        2026-04-06 14:00:10.121 | event | page_ping |  |  |  |  | desktop |\s
                        2026-04-06 14:00:10.121 | event | page_ping |  |  |  |  | desktop |\s
                        2026-04-06 14:00:12.001 | event | web_vitals |  |  |  | 4900.0 | desktop |\s
                        2026-04-06 14:00:40 | search | site_search |  | 0 |  |  | desktop |\s
                        2026-04-06 14:01:00 | add_to_cart | add_to_cart |  |  |  |  | desktop |\s
                        2026-04-06 14:02:00 | friction | page_not_found | broken_link |  |  |  | desktop |\s
                        2026-04-06 14:02:10 | friction | rage_click | rage_click |  |  |  | desktop |\s
                        2026-04-06 14:02:20 | friction | dead_click | dead_click |  |  |  | desktop |\s
                        2026-04-06 14:02:30 | event | web_vitals |  |  | 1900.0 | 2100.0 | desktop |\s
                        2026-04-06 14:03:00 | event | transaction |  |  |  |  | desktop | 50012
                        2026-04-06 14:04:00 | friction | application_error | script_error |  |  |  | mobile |\s
                        2026-04-06 14:30:00 | page_view | page_view |  |  |  |  | desktop |\s""");
        assertThat(shapeText(
                                "snowplow_event",
                                "interaction",
                                "session_id",
                                "utm_source",
                                "other_click_id",
                                "is_bot",
                                "extra")
                        .lines()
                        .distinct())
                .contains(
                        "5e55 | bing | msclkid | false | Map(page_view_id -> pv1)",
                        "b0b0 |  |  | true | Map(page_view_id -> pv1)");
    }

    @Test
    void anEventThatWasSentTwiceIsOneInteraction() {
        assertThat(rows("snowplow_event", "interaction"))
                .extracting(row -> row.getAs("interaction_key"))
                .filteredOn(key -> key.toString().endsWith("|f002"))
                .hasSize(2)
                .containsOnly("e0000000-0000-4000-8000-000000000002|f002");
    }
}
