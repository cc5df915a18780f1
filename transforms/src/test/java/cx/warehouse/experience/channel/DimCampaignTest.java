package cx.warehouse.experience.channel;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.experience.ExperienceTest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class DimCampaignTest extends ExperienceTest {

    private static final String CAMPAIGN = "campaign_key string, campaign_name string";

    @Test
    void visitsNameACampaignThatNoPlatformReports() {
        Dataset<Row> none = none("mart/dim_campaign");
        Dataset<Row> stated = dimension(none("mart/fact_customer_experience"), none);
        Dataset<Row> keys = stated.select("campaign_key");
        Dataset<Row> visits = visitsNaming(keys.withColumn("campaign_name", lit("a visit's word")))
                .unionByName(visitsNaming(frame(CAMPAIGN, """
                        n1 | Spring
                        n1 | Autumn
                        n2 |
                        | nobody's
                        """)));
        Dataset<Row> prior = rows("mart/dim_campaign", CAMPAIGN + ", platform string", """
                        p1 | Mails |
                        p2 | |
                        """)
                .unionByName(
                        rows("mart/dim_campaign", CAMPAIGN + ", platform string", "key | a former word |")
                                .drop("campaign_key")
                                .crossJoin(keys),
                        true);
        assertThat(text(dimension(visits, prior), "platform", "campaign_id", "campaign_name", "campaign_type"))
                .isEqualTo("""
                 |  | Autumn |\s
                 |  | Mails |\s
                google | 1 | Brand | Search
                google | 2 |  | Social""");
    }

    private static Dataset<Row> dimension(Dataset<Row> visits, Dataset<Row> prior) {
        Dataset<Row> spend =
                rows("conformed/spend", "campaign_id string, campaign_name string, campaign_type string", """
                        1 | Brand | Search
                        2 | | Social
                        """);
        return DimCampaign.rows(spend, none("conformed/ad_click"), visits, prior, SETTINGS);
    }

    private static Dataset<Row> visitsNaming(Dataset<Row> campaigns) {
        return campaigns.select(
                col("campaign_key"), map(lit("campaign"), col("campaign_name")).as("extra"));
    }
}
