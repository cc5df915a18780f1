package cx.warehouse.sample.ads;

import cx.warehouse.sample.world.SampleAmounts;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/** The cost of one campaign on one day of its account, as of the last delivery. */
public record BilledDay(
        String accountId,
        String campaignId,
        String campaign,
        String type,
        String channel,
        LocalDate day,
        String currency,
        BigDecimal cost,
        long impressions,
        long clicks) {

    Map<String, Object> truth(BigDecimal dollars) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("account_id", accountId);
        row.put("campaign_id", campaignId);
        row.put("campaign", campaign);
        row.put("campaign_type", type);
        row.put("channel", channel);
        row.put("day", day.toString());
        row.put("currency", currency);
        row.put("cost", SampleAmounts.sixPlaces(cost));
        row.put("cost_usd", SampleAmounts.sixPlaces(dollars));
        row.put("impressions", impressions);
        row.put("clicks", clicks);
        return row;
    }
}
