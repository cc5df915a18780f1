package cx.warehouse.night;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import cx.warehouse.experience.channel.DimCampaign;
import cx.warehouse.experience.rebuild.SourceDays;
import java.time.LocalDate;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Builds {@code dim_campaign}: before the visits of tonight are known what deliveries state, then what visits name too. */
final class CampaignRebuild {

    static final String CAMPAIGNS = "mart.dim_campaign";
    private static final Column IS_VISIT = col("interaction_type").equalTo("visit");

    private final NightContext tonight;
    private final StagedTables staging;

    CampaignRebuild(NightContext tonight) {
        this.tonight = tonight;
        this.staging = tonight.stagedTables();
    }

    /** The campaigns of the nights before, with what tonight's deliveries state. */
    Dataset<Row> statedCampaigns() {
        return campaigns(staging.readPublished(FactRebuildStep.FACT).limit(0), publishedCampaigns());
    }

    /**
     * Stages all campaigns; the fact has to be staged.
     *
     * @param visitDays the days of which visits were built
     */
    void stage(TreeSet<LocalDate> visitDays) {
        Dataset<Row> visits = visits(staging.read(FactRebuildStep.FACT), visitDays);
        staging.stage(CAMPAIGNS, campaigns(visits, campaignsStillNamed(visitDays)), lit(true));
    }

    /** The campaigns of the nights before, without those that visits alone named and no visit names any more. */
    private Dataset<Row> campaignsStillNamed(TreeSet<LocalDate> visitDays) {
        TreeSet<LocalDate> builtAgain =
                SourceDays.of(staging.partitions(FactRebuildStep.FACT)).days();
        builtAgain.retainAll(visitDays);
        if (builtAgain.isEmpty()) {
            return publishedCampaigns();
        }
        Dataset<Row> fact = staging.read(FactRebuildStep.FACT);
        Dataset<Row> former = visits(staging.readPublished(FactRebuildStep.FACT), builtAgain);
        Dataset<Row> dropped = staging.materialize(
                DimCampaign.campaignsNoLongerNamed(publishedCampaigns(), former, visits(fact, builtAgain)));
        // hardly ever is there one, and then its further visits may lie on any day
        return dropped.isEmpty()
                ? publishedCampaigns()
                : DimCampaign.withoutCampaigns(
                        publishedCampaigns(), DimCampaign.withoutCampaigns(dropped, fact.where(IS_VISIT)));
    }

    private Dataset<Row> publishedCampaigns() {
        return staging.readPublished(CAMPAIGNS);
    }

    private Dataset<Row> campaigns(Dataset<Row> visits, Dataset<Row> before) {
        ConformedShapes conformed = tonight.conformedShapes();
        if (tonight.replacesDelivery("spend") || tonight.replacesDelivery("ad_click")) {
            // what the former delivery said of a campaign has to go too
            return DimCampaign.rows(
                    conformed.all("spend"),
                    conformed.all("ad_click"),
                    visits,
                    before.where(col("platform").isNull()),
                    tonight.settings());
        }
        return DimCampaign.rows(
                conformed.of(tonight.pending(), "spend"),
                conformed.of(tonight.pending(), "ad_click"),
                visits,
                before,
                tonight.settings());
    }

    private static Dataset<Row> visits(Dataset<Row> fact, TreeSet<LocalDate> days) {
        return fact.where(IS_VISIT.and(ConformedShapes.isOn("event_date", days)));
    }
}
