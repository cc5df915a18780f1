package cx.warehouse.contract;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One vendor export: how its files are found and read, the meaning of its columns, and the conformed shapes that it
 * fills.
 *
 * @param source the name of the source and of its table
 * @param vendor the vendor's folder in a drop, and the vendor in accounts.csv
 * @param drop the files of that folder that belong to the export
 * @param account how a row finds its account
 * @param key the columns that identify a row within one file
 * @param version the column with the vendor's time of last change of the row, which is then part of the key; null for
 *     none
 * @param alike the columns by which two rows of one key are the same row; null when all columns decide
 * @param quarantineLimit the share of quarantined rows (0 to 1) above which a load is refused
 * @param activity the column (date or timestamp) with the time of the event that a row describes; null for none
 * @param ignored known vendor columns that are not kept
 * @param leftOut rules for rows that the vendor marks as not meant to be loaded
 * @param money the cells that the ledger sums; null for none
 * @param lines the grouping of rows that are lines of one thing; null when rows are independent
 * @param drift the treatment of columns that the contract does not list
 * @param conform the mappings that fill each conformed shape, by shape
 */
public record SourceContract(
        String source,
        Family family,
        String vendor,
        String description,
        Drop drop,
        RecordFormat format,
        Account account,
        List<String> key,
        String version,
        Alike alike,
        double quarantineLimit,
        String activity,
        List<SourceColumn> columns,
        List<String> ignored,
        List<LeftOut> leftOut,
        Money money,
        Lines lines,
        DriftRule drift,
        Map<String, List<Mapping>> conform)
        implements Serializable {

    /** The column with a row's account when the contract declares no column for it. */
    public static final String ACCOUNT_ID = "account_id";

    private static final long FEW_ROWS = 100;

    public SourceContract {
        key = List.copyOf(key);
        columns = List.copyOf(columns);
        ignored = List.copyOf(ignored);
        leftOut = List.copyOf(leftOut);
        conform = new LinkedHashMap<>(conform);
    }

    /** The column with that name, if the contract has one. */
    public Optional<SourceColumn> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /**
     * Whether a load may have so many quarantined rows. Fewer than 100 rows count as 100, except when there are several
     * rows and none of them loads.
     */
    public boolean allowsQuarantined(long quarantined, long read) {
        boolean isNoneGood = quarantined > 1 && quarantined == read;
        return quarantined <= quarantineLimit * (isNoneGood ? read : Math.max(read, FEW_ROWS));
    }

    /** The column that holds a row's account. */
    public String accountColumn() {
        return account.column() == null ? ACCOUNT_ID : account.column();
    }

    /** Whether every mapping for a shape makes this column of it from the activity column, or there is no mapping. */
    public boolean isActivityDay(String shape, String column) {
        return conform.getOrDefault(shape, List.of()).stream()
                .map(mapping -> mapping.columns().getOrDefault(column, ""))
                .allMatch(expression -> activity != null
                        && Pattern.compile("\\b" + Pattern.quote(activity) + "\\b")
                                .matcher(expression)
                                .find());
    }

    /** The subject of an export. */
    public enum Family {
        AD,
        PR,
        AFFILIATE,
        WEB,
        CRM,
        SOCIAL,
        PRIVACY
    }

    /** The treatment of columns, or JSON members, that a contract does not list. They are reported in any case. */
    public enum DriftRule {
        /** Keep them as text in {@code extra}. */
        EVOLVE,
        /** Reject the whole file when it has an unknown column or lacks a listed one, even an optional one. */
        FREEZE,
        /** Quarantine each row that has a value in an unknown column. */
        QUARANTINE
    }

    /**
     * The way in which a row finds its account.
     *
     * @param by the file's name, a column, the vendor's only account in accounts.csv, or no account at all
     * @param column the column; null for the others
     */
    public record Account(By by, String column) implements Serializable {
        /** The place that names the account. */
        public enum By {
            FILE,
            COLUMN,
            VENDOR,
            /** Rows belong to no account: times without offset are UTC, numbers are written as in {@code en-US}. */
            NONE
        }
    }

    /**
     * A rule for rows that the vendor marks as not meant to be loaded: totals, previews, bots.
     *
     * @param from the vendor's column that the rule tests; null for the first cell of a line
     * @param rule the test
     * @param values the texts of the rule; for {@code DIFFERS_FROM} the other column
     * @param fix advice for a file in which every row meets a rule; null where there is none
     */
    public record LeftOut(String from, Rule rule, List<String> values, String fix) implements Serializable {
        public LeftOut {
            values = List.copyOf(values);
        }

        /** The rule in words: {@code Reporting starts differs from Reporting ends}. */
        public String text() {
            String test = rule.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            return (from == null ? "the line" : from) + " " + test + " " + String.join(", ", values);
        }

        /** The test that a cell must meet for its row to be left out. */
        public enum Rule {
            IN,
            NOT_IN,
            STARTS_WITH,
            DIFFERS_FROM
        }
    }

    /**
     * Rows of one key that are the same row although some of their columns differ, such as an event that was sent
     * twice. One of them is loaded, and the others are duplicates.
     *
     * @param by the columns in which such rows agree
     * @param earliest the date or timestamp that is smallest in the row to load; null to load the first row of the file
     */
    public record Alike(List<String> by, String earliest) implements Serializable {
        public Alike {
            by = List.copyOf(by);
        }
    }

    /**
     * The cells that the ledger sums.
     *
     * @param columns the columns to sum
     * @param currency the column with their currency; null for the account's currency
     */
    public record Money(List<String> columns, String currency) implements Serializable {
        public Money {
            columns = List.copyOf(columns);
        }
    }

    /**
     * Groups rows that are lines of one thing, for example the items of an order.
     *
     * @param by neighbouring rows with the same value in this column form a group
     * @param position the name of the added column that numbers the rows of a group from 1; it is not in the file
     * @param carried columns that only the first row of a group must fill; an empty cell of a later row has the value
     *     of the first
     */
    public record Lines(String by, String position, List<String> carried) implements Serializable {
        public Lines {
            carried = List.copyOf(carried);
        }
    }
}
