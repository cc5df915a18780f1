package cx.warehouse.experience.fact;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.experience.ExperienceTest;
import cx.warehouse.experience.dimension.DimChannel;
import cx.warehouse.experience.dimension.DimDate;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class SingleFactsTest extends ExperienceTest {

    @Test
    void aPostsDayIsTheIncreaseByTheDeliveryAndNeverNegative() {
        assertThat(text(
                        FactPostDay.rows(rows(
                                "conformed/post_metric",
                                "post_id string, business_date date, impressions bigint, clicks bigint",
                                """
                                p | 2026-03-02 | 100 | 5
                                p | 2026-03-03 | 150 |
                                p | 2026-03-05 | 140 | 9
                                p | 2026-03-06 | 145 | 9
                                """)),
                        "event_date",
                        "impressions",
                        "clicks"))
                .isEqualTo("2026-03-02 | 100 | 5\n2026-03-03 | 50 | \n2026-03-05 | 0 | 9\n2026-03-06 | 5 | 0");
    }

    @Test
    void anArticleCountsOnceForTheDeskThatBroughtItFirst() {
        assertThat(text(
                        FactCoverage.rows(
                                rows(
                                        "conformed/coverage",
                                        "article_key string, url string, outlet string, business_date date, desk_priority int, source string, published_at timestamp",
                                        """
                                        a | https://x.test/1 | one | 2026-03-05 | 1 | meltwater | 2026-03-04 10:00:00
                                        b | https://x.test/1 | two | 2026-03-04 | 2 | cision | 2026-03-04 10:00:00
                                        c | https://x.test/2 | two | 2026-03-05 | 2 | cision | 2026-03-05 03:59:59
                                        d | https://x.test/2 | one | 2026-03-05 | 1 | meltwater | 2026-03-05 04:00:00
                                        """),
                                SETTINGS),
                        "url",
                        "outlet",
                        "event_date"))
                .isEqualTo("https://x.test/1 | two | 2026-03-04\nhttps://x.test/2 | one | 2026-03-04");
    }

    @Test
    void aDayIsAsLongAsItIsInTheReportingZone() {
        assertThat(text(
                        DimDate.rows(spark(), LocalDate.parse("2026-03-07"), LocalDate.parse("2026-03-09"), SETTINGS),
                        "date_day",
                        "hours",
                        "day_name",
                        "is_weekend",
                        "day_of_week"))
                .isEqualTo("""
                2026-03-07 | 24 | Saturday | true | 6
                2026-03-08 | 23 | Sunday | true | 7
                2026-03-09 | 24 | Monday | false | 1""");
    }

    @Test
    void everyChannelHasItsPillarInTheDimension() {
        assertThat(text(DimChannel.rows(spark(), SETTINGS).filter("pillar = 'social'"), "channel"))
                .isEqualTo("Organic Social\nOrganic Video");
    }
}
