package cx.warehouse.experience.rebuild;

import static org.apache.spark.sql.functions.col;

import cx.warehouse.experience.CalendarDays;
import cx.warehouse.experience.channel.DimCampaign;
import java.time.LocalDate;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rebuilds {@code dim_campaign}: first from new deliveries, before visits are rebuilt, and then with the campaigns of
 * rebuilt visits.
 */
public final class CampaignChanges {

    private static final Column IS_VISIT = col("interaction_type").equalTo("visit");

    private CampaignChanges() {}

    /** Returns {@code dim_campaign} as published, with the campaigns of new deliveries. */
    public static Dataset<Row> statedCampaigns(NightContext night) {
        NightTables tables = night.tables();
        return campaigns(night, tables.published(TableNames.FACT).limit(0), tables.published(TableNames.DIM_CAMPAIGN));
    }

    /**
     * Returns {@code dim_campaign} with the campaigns of new deliveries and of rebuilt visits. A campaign that only
     * visits name is left out once no visit names it. The fact must be staged before.
     *
     * @param visitDays the days whose visits were rebuilt
     */
    public static Dataset<Row> allCampaigns(NightContext night, SortedSet<LocalDate> visitDays) {
        return campaigns(
                night,
                visits(night.tables().current(TableNames.FACT), visitDays),
                campaignsStillNamed(night, visitDays));
    }

    /** The published campaigns, without those that visits alone named and no visit names any more. */
    private static Dataset<Row> campaignsStillNamed(NightContext night, SortedSet<LocalDate> visitDays) {
        NightTables tables = night.tables();
        Dataset<Row> published = tables.published(TableNames.DIM_CAMPAIGN);
        TreeSet<LocalDate> rebuiltAgain =
                SourceDays.ofPartitions(tables.partitions(TableNames.FACT)).days();
        rebuiltAgain.retainAll(visitDays);
        if (rebuiltAgain.isEmpty()) {
            return published;
        }
        Dataset<Row> fact = tables.current(TableNames.FACT);
        Dataset<Row> former = visits(tables.published(TableNames.FACT), rebuiltAgain);
        // rarely any; the whole fact is read, because another visit of any day may name the campaign
        return tables.materializeIfAny(
                        DimCampaign.campaignsNoLongerNamed(published, former, visits(fact, rebuiltAgain)))
                .map(dropped -> DimCampaign.withoutCampaigns(
                        published, DimCampaign.withoutCampaigns(dropped, fact.where(IS_VISIT))))
                .orElse(published);
    }

    private static Dataset<Row> campaigns(NightContext night, Dataset<Row> visits, Dataset<Row> prior) {
        // the published rows may come from the replaced delivery, so all deliveries are read again
        boolean isReplaced =
                night.deliveries().replace("spend") || night.deliveries().replace("ad_click");
        Deliveries which = isReplaced ? Deliveries.ALL : Deliveries.NEW;
        return DimCampaign.rows(
                night.tables().shape("spend", which),
                night.tables().shape("ad_click", which),
                visits,
                isReplaced ? prior.where(col("platform").isNull()) : prior,
                night.settings());
    }

    private static Dataset<Row> visits(Dataset<Row> fact, SortedSet<LocalDate> days) {
        return fact.where(IS_VISIT.and(CalendarDays.isOn("event_date", days)));
    }
}
