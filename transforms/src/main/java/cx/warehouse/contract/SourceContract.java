package cx.warehouse.contract;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One vendor export: how its drops are found, how they are read, what its columns mean, which conformed shapes it fills.
 *
 * @param source its name, and the name of its table
 * @param vendor the folder of a drop it lies in, and the vendor of accounts.csv
 * @param drop which files of that folder are meant
 * @param account how a row finds its account
 * @param key columns that tell rows of one file apart
 * @param version the column that says when the vendor last changed a row, which then belongs to the key; null for none
 * @param quarantineLimit the share of quarantined rows above which a load is refused
 * @param activity the column (day or instant) that says when what a row tells of happened; null for none
 * @param ignored names the vendor sends that are known and not kept
 * @param leftOut rows that the vendor itself marks as not meant
 * @param money which cells the ledger adds up; null for none
 * @param lines how lines of one thing are counted; null when a row stands for itself
 * @param drift what becomes of columns that the contract does not know
 * @param conform by conformed shape, the maps that fill it
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

    /** The column that names the account of a row whose contract has no such column of its own. */
    public static final String ACCOUNT_ID = "account_id";

    public SourceContract {
        key = List.copyOf(key);
        columns = List.copyOf(columns);
        ignored = List.copyOf(ignored);
        leftOut = List.copyOf(leftOut);
        conform = new LinkedHashMap<>(conform);
    }

    /** The column of that name, if the contract has one. */
    public Optional<SourceColumn> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /** The column that holds a row's account. */
    public String accountColumn() {
        return account.column() == null ? ACCOUNT_ID : account.column();
    }

    /** What an export is about. */
    public enum Family {
        AD,
        PR,
        AFFILIATE,
        WEB,
        CRM,
        SOCIAL,
        PRIVACY
    }

    /** What becomes of columns, or members of JSON, that a contract does not know; it is reported in any case. */
    public enum DriftRule {
        /** They are kept, as text, in {@code extra}. */
        EVOLVE,
        /** A file that has any, or lacks one that need not be filled, is rejected whole. */
        FREEZE,
        /** A row in which one is filled is quarantined. */
        QUARANTINE
    }

    /**
     * How a row finds its account.
     *
     * @param by the file's name, a column, the only account the vendor has in accounts.csv, or not at all
     * @param column the column; null for the others
     */
    public record Account(By by, String column) implements Serializable {
        /** Where the account stands. */
        public enum By {
            FILE,
            COLUMN,
            VENDOR,
            /** Rows belong to no account: times without offset are UTC, numbers are written as in {@code en-US}. */
            NONE
        }
    }

    /**
     * Rows the vendor marks as not meant: totals, previews, bots.
     *
     * @param from the vendor's column that tells; null for the first cell of a line
     * @param rule how it tells
     * @param values the texts of the rule; for {@code DIFFERS_FROM} the other column
     */
    public record LeftOut(String from, Rule rule, List<String> values) implements Serializable {
        public LeftOut {
            values = List.copyOf(values);
        }

        /** How a cell tells that its row is not meant. */
        public enum Rule {
            IN,
            NOT_IN,
            STARTS_WITH,
            DIFFERS_FROM
        }
    }

    /**
     * Which cells the ledger adds up.
     *
     * @param columns added up
     * @param currency the column of their currency; null for the account's
     */
    public record Money(List<String> columns, String currency) implements Serializable {
        public Money {
            columns = List.copyOf(columns);
        }
    }

    /**
     * How the lines of one thing (the items of an order) are counted.
     *
     * @param by neighbouring rows that agree in this column belong together
     * @param position the column that numbers them from 1; it is not in the file
     */
    public record Lines(String by, String position) implements Serializable {}
}
