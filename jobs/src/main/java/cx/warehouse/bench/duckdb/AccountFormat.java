package cx.warehouse.bench.duckdb;

import cx.warehouse.contract.NumberFormat;
import cx.warehouse.contract.SourceContract;
import java.util.List;
import java.util.Map;

/**
 * The way in which an account writes times and numbers.
 *
 * @param id the account at the vendor; empty for none
 * @param zone the zone of its local times
 */
record AccountFormat(String id, String zone, NumberFormat numbers) {

    private static final AccountFormat NONE = new AccountFormat("", "UTC", NumberFormat.EN_US);

    /**
     * The account that a file's name holds, else the first of the vendor. Rows that name their account in a column are
     * read in that first account's format.
     *
     * @param accounts the rows of accounts.csv
     */
    static AccountFormat of(SourceContract contract, String fileName, List<Map<String, Object>> accounts) {
        if (contract.account().by() == SourceContract.Account.By.NONE) {
            return NONE;
        }
        List<AccountFormat> known = accounts.stream()
                .filter(row -> contract.vendor().equals(row.get("vendor")))
                .map(AccountFormat::of)
                .toList();
        String named = contract.drop().group(fileName, "account").orElse("");
        return known.stream()
                .filter(account -> account.id().equals(named))
                .findFirst()
                .orElse(known.isEmpty() ? NONE : known.get(0));
    }

    private static AccountFormat of(Map<String, Object> row) {
        return new AccountFormat(
                row.get("account_id").toString(),
                row.get("time_zone").toString(),
                NumberFormat.of(row.get("number_format").toString()).orElse(NumberFormat.EN_US));
    }
}
