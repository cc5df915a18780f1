package cx.warehouse.night;

import cx.warehouse.conform.type.ReferenceData;
import cx.warehouse.experience.CurrencyConversion;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * The reference files as frames.
 *
 * @param dailyRates one row a day and currency: the rates that {@code CurrencyConversion.dailyRates} returns
 * @param accounts one row per account: vendor, account_id, account_name, time_zone, currency
 * @param campaignMap one row per mapped campaign: visit_campaign, billed_campaign
 */
record ReferenceFrames(Dataset<Row> dailyRates, Dataset<Row> accounts, Dataset<Row> campaignMap) {

    static final StructType RATES =
            StructType.fromDDL("rate_date date, base_currency string, quote_currency string, rate decimal(12,6)");

    static final StructType ACCOUNTS = StructType.fromDDL(
            "vendor string, account_id string, account_name string, time_zone string, currency string");

    static final StructType CAMPAIGN_MAP = StructType.fromDDL("visit_campaign string, billed_campaign string");

    /** Reads the files' rows; the daily rates are computed with the first query that uses them. */
    static ReferenceFrames of(Warehouse warehouse, String reportingCurrency) {
        Dataset<Row> rates = frame(
                warehouse,
                RATES,
                warehouse.referenceFiles().fxRates().stream()
                        .map(rate -> RowFactory.create(
                                rate.rateDate(), rate.baseCurrency(), rate.quoteCurrency(), rate.rate()))
                        .toList());
        Dataset<Row> accounts = frame(
                warehouse,
                ACCOUNTS,
                warehouse.referenceFiles().references().accounts().stream()
                        .map(ReferenceFrames::row)
                        .toList());
        Dataset<Row> campaigns = frame(
                warehouse,
                CAMPAIGN_MAP,
                warehouse.referenceFiles().campaignMap().stream()
                        .map(mapped -> RowFactory.create(mapped.visitCampaign(), mapped.billedCampaign()))
                        .toList());
        // small and read several times
        return new ReferenceFrames(
                warehouse.engine().materializeOnUse(CurrencyConversion.dailyRates(rates, reportingCurrency)),
                accounts,
                campaigns);
    }

    private static Row row(ReferenceData.Account account) {
        return RowFactory.create(
                account.vendor(),
                account.accountId(),
                account.accountName(),
                account.timeZone().getId(),
                account.currency());
    }

    private static Dataset<Row> frame(Warehouse warehouse, StructType schema, List<Row> rows) {
        return warehouse.engine().session().createDataFrame(rows, schema);
    }
}
