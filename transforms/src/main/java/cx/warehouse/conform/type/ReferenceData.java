package cx.warehouse.conform.type;

import cx.warehouse.conform.delivery.DisplayText;
import cx.warehouse.contract.NumberFormat;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Contents of the reference file accounts.csv, and the parsers of all reference files.
 *
 * @param accounts in the order of the file
 */
public record ReferenceData(List<Account> accounts) implements Serializable {
    public ReferenceData {
        accounts = List.copyOf(accounts);
    }

    /**
     * One account at a vendor.
     *
     * @param timeZone time zone of its days
     * @param currency ISO 4217; null for an account without money
     * @param numberFormat format of its numbers
     */
    public record Account(
            String vendor,
            String accountId,
            String accountName,
            ZoneId timeZone,
            String currency,
            NumberFormat numberFormat)
            implements Serializable {}

    /** Value of one unit of {@code baseCurrency} in {@code quoteCurrency} on a day. */
    public record FxRate(LocalDate rateDate, String baseCurrency, String quoteCurrency, BigDecimal rate)
            implements Serializable {}

    /** Category of a site that traffic comes from: search, social, video, shopping or email. */
    public record SourceCategory(String source, String category) implements Serializable {}

    /** A campaign as visits name it, and the billed campaign that it is. */
    public record CampaignMapping(String visitCampaign, String billedCampaign) implements Serializable {}

    /** Finds the account of that vendor and id. */
    public Optional<Account> account(String vendor, String accountId) {
        return accounts.stream()
                .filter(account ->
                        account.vendor().equals(vendor) && account.accountId().equals(accountId))
                .findFirst();
    }

    /** All accounts of a vendor. */
    public List<Account> accounts(String vendor) {
        return accounts.stream()
                .filter(account -> account.vendor().equals(vendor))
                .toList();
    }

    /**
     * Reads accounts.csv.
     *
     * @param path for messages
     * @throws ReferenceDataException with every fault and its line
     */
    public static ReferenceData accounts(String path, String text) {
        List<Account> accounts = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        readRows(
                path,
                text,
                List.of("vendor", "account_id", "account_name", "time_zone", "currency", "number_format"),
                (row, faults) -> {
                    ZoneId zone = zone(row.get(3), faults);
                    if (!row.get(4).isEmpty() && !row.get(4).matches("[A-Z]{3}")) {
                        faults.add("currency: `" + DisplayText.of(row.get(4)) + "` is no ISO 4217 code");
                    }
                    NumberFormat numbers = NumberFormat.of(row.get(5)).orElse(null);
                    if (numbers == null) {
                        faults.add("number_format: `" + DisplayText.of(row.get(5)) + "` is none of "
                                + String.join(", ", NumberFormat.words()));
                    }
                    if (!seen.add(row.get(0) + "|" + row.get(1))) {
                        faults.add("account " + DisplayText.of(row.get(1)) + " of " + DisplayText.of(row.get(0))
                                + " appears twice");
                    }
                    String currency = row.get(4).isEmpty() ? null : row.get(4);
                    accounts.add(new Account(row.get(0), row.get(1), row.get(2), zone, currency, numbers));
                });
        return new ReferenceData(accounts);
    }

    /** Reads fx_rates.csv, see {@link #accounts(String, String)}. */
    public static List<FxRate> fxRates(String path, String text) {
        List<FxRate> rates = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        readRows(path, text, List.of("rate_date", "base_currency", "quote_currency", "rate"), (row, faults) -> {
            LocalDate date = VendorTimes.isoDate(row.get(0));
            if (date == null) {
                faults.add("rate_date: `" + DisplayText.of(row.get(0)) + "` is not a date");
            }
            BigDecimal rate = VendorNumbers.parsePlain(row.get(3));
            if (rate == null || rate.signum() <= 0) {
                faults.add("rate: `" + DisplayText.of(row.get(3)) + "` is not a positive number");
            }
            if (!seen.add(row.get(0) + row.get(1) + row.get(2))) {
                faults.add("the rate of " + DisplayText.of(row.get(0)) + " appears twice");
            }
            rates.add(new FxRate(date, row.get(1), row.get(2), rate));
        });
        return rates;
    }

    /** Reads source_categories.csv, see {@link #accounts(String, String)}. */
    public static List<SourceCategory> sourceCategories(String path, String text) {
        List<SourceCategory> categories = new ArrayList<>();
        Set<String> known = Set.of("email", "search", "shopping", "social", "video");
        readRows(path, text, List.of("source", "category"), (row, faults) -> {
            if (!known.contains(row.get(1))) {
                faults.add("category: `" + DisplayText.of(row.get(1))
                        + "` is none of email, search, shopping, social, video");
            }
            categories.add(new SourceCategory(row.get(0), row.get(1)));
        });
        return categories;
    }

    /** Reads campaign_map.csv, see {@link #accounts(String, String)}. */
    public static List<CampaignMapping> campaignMap(String path, String text) {
        List<CampaignMapping> mappings = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        readRows(path, text, List.of("visit_campaign", "billed_campaign"), (row, faults) -> {
            if (row.get(0).isEmpty() || row.get(1).isEmpty()) {
                faults.add("a name is empty; give both names, or leave the line out");
            }
            if (!seen.add(row.get(0).toLowerCase(Locale.ROOT))) {
                faults.add("visit_campaign: `" + DisplayText.of(row.get(0)) + "` appears twice");
            }
            mappings.add(new CampaignMapping(row.get(0), row.get(1)));
        });
        return mappings;
    }

    private static void readRows(
            String path, String text, List<String> header, BiConsumer<List<String>, List<String>> row) {
        List<String> faults = new ArrayList<>();
        String bare = text.startsWith("\uFEFF") ? text.substring(1) : text;
        boolean isHeader = true;
        try (CsvReader<CsvRecord> records = CsvReader.builder()
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(bare)) {
            for (CsvRecord record : records) {
                List<String> cells =
                        record.getFields().stream().map(String::trim).toList();
                List<String> found = new ArrayList<>();
                if (isHeader && !cells.equals(header)) {
                    found.add("expected the header " + String.join(",", header));
                } else if (!isHeader && cells.size() != header.size()) {
                    found.add("expected " + header.size() + " cells, found " + cells.size());
                } else if (!isHeader) {
                    row.accept(cells, found);
                }
                isHeader = false;
                found.forEach(fault -> faults.add("line " + record.getStartingLineNumber() + ": " + fault));
            }
        } catch (CsvParseException | IOException e) {
            faults.add("is no CSV: " + e.getMessage());
        }
        if (isHeader && faults.isEmpty()) {
            faults.add("is empty; expected the header " + String.join(",", header));
        }
        if (!faults.isEmpty()) {
            throw new ReferenceDataException(path, faults);
        }
    }

    private static ZoneId zone(String text, List<String> faults) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            faults.add("time_zone: `" + DisplayText.of(text) + "` is no time zone; write it like America/New_York");
            return ZoneId.of("UTC");
        }
    }
}
