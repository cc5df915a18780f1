package cx.warehouse.sample;

import cx.warehouse.sample.ads.GoogleAdReports;
import cx.warehouse.sample.ads.MetaAdReports;
import cx.warehouse.sample.media.CisionCoverage;
import cx.warehouse.sample.media.FacebookPosts;
import cx.warehouse.sample.media.MeltwaterCoverage;
import cx.warehouse.sample.media.XPosts;
import cx.warehouse.sample.shop.ShopifyOrders;
import cx.warehouse.sample.shop.SquarePayments;
import cx.warehouse.sample.web.Ga4Export;
import cx.warehouse.sample.world.SampleSpec;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists the special deliveries and the layout changes of a sample, for the truth file. */
final class SampleQuirks {
    private SampleQuirks() {}

    static Map<String, Object> truth(SampleSpec spec) {
        List<Object> deliveries = new ArrayList<>();
        List<Object> drift = new ArrayList<>();
        if (!spec.plain()) {
            addDeliveries(spec, deliveries);
            drift(spec, drift);
        }
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("special_deliveries", deliveries);
        truth.put("drift", drift);
        return truth;
    }

    private static void addDeliveries(SampleSpec spec, List<Object> deliveries) {
        int last = spec.days() - 1;
        deliveries.add(delivery("same_file_twice", GoogleAdReports.REPORT, spec.delivery(Math.min(1, last))));
        deliveries.add(delivery("no_bytes", FacebookPosts.SOURCE, spec.delivery(0)));
        deliveries.add(delivery("header_only", SquarePayments.SOURCE, spec.delivery(last)));
        deliveries.add(delivery("already_told", MetaAdReports.SOURCE, spec.delivery(last)));
        if (spec.days() > 1) {
            deliveries.add(delivery("ad_renamed", MetaAdReports.SOURCE, spec.delivery(last)));
            Map<String, Object> late = delivery("late_file", MeltwaterCoverage.SOURCE, spec.delivery(last));
            late.put("expected", spec.delivery(last - 1).toString());
            deliveries.add(late);
            for (int day = 1; day < spec.days(); day++) {
                deliveries.add(delivery("late_events", Ga4Export.SOURCE, spec.delivery(day)));
            }
            deliveries.add(delivery("unpacked", Ga4Export.SOURCE, spec.delivery(last)));
        }
    }

    private static void drift(SampleSpec spec, List<Object> drift) {
        int last = spec.days() - 1;
        drift.add(drift(GoogleAdReports.REPORT, spec.delivery(last), "added", "Search impr. share"));
        drift.add(drift(MeltwaterCoverage.SOURCE, spec.delivery(last), "added", "Paywall"));
        drift.add(drift(CisionCoverage.SOURCE, spec.delivery(last), "renamed", "Publicity Value (EUR) to AVE (EUR)"));
        drift.add(drift(XPosts.SOURCE, spec.delivery(last), "renamed", "Tweet id to Post id"));
        if (spec.days() > 1) {
            drift.add(drift(ShopifyOrders.SOURCE, spec.delivery(1), "added", "Payment Method"));
            drift.add(drift(SquarePayments.SOURCE, spec.delivery(1), "reordered", "all columns"));
            drift.add(drift(FacebookPosts.SOURCE, spec.delivery(Math.min(2, last)), "renamed", "Impressions to Views"));
        }
    }

    private static Map<String, Object> delivery(String kind, String source, LocalDate date) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("kind", kind);
        entry.put("source", source);
        entry.put("business_date", date.toString());
        return entry;
    }

    private static Map<String, Object> drift(String source, LocalDate from, String kind, String column) {
        Map<String, Object> entry = delivery(kind, source, from);
        entry.put("column", column);
        return entry;
    }
}
