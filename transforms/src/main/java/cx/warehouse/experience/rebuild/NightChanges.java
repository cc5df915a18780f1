package cx.warehouse.experience.rebuild;

import cx.warehouse.experience.CalendarDays;
import cx.warehouse.experience.RewrittenRows;
import cx.warehouse.experience.fact.FactPostDay;
import cx.warehouse.experience.visit.VisitDependencies;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The changes of a night for which visits and other interactions are rebuilt.
 *
 * @param publishedDays days and sources in the published fact
 * @param deliveredDays days and sources of the interactions in new deliveries
 * @param campaigns {@code dim_campaign} with the campaigns of new deliveries; materialized
 * @param posts one row per social post of any delivery: post_id; materialized
 * @param customers customer keys and identifiers that changed
 * @param clickDays the days of ad clicks in new deliveries; empty when nothing is published
 * @param dependencies one row per hash of {@link VisitDependencies} whose lookup changed; materialized. Absent when
 *     nothing is published
 */
public record NightChanges(
        SourceDays publishedDays,
        SourceDays deliveredDays,
        Dataset<Row> campaigns,
        Dataset<Row> posts,
        CustomerChanges customers,
        SortedSet<LocalDate> clickDays,
        Optional<Dataset<Row>> dependencies) {

    /** Finds the changes. Identities must be resolved and staged before. */
    public static NightChanges find(NightContext night) {
        NightTables tables = night.tables();
        SourceDays published = SourceDays.ofPartitions(tables.partitions(TableNames.FACT));
        Dataset<Row> campaigns = tables.materializeOnUse(CampaignChanges.statedCampaigns(night));
        Dataset<Row> posts = tables.materializeOnUse(FactPostDay.posts(tables.shape("post_metric", Deliveries.ALL)));
        CustomerChanges customers = CustomerChanges.find(tables);
        SourceDays delivered = SourceDays.ofRows(FactRebuild.eventDates(
                tables.shape("interaction", Deliveries.NEW, "source", "occurred_at"), night.settings()));
        SortedSet<LocalDate> clickDays = published.isEmpty()
                ? Collections.emptySortedSet()
                : CalendarDays.of(tables.shape("ad_click", Deliveries.NEW, "click_date"));
        Optional<Dataset<Row>> dependencies = published.isEmpty()
                ? Optional.empty()
                : Optional.of(changedDependencies(tables, campaigns, posts, customers, clickDays));
        return new NightChanges(published, delivered, campaigns, posts, customers, clickDays, dependencies);
    }

    private static Dataset<Row> changedDependencies(
            NightTables tables,
            Dataset<Row> campaigns,
            Dataset<Row> posts,
            CustomerChanges customers,
            SortedSet<LocalDate> clickDays) {
        RewrittenRows identifiers = tables.rewrittenRows(TableNames.IDENTIFIERS);
        Dataset<Row> before = VisitDependencies.persons(customers.replaceMergedKeys(identifiers.before()))
                .unionByName(VisitDependencies.campaigns(tables.published(TableNames.DIM_CAMPAIGN)))
                .unionByName(VisitDependencies.posts(FactPostDay.posts(tables.shape("post_metric", Deliveries.PRIOR))));
        Dataset<Row> now = VisitDependencies.persons(identifiers.now())
                .unionByName(VisitDependencies.campaigns(campaigns))
                .unionByName(VisitDependencies.posts(posts));
        if (!clickDays.isEmpty()) {
            before = before.unionByName(
                    VisitDependencies.clicks(tables.shape("ad_click", Deliveries.priorNear(clickDays))));
            now = now.unionByName(VisitDependencies.clicks(tables.shape("ad_click", Deliveries.near(clickDays))));
        }
        return tables.materialize(VisitDependencies.changedDependencies(before, now));
    }
}
