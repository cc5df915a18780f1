package cx.warehouse.experience.fact;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.experience.ExperienceTest;
import cx.warehouse.experience.channel.DimCampaign;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class FactVisitCostTest extends ExperienceTest {

    private static Dataset<Row> spend(String rows) {
        return rows(
                "mart/fact_spend",
                "campaign_id string, spend_date date, zone string, cost_reporting decimal(28,10)",
                rows);
    }

    private static Dataset<Row> visits(String rows) {
        return frame("visit_key string, visit_started_at timestamp, campaign string", rows)
                .withColumn("campaign_key", DimCampaign.key(lit("google"), lit("1"), col("campaign")));
    }

    private static String shares(Dataset<Row> visits, Dataset<Row> spend) {
        return text(FactVisitCost.rows(visits, spend), "visit_key", "spend_date", "cost_allocated");
    }

    @Test
    void theCostOfADayIsSharedAmongItsVisitsToTheLastUnit() {
        Dataset<Row> spend = spend("""
                1 | 2026-03-13 | America/Los_Angeles | 6.0000000007
                1 | 2026-03-13 | America/Los_Angeles | 4.0000000000
                2 | 2026-03-13 | America/Los_Angeles | 5.00
                """);
        Dataset<Row> visits = visits("""
                v3 | 2026-03-14 06:59:59 | 1
                v1 | 2026-03-13 08:00:00 | 1
                v2 | 2026-03-13 09:00:00 | 1
                v4 | 2026-03-14 07:00:00 | 1
                v5 | 2026-03-13 09:00:00 | 3
                """);
        assertThat(shares(visits, spend)).isEqualTo("""
                 | 2026-03-13 | 5.0000000000
                v1 | 2026-03-13 | 3.3333340007
                v2 | 2026-03-13 | 3.3333330000
                v3 | 2026-03-13 | 3.3333330000""");
    }

    @Test
    void visitsThatStartAtOnceShareInOrderOfTheirKeys() {
        Dataset<Row> spend = spend("1 | 2026-03-13 | UTC | 0.0000050000");
        Dataset<Row> visits = visits("""
                v2 | 2026-03-13 08:00:00 | 1
                v3 | 2026-03-13 08:00:00 | 1
                v1 | 2026-03-13 08:00:00 | 1
                """);
        assertThat(shares(visits, spend)).isEqualTo("""
                v1 | 2026-03-13 | 0.0000020000
                v2 | 2026-03-13 | 0.0000020000
                v3 | 2026-03-13 | 0.0000010000""");
    }

    @Test
    void anAccountThatMovesToAnotherZoneHasEveryVisitOnOneDay() {
        Dataset<Row> spend = spend("""
                1 | 2026-03-13 | America/Los_Angeles | 4.00
                1 | 2026-03-14 | Europe/Berlin | 6.00
                """);
        Dataset<Row> visits = visits("""
                late | 2026-03-14 05:00:00 | 1
                """);
        assertThat(shares(visits, spend))
                .as("05:00 UTC is still the 13th in Los Angeles, and the 14th in Berlin")
                .isEqualTo("""
                         | 2026-03-13 | 4.0000000000
                        late | 2026-03-14 | 6.0000000000""");
    }

    @Test
    void costThatCouldNotBeConvertedIsInNoRow() {
        assertThat(shares(visits(""), spend("1 | 2026-03-13 | UTC | "))).isEmpty();
    }
}
