package cx.warehouse.experience.friction;

import static cx.warehouse.experience.friction.FrictionRules.KINDS;
import static cx.warehouse.experience.friction.FrictionRules.SIGNALS;
import static cx.warehouse.experience.friction.FrictionRules.SLOW_PAGE_LIMITS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import cx.warehouse.conform.SourceSamples;
import cx.warehouse.conform.TestContracts;
import cx.warehouse.experience.ExperienceTest;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class FrictionRulesTest extends ExperienceTest {

    private static final String SCHEMA = "interaction_key string, interaction_type string, friction_signal string,"
            + " results_count bigint, status_code int, load_time_ms double, ttfb_ms double, lcp_ms double, inp_ms double,"
            + " cls double";

    /** The kind of each row, by its key; a row needs the columns of {@link #SCHEMA}. */
    private static String kinds(String rows) {
        return kinds(interactions(SCHEMA, rows), "interaction_key");
    }

    private static String kinds(Dataset<Row> interactions, String name) {
        return text(interactions.withColumn("kind", FrictionRules.kind()), name, "kind");
    }

    @Test
    void aMeasurementIsPoorAboveItsLimitAlone() {
        assertThat(kinds("""
                cls 1  | page_view | | | |        |        |        |       | 0.249
                cls 2  | page_view | | | |        |        |        |       | 0.25
                cls 3  | page_view | | | |        |        |        |       | 0.251
                inp 1  | page_view | | | |        |        |        | 499.9 |
                inp 2  | page_view | | | |        |        |        | 500   |
                inp 3  | page_view | | | |        |        |        | 500.1 |
                lcp 1  | page_view | | | |        |        | 3999.9 |       |
                lcp 2  | page_view | | | |        |        | 4000   |       |
                lcp 3  | page_view | | | |        |        | 4000.1 |       |
                load 1 | page_view | | | | 3999.9 |        |        |       |
                load 2 | page_view | | | | 4000   |        |        |       |
                load 3 | page_view | | | | 4000.1 |        |        |       |
                ttfb 1 | page_view | | | |        | 1799.9 |        |       |
                ttfb 2 | page_view | | | |        | 1800   |        |       |
                ttfb 3 | page_view | | | |        | 1800.1 |        |       |
                """)).isEqualTo("""
                        cls 1 |\s
                        cls 2 |\s
                        cls 3 | slow_page
                        inp 1 |\s
                        inp 2 |\s
                        inp 3 | slow_page
                        lcp 1 |\s
                        lcp 2 |\s
                        lcp 3 | slow_page
                        load 1 |\s
                        load 2 |\s
                        load 3 | slow_page
                        ttfb 1 |\s
                        ttfb 2 |\s
                        ttfb 3 | slow_page""");
        assertThat(SLOW_PAGE_LIMITS).as("limits with rows above").hasSize(5);
    }

    @Test
    void aSearchIsEmptyWithZeroResultsAlone() {
        assertThat(kinds("""
                no results     | search    | | 0 | | | | | |
                one result     | search    | | 1 | | | | | |
                not said       | search    | |   | | | | | |
                not a search   | page_view | | 0 | | | | | |
                """)).isEqualTo("""
                        no results | empty_search
                        not a search |\s
                        not said |\s
                        one result |\s""");
    }

    @Test
    void aPageThatDoesNotExistIsABrokenLink() {
        assertThat(kinds("""
                200 | page_view | | | 200 | | | | |
                403 | page_view | | | 403 | | | | |
                404 | page_view | | | 404 | | | | |
                405 | page_view | | | 405 | | | | |
                409 | page_view | | | 409 | | | | |
                410 | page_view | | | 410 | | | | |
                411 | page_view | | | 411 | | | | |
                500 | page_view | | | 500 | | | | |
                """)).isEqualTo("""
                        200 |\s
                        403 |\s
                        404 | broken_link
                        405 |\s
                        409 |\s
                        410 | broken_link
                        411 |\s
                        500 |\s""");
    }

    @Test
    void everySignalHasItsKind() {
        String rows = SIGNALS.stream()
                .map(signal -> "x | event | " + signal.name() + " | | | | | | |")
                .collect(Collectors.joining("\n"));
        assertThat(kinds(interactions(SCHEMA, rows), "friction_signal")).isEqualTo("""
                        broken_link | broken_link
                        dead_click | confusion
                        dead_end | dead_end
                        empty_search | empty_search
                        rage_click | rage_click
                        script_error | script_error""");
    }

    @Test
    void theFirstRuleThatAppliesDecides() {
        assertThat(kinds("""
                1 signal first     | search | dead_click | 0 | 404 | 9000 | 9000 | 9000 | 9000 | 9
                2 then the search  | search |            | 0 | 404 | 9000 | 9000 | 9000 | 9000 | 9
                3 then the status  | search |            | 3 | 404 | 9000 | 9000 | 9000 | 9000 | 9
                4 then the page    | search |            | 3 | 200 | 10   | 10   | 10   | 10   | 9
                5 nothing poor     | search |            | 3 | 200 | 10   | 10   | 10   | 10   | 0
                6 nothing said     | search |            |   |     |      |      |      |      |
                """)).isEqualTo("""
                        1 signal first | confusion
                        2 then the search | empty_search
                        3 then the status | broken_link
                        4 then the page | slow_page
                        5 nothing poor |\s
                        6 nothing said |\s""");
    }

    @Test
    void aSignalOutsideTheListGivesNoKindOfTheList() {
        assertThat(kinds("""
                a kind by name | event | slow_page | | | | | | |
                misspelt       | event | rageclick | | | | | | |
                """)).isEqualTo("""
                        a kind by name | unknown signal: slow_page
                        misspelt | unknown signal: rageclick""");
    }

    @Test
    void theSuiteOfTheFactListsTheSameKinds() throws IOException {
        JsonNode suite =
                new ObjectMapper().readTree(TestContracts.text("expectations/mart.fact_customer_experience.json"));
        List<String> listed = new ArrayList<>();
        for (JsonNode expectation : suite.get("expectations")) {
            if (expectation.at("/kwargs/column").asText().equals("friction_kind")) {
                expectation.at("/kwargs/value_set").forEach(kind -> listed.add(kind.asText()));
            }
        }
        assertThat(listed).containsExactlyElementsOf(KINDS);
    }

    @Test
    void theGuideNamesTheSameLimitsAndSignals() throws IOException {
        String guide = Files.readString(TestContracts.schemas().resolveSibling("docs/source-contracts.md"));
        for (FrictionRules.Limit limit : SLOW_PAGE_LIMITS) {
            String number =
                    BigDecimal.valueOf(limit.poorAbove()).stripTrailingZeros().toPlainString();
            assertThat(guide)
                    .containsPattern("\\| `" + limit.column() + "` \\| .* \\| above " + Pattern.quote(number)
                            + ": `slow_page` \\|");
        }
        String signals =
                SIGNALS.stream().map(signal -> "`" + signal.name() + "`").collect(Collectors.joining(", "));
        assertThat(guide).contains("in these words: " + signals + " |");
    }

    @Test
    void theSameFactIsTheSameKindInEveryVendor() {
        // each line: the kind, and the rows of the vendor's sample that are of it
        assertThat(kindsOfSample("ga4_event")).isEqualTo("""
                broken_link | page_not_found
                confusion | dead_click
                empty_search | view_search_results
                rage_click | rage_click
                script_error | exception
                slow_page | web_vitals lcp
                slow_page | web_vitals ttfb""");
        assertThat(kindsOfSample("snowplow_event")).isEqualTo("""
                broken_link | page_not_found
                confusion | dead_click
                empty_search | site_search
                rage_click | rage_click
                script_error | application_error
                slow_page | web_vitals lcp
                slow_page | web_vitals ttfb""");
        assertThat(kindsOfSample("adobe_hit")).isEqualTo("""
                broken_link | Page Not Found
                empty_search | Internal Search,Null Search
                rage_click | 205=1,Dead End
                slow_page | help:slow load""");
    }

    private static String kindsOfSample(String source) {
        Dataset<Row> interactions = SourceSamples.sample(source).shapes().get("interaction");
        return text(
                interactions
                        .withColumn("kind", FrictionRules.kind())
                        .filter("kind is not null")
                        .selectExpr("kind", """
                                concat(interaction_detail, case when kind <> 'slow_page' then '' when ttfb_ms > 1800 then ' ttfb'
                                when lcp_ms > 4000 then ' lcp' when load_time_ms > 4000 then ' load' else ' ?' end) fact"""),
                "kind",
                "fact");
    }
}
