package cx.warehouse.experience.visit;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.experience.ExperienceTest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Tests which visits depend on a lookup that a later delivery changes. */
class VisitDependenciesTest extends ExperienceTest {

    private static final Dataset<Row> EVENTS = interactions(
            "interaction_key string, visitor_id string, session_id string, click_id string, utm_source string, utm_medium string, utm_campaign string, utm_content string, login_id string, order_id string",
            """
            e1 | clicked | s | gclid-1 | | | | | |
            e2 | named | s | | google | cpc | Spring | post-9 | |
            e3 | direct | s | | | | | | |
            e4 | person | s | | | | | | Anna | #1001
            """);

    private static final Dataset<Row> VISITS =
            Visits.stateRows(Visits.of(EVENTS, emptyLookups(), SETTINGS, FRAMES).visits(), SETTINGS);
    private static final Dataset<Row> CAMPAIGN = rows(
            "mart/dim_campaign",
            "campaign_key string, platform string, campaign_name string, campaign_type string",
            "k1 | google | spring | Search");
    private static final Dataset<Row> CLICKS = rows("conformed/ad_click", "click_id string", "gclid-1\ngclid-2");

    private static String dependentVisits(Dataset<Row> before, Dataset<Row> now) {
        return text(
                VisitDependencies.dependentVisits(VISITS, VisitDependencies.changedDependencies(before, now), SETTINGS),
                "visitor_id",
                "event_date");
    }

    private static Dataset<Row> nobody() {
        return VisitDependencies.persons(persons(""));
    }

    @Test
    void anAdClickThatComesLateLeadsToTheVisitsThatNameIt() {
        assertThat(dependentVisits(nobody(), VisitDependencies.clicks(CLICKS))).isEqualTo("clicked | 2026-03-14");
    }

    @Test
    void anAdClickThatIsDeliveredAgainChangesAVisitOnlyWithAnotherCampaign() {
        Dataset<Row> again =
                CLICKS.withColumn("business_date", lit("2026-03-16").cast("date"));
        Dataset<Row> other = again.withColumn("campaign_id", lit("7"));
        Dataset<Row> before = VisitDependencies.clicks(CLICKS);
        assertThat(dependentVisits(before, VisitDependencies.clicks(CLICKS.unionByName(again))))
                .isEmpty();
        assertThat(dependentVisits(before, VisitDependencies.clicks(CLICKS.unionByName(other))))
                .isEqualTo("clicked | 2026-03-14");
    }

    @Test
    void aCampaignThatIsNewOrOfAnotherTypeLeadsToTheVisitsThatNameIt() {
        Dataset<Row> other = CAMPAIGN.withColumn("campaign_type", lit("Shopping"));
        assertThat(dependentVisits(nobody(), VisitDependencies.campaigns(CAMPAIGN)))
                .isEqualTo("named | 2026-03-14");
        assertThat(dependentVisits(VisitDependencies.campaigns(CAMPAIGN), VisitDependencies.campaigns(other)))
                .isEqualTo("named | 2026-03-14");
        assertThat(dependentVisits(VisitDependencies.campaigns(CAMPAIGN), VisitDependencies.campaigns(CAMPAIGN)))
                .isEmpty();
    }

    @Test
    void aPostLeadsToTheVisitsThatNameIt() {
        assertThat(dependentVisits(nobody(), VisitDependencies.posts(frame("post_id string", "post-9"))))
                .isEqualTo("named | 2026-03-14");
    }

    @Test
    void identifiersOfOtherCustomersLeadToTheVisitsWithThem() {
        Dataset<Row> login = persons("login | Anna | c1");
        Dataset<Row> other = persons("login | Anna | c2");
        Dataset<Row> order = persons("login | Anna | c1\norder | 1001 | c1");
        assertThat(dependentVisits(VisitDependencies.persons(login), VisitDependencies.persons(other)))
                .isEqualTo("person | 2026-03-14");
        assertThat(dependentVisits(VisitDependencies.persons(login), VisitDependencies.persons(order)))
                .isEqualTo("person | 2026-03-14");
        assertThat(dependentVisits(VisitDependencies.persons(login), nobody())).isEqualTo("person | 2026-03-14");
        assertThat(dependentVisits(VisitDependencies.persons(login), VisitDependencies.persons(login)))
                .isEmpty();
    }
}
