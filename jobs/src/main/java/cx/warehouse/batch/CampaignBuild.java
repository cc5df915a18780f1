package cx.warehouse.batch;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import cx.warehouse.experience.Campaigns;
import cx.warehouse.experience.SourceDays;
import java.time.LocalDate;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Builds {@code dim_campaign}: before the visits of tonight are known what deliveries state, then what visits name too. */
final class CampaignBuild {

    private static final String CAMPAIGNS = "mart.dim_campaign";
    private static final Column IS_VISIT = col("interaction_type").equalTo("visit");

    private final Tonight tonight;
    private final Staging staging;

    CampaignBuild(Tonight tonight) {
        this.tonight = tonight;
        this.staging = tonight.staging();
    }

    /** The campaigns of the nights before, with what tonight's deliveries state. */
    Dataset<Row> stated() {
        return campaigns(staging.published(FactBuild.FACT).limit(0), before());
    }

    /**
     * Stages all campaigns; the fact has to be staged.
     *
     * @param visitDays the days of which visits were built
     */
    void stage(TreeSet<LocalDate> visitDays) {
        Dataset<Row> visits = visits(staging.read(FactBuild.FACT), visitDays);
        staging.stage(CAMPAIGNS, campaigns(visits, named(visitDays)), lit(true));
    }

    /** The campaigns of the nights before, without those that visits alone named and no visit names any more. */
    private Dataset<Row> named(TreeSet<LocalDate> visitDays) {
        TreeSet<LocalDate> builtAgain =
                SourceDays.of(staging.partitions(FactBuild.FACT)).days();
        builtAgain.retainAll(visitDays);
        if (builtAgain.isEmpty()) {
            return before();
        }
        Dataset<Row> fact = staging.read(FactBuild.FACT);
        Dataset<Row> former = visits(staging.published(FactBuild.FACT), builtAgain);
        Dataset<Row> dropped = staging.kept(Campaigns.dropped(before(), former, visits(fact, builtAgain)));
        // hardly ever is there one, and then its further visits may lie on any day
        return dropped.isEmpty()
                ? before()
                : Campaigns.without(before(), Campaigns.without(dropped, fact.where(IS_VISIT)));
    }

    /** Days on which the mart shows a campaign by a name that it has no more; all campaigns have to be staged. */
    TreeSet<LocalDate> renamed() {
        if (staging.partitions("mart.mart_channel_day").isEmpty()) {
            return new TreeSet<>();
        }
        Dataset<Row> names = Campaigns.renamed(before(), staging.read(CAMPAIGNS));
        return Conformed.days(staging.published("mart.mart_channel_day")
                .join(names, new String[] {"campaign_name"}, "left_semi")
                .select("event_date"));
    }

    private Dataset<Row> before() {
        return staging.published(CAMPAIGNS);
    }

    private Dataset<Row> campaigns(Dataset<Row> visits, Dataset<Row> before) {
        Conformed conformed = tonight.conformed();
        if (tonight.bringsAgain("spend") || tonight.bringsAgain("ad_click")) {
            // what the former delivery said of a campaign has to go too
            return Campaigns.dimension(
                    conformed.all("spend"),
                    conformed.all("ad_click"),
                    visits,
                    before.where(col("platform").isNull()),
                    tonight.settings());
        }
        return Campaigns.dimension(
                conformed.of(tonight.pending(), "spend"),
                conformed.of(tonight.pending(), "ad_click"),
                visits,
                before,
                tonight.settings());
    }

    private static Dataset<Row> visits(Dataset<Row> fact, TreeSet<LocalDate> days) {
        return fact.where(IS_VISIT.and(Conformed.isOn("event_date", days)));
    }
}
